import pytest

from classify.records import Figure, FigureNote
from classify.reports import DIGEST_FORMATS, render_digest
from classify.reports.digests.figure_notes import FigureNotes
from classify.reports.escaping import escape_markdown
from classify.reports.phrases import ENGLISH_PHRASES

from .builders import TAXONOMY
from .sample import rich_digest

NOTES = FigureNotes(ENGLISH_PHRASES)


def note(kind, *figures, who="people"):
    return FigureNote(
        what="killed",
        who=who,
        kind=kind,
        figures=tuple(
            Figure(count=count, at_least=at_least, citations=tuple(citations))
            for count, at_least, *citations in figures
        ),
    )


@pytest.mark.parametrize(
    ("one", "line"),
    [
        (
            note("differ", (3, False, 1), (12, False, 2, 5)),
            "Figures differ: 3 killed [1], 12 killed [2] [5].",
        ),
        (
            note("updated", (1200, True, 4), (3, False, 1)),
            "Killed: at least 1,200 [4], earlier 3 [1].",
        ),
        (
            note("updated", (12, False, 4), (7, False, 2), (3, False, 1)),
            "Killed: 12 [4], earlier 7 [2], earlier 3 [1].",
        ),
        (
            note("differ", (1, False, 1), (2, True, 2), who="Tarn soldiers"),
            "Figures differ on Tarn soldiers killed: 1 [1], at least 2 [2].",
        ),
        (
            note("updated", (2, False, 2), (1, False, 1), who="soldiers"),
            "Soldiers killed: 2 [2], earlier 1 [1].",
        ),
    ],
)
def test_figures_in_words(one, line):
    assert NOTES.note_line(one) == line


def test_words_of_sources_are_made_harmless():
    one = note("differ", (1, False, 1), (2, False, 2), who="*Tarn* \x1b[31msoldiers")
    assert "\x1b" not in NOTES.note_line(one)
    assert NOTES.note_line(one, escape_markdown).startswith("Figures differ on \\*Tarn\\* soldiers")
    assert NOTES.note_parts(one)[0][1] == (1,)


@pytest.mark.parametrize("format", DIGEST_FORMATS)
def test_every_format_shows_them(format):
    text = render_digest(rich_digest(), TAXONOMY, format)
    if format == "json":
        assert '"figure_notes"' in text
        return
    shown = " ".join(text.replace("=\n", "").split())
    assert "Figures differ on soldiers killed: 2" in shown
    assert "Injured: at least 7" in shown
    assert "earlier 2" in shown
