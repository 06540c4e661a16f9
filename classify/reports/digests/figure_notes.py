"""Words for figures that differ among the sources of a story."""

from __future__ import annotations

from collections.abc import Callable

from classify.records import Figure, FigureNote
from classify.reports.escaping import plain
from classify.reports.phrases import capitalized
from classify.reports.translation import ENGLISH, Catalogue

_EVERYONE = "people"


def note_parts(
    note: FigureNote, catalogue: Catalogue = ENGLISH
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Say what sources count differently, in pieces that each end with their citations.

    Returns
    -------
    tuple of (words, numbers of the sources behind them)
        "Figures differ: 3 killed" [1], ", at least 12 killed" [2], or
        "Soldiers killed: 12" [4], ", earlier 3" [1]; words may quote sources.
    """
    named = note.who != _EVERYONE
    thing = catalogue.name("figure", note.what)
    if named:
        thing = catalogue.say("{who} {what}", who=note.who, what=thing)
    with_unit = note.kind == "differ" and not named
    counts = [_count(figure, note.what if with_unit else "", catalogue) for figure in note.figures]
    if note.kind == "updated":
        first = f"{capitalized(thing)}: {counts[0]}"
        rest = [catalogue.say("earlier {count}", count=count) for count in counts[1:]]
    elif named:
        first = catalogue.say("Figures differ on {thing}: {count}", thing=thing, count=counts[0])
        rest = counts[1:]
    else:
        first = catalogue.say("Figures differ: {count}", count=counts[0])
        rest = counts[1:]
    pieces = [first, *(f", {words}" for words in rest)]
    return tuple(
        (words, figure.citations) for words, figure in zip(pieces, note.figures, strict=True)
    )


def note_line(
    note: FigureNote, show: Callable[[str], str] = plain, catalogue: Catalogue = ENGLISH
) -> str:
    """Say the same in one line: "Figures differ: 3 killed [1], 12 killed [2] [3].".

    Parameters
    ----------
    note : FigureNote
    show : callable
        Makes words that may quote sources harmless in the format at hand.
    catalogue : Catalogue
    """
    pieces = (
        " ".join([show(words), *(f"[{number}]" for number in citations)])
        for words, citations in note_parts(note, catalogue)
    )
    return f"{''.join(pieces)}."


def _count(figure: Figure, unit: str, catalogue: Catalogue) -> str:
    """Say a figure, with what is counted if that is given."""
    if unit:
        one = many = (
            f"{{n}} {unit}"  # catalogues have "{n} killed" and so on for all that is counted
        )
        count = catalogue.count(figure.count, one, many)
    else:
        count = catalogue.number(figure.count)
    return catalogue.say("at least {count}", count=count) if figure.at_least else count
