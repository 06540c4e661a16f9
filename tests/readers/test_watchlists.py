import pytest

from classify.errors import ReadError
from classify.readers import read_watchlist
from classify.records import WatchedName


def test_names_with_other_ways_to_write_them(tmp_path):
    file = tmp_path / "names.txt"
    file.write_text(
        "# people\nLukashenko | Лукашенко |Лукашэнка\n\nBelaruskali  # potash\nlukashenko\n",
        encoding="utf-8-sig",
    )
    assert read_watchlist(file) == (
        WatchedName(name="Lukashenko", aliases=("Лукашенко", "Лукашэнка")),
        WatchedName(name="Belaruskali"),
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"# nobody yet\n", "names nobody"),
        (b"Minsk\n--- | x\n", "line 2: a name needs a letter"),
        (b"\xff\xfeM\x00", "is not UTF-8"),
    ],
)
def test_bad_files_are_refused(tmp_path, content, message):
    file = tmp_path / "names.txt"
    file.write_bytes(content)
    with pytest.raises(ReadError, match=message):
        read_watchlist(file)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(ReadError, match="cannot be read"):
        read_watchlist(tmp_path / "none.txt")


@pytest.mark.parametrize(
    ("name", "text", "there"),
    [
        ("Minsk", "Talks in MINSK's palace", True),
        ("Minsk", "Minskers protest", False),
        ("MTS", "MTS fined", True),
        ("MTS", "how mts work", False),
        ("Grand  Theft", "the Grand\nTheft case", True),
        ("Лукашенко", "Лукашенко: «Хватит»", True),
        ("C++ Ltd.", "C++ Ltd. sued", True),
        ("Łukaszenka", "ŁUKASZENKA: dość", True),
    ],
)
def test_names_are_whole_words(name, text, there):
    assert WatchedName(name=name).is_in(text) is there
