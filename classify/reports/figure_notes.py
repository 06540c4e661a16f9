"""Words for figures that differ among the sources of a story."""

from __future__ import annotations

from collections.abc import Callable

from classify.records import Figure, FigureNote
from classify.reports.plain_text import plain

_EVERYONE = "people"


def note_parts(note: FigureNote) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Say what sources count differently, in pieces that each end with their citations.

    Returns
    -------
    tuple of (words, numbers of the sources behind them)
        "Figures differ: 3 killed" [1], ", at least 12 killed" [2], or
        "Soldiers killed: 12" [4], ", earlier 3" [1]; words may quote sources.
    """
    named = note.who != _EVERYONE
    thing = f"{note.who} {note.what}" if named else note.what
    if note.kind == "updated":
        opening, unit, link = f"{thing[:1].upper()}{thing[1:]}: ", "", ", earlier "
    elif named:
        opening, unit, link = f"Figures differ on {thing}: ", "", ", "
    else:
        opening, unit, link = "Figures differ: ", f" {thing}", ", "
    return tuple(
        (f"{link if place else opening}{_count(figure)}{unit}", figure.citations)
        for place, figure in enumerate(note.figures)
    )


def note_line(note: FigureNote, show: Callable[[str], str] = plain) -> str:
    """Say the same in one line: "Figures differ: 3 killed [1], 12 killed [2] [3].".

    Parameters
    ----------
    note : FigureNote
    show : callable
        Makes words that may quote sources harmless in the format at hand.
    """
    pieces = (
        " ".join([show(words), *(f"[{number}]" for number in citations)])
        for words, citations in note_parts(note)
    )
    return f"{''.join(pieces)}."


def _count(figure: Figure) -> str:
    return f"at least {figure.count:,}" if figure.at_least else f"{figure.count:,}"
