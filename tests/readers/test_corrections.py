import json

import pytest

from classify.errors import ReadError
from classify.readers import check_corrections, read_corrections
from classify.records import Correction


def write(tmp_path, text):
    path = tmp_path / "corrections.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_reads_lines(tmp_path):
    path = write(
        tmp_path,
        "\ufeff# two reports of one strike\n\nsame: t1 t2, t3  # and a third\nDIFFERENT: t1;t4\n",
    )
    same, different = read_corrections(path)
    assert (same.kind, same.teasers) == ("same", ("t1", "t2", "t3"))
    assert same.place == f"{path}, line 3"
    assert (different.kind, different.teasers) == ("different", ("t1", "t4"))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("together: t1 t2", 'is no correction; write "same: ID ID"'),
        ("same t1 t2", "is no correction"),
        ("same: t1", "names fewer than two teasers"),
        ("same:", "names fewer than two teasers"),
        ("different: t1 t1", "tells a teaser apart from itself"),
    ],
)
def test_a_bad_line_is_named(tmp_path, line, reason):
    with pytest.raises(ReadError, match=reason) as caught:
        read_corrections(write(tmp_path, f"same: t8 t9\n{line}\n"))
    assert "line 2" in str(caught.value)


ADDRESS = "https://news.example/strike?id=7#top"


@pytest.mark.parametrize(
    ("line", "teasers"),
    [
        (f"same: t1 {ADDRESS}", ("t1", ADDRESS)),
        ('same: "Dockers end strike", t2 # why', ("Dockers end strike", "t2")),
        ('same: "The ""Star"" sank" “Ferry #1” # why', ('The "Star" sank', "Ferry #1")),
        ("same: «Паром загорелся» „Fähre brennt“", ("Паром загорелся", "Fähre brennt")),
        ("same: Golf: Smith, 19, wins | Tennis", ("Golf: Smith, 19, wins", "Tennis")),
        ('same: "A | B" | t3', ("A | B", "t3")),
    ],
)  # fmt: skip
def test_teasers_are_named_as_people_see_them(tmp_path, line, teasers):
    (found,) = read_corrections(write(tmp_path, line))
    assert found.teasers == teasers


def digest_of(folder, *ids):
    folder.mkdir()
    sources = [{"number": number, "teaser_id": id} for number, id in enumerate(ids, 1)]
    content = {"format": 2, "sections": [], "sources": sources}
    (folder / "digest.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


def test_citations_stand_for_the_sources_of_the_digest_named_last(tmp_path):
    monday = digest_of(tmp_path / "monday", "m1", "m2")
    digest_of(tmp_path / "week of tuesday", "t1", "t2", "t3")
    path = write(
        tmp_path, 'same: [1] [2]\ndigest: "week of tuesday"\nsame: [3] m1\nsame: [1] | [2]\n'
    )
    found = read_corrections(path, digest=monday)
    assert [one.teasers for one in found] == [("m1", "m2"), ("t3", "m1"), ("t1", "t2")]


def test_a_bare_number_is_an_id_where_there_is_one_and_else_a_citation(tmp_path):
    monday = digest_of(tmp_path / "monday", "2", "m2", "m3")
    path = write(tmp_path, "same: 2 3\ndifferent: 9 1")
    found = read_corrections(path, digest=monday)
    assert [one.teasers for one in found] == [("2", "m3"), ("9", "2")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("same: [1] t2", r"line 1: cites \[1\], but of no digest: put a line .digest: FOLDER."),
        ("digest: monday\nsame: [1] [9]", r"line 2: cites \[9\], which is no source"),
        ("digest: nowhere", "nowhere: cannot be read|nowhere: is no digest"),
        ('same: "Dockers end strike t2', "has a quote that is not closed"),
        ('different: t1 "t1"', "tells a teaser apart from itself"),
    ],
)
def test_a_name_that_stands_for_nothing_is_refused(tmp_path, text, reason):
    digest_of(tmp_path / "monday", "m1")
    with pytest.raises(ReadError, match=reason):
        read_corrections(write(tmp_path, text))


def test_a_contradiction_names_every_step(tmp_path):
    path = write(tmp_path, "same: t1 t2\nsame: t5 t6\nsame: t2 t3\ndifferent: t0 t3 t1\n")
    with pytest.raises(ReadError) as caught:
        read_corrections(path)
    message = str(caught.value)
    assert "line 4: tells t3 and t1 apart" in message
    assert "line 3 and" in message
    assert "line 1" in message
    assert "line 2" not in message


def test_corrections_made_in_python_are_checked_too():
    pair = ("t1", "t2")
    with pytest.raises(ReadError, match="corrections: tells t1 and t2 apart"):
        check_corrections(
            [Correction(kind="same", teasers=pair), Correction(kind="different", teasers=pair)]
        )


def test_a_missing_file_and_another_encoding(tmp_path):
    with pytest.raises(ReadError, match="cannot be read"):
        read_corrections(tmp_path / "none.txt")
    path = tmp_path / "latin.txt"
    path.write_bytes("same: t1 t2 # \u00e9".encode("latin-1"))
    with pytest.raises(ReadError, match="is not UTF-8"):
        read_corrections(path)
