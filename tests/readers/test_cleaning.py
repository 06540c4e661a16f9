import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.readers import plain_line, plain_text
from classify.readers.cleaning import ends_sentence
from classify.readers.cut_marks import without_cut_mark


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  A\u00a0line \t of\nwords ", "A line of words"),
        ("zero\u200bwidth, soft\u00adhyphen", "zerowidth, softhyphen"),
        ("e\u0301toile", "étoile"),
        ("Caf\u00c3\u00a9", "Café"),
        ("“Quoted” – as it stands…", "“Quoted” – as it stands…"),
        ("bell\x07", "bell"),
    ],
)
def test_lines(raw: str, clean: str):
    assert plain_line(raw) == clean


def test_paragraphs_stay_apart():
    assert plain_text(" One.  Two.\r\n\n  Three. ") == "One. Two.\nThree."


@given(st.text())
def test_cleaning_twice_changes_nothing(raw: str):
    once = plain_text(raw)
    assert plain_text(once) == once


@pytest.mark.parametrize(
    ("text", "truncated", "expected"),
    [
        ("They met and […]", None, ("They met and", True)),
        ("They met and [...] Read more", None, ("They met and", True)),
        ("They met… [...]", None, ("They met", True)),
        ("They met. Continue reading →", None, ("They met.", True)),
        ("They met.", None, ("They met.", False)),
        ("They met.", True, ("They met.", True)),
        ("They met…", False, ("They met…", False)),
        ("Belarusians read more", None, ("Belarusians read more", False)),
        ("Well... they met.", None, ("Well... they met.", False)),
        ("[…]", None, ("", True)),
    ],
)
def test_cut_marks(text: str, truncated: bool | None, expected: tuple[str, bool]):
    assert without_cut_mark(text, truncated=truncated) == expected


@given(st.text(alphabet="ab .…[]()Readmo\n"))
def test_taking_the_mark_off_twice_changes_nothing(text: str):
    once, is_cut = without_cut_mark(text)
    assert without_cut_mark(once) == (once, False)
    assert is_cut == (once != text)


def test_ends_of_sentences():
    assert ends_sentence("He said “no.”")
    assert not ends_sentence("He said")
