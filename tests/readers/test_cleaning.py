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
        (
            "\u0645\u06cc\u200c\u06af\u0648\u06cc\u062f",
            "\u0645\u06cc\u200c\u06af\u0648\u06cc\u062f",
        ),
        ("\u0d9a\u0dca\u200d\u0dc2", "\u0d9a\u0dca\u200d\u0dc2"),
        ("\U0001f469\u200d\U0001f52c", "\U0001f469\u200d\U0001f52c"),
        ("pad\u200cded \u200c \u200d\u200c text", "padded text"),
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
        ("They wou… [+1243 chars]", None, ("They wou", True)),
        ("They wou (+1,243 characters)", None, ("They wou", True)),
        ("They wou (more…)", None, ("They wou", True)),
        ("They wou [continued]", None, ("They wou", True)),
        ("They wou&hellip;", None, ("They wou", True)),
        ("They wou [&#8230;]", None, ("They wou", True)),
        ("They wou... read more »", None, ("They wou", True)),
        ("They met. READ MORE", None, ("They met.", True)),
        ("They met. Read more at Coast Times.", None, ("They met.", True)),
        ("They met. Continue reading “Two ships met” →", None, ("They met.", True)),
        ("They met. [Read more…] about Two ships met", None, ("They met.", True)),
        ("Sie trafen sich … mehr", None, ("Sie trafen sich", True)),
        ("Sie trafen sich. Weiterlesen", None, ("Sie trafen sich.", True)),
        ("Ils se sont vus [Lire la suite...]", None, ("Ils se sont vus", True)),
        ("Ils se sont vus (suite…)", None, ("Ils se sont vus", True)),
        ("Se vieron. Seguir leyendo »", None, ("Se vieron.", True)),
        ("Spotkali się. Czytaj więcej...", None, ("Spotkali się.", True)),
        ("Они встретились. Читать далее", None, ("Они встретились.", True)),
        ("Вони зустрілися. Читати далі", None, ("Вони зустрілися.", True)),
        ("Яны сустрэліся. Чытаць далей →", None, ("Яны сустрэліся.", True)),
        ("He promised to say more", None, ("He promised to say more", False)),
        ("He said no (more).", None, ("He said no (more).", False)),
        ("Er will mehr", None, ("Er will mehr", False)),
        ("Он обещал рассказать подробнее", None, ("Он обещал рассказать подробнее", False)),
        ("It has 1,200 more chars", None, ("It has 1,200 more chars", False)),
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
    assert is_cut == (once != text.rstrip())


def test_ends_of_sentences():
    assert ends_sentence("He said “no.”")
    assert not ends_sentence("He said")
