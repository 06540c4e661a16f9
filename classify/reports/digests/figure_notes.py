"""Words for figures that differ among the sources of a story."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from classify.records import Figure, FigureNote
from classify.reports.escaping import plain
from classify.reports.phrases import Phrases, capitalized
from classify.reports.translation import Catalogue

_EVERYONE = "people"


@dataclass(frozen=True, slots=True)
class FigureNotes:
    """Figures that differ, in words."""

    phrases: Phrases

    @property
    def catalogue(self) -> Catalogue:
        """The words of the language."""
        return self.phrases.catalogue

    def note_parts(self, note: FigureNote) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Say what sources count differently, in pieces that each end with their citations.

        Returns
        -------
        tuple of (words, numbers of the sources behind them)
            "Figures differ: 3 killed" [1], ", at least 12 killed" [2], or
            "Soldiers killed: 12" [4], ", earlier 3" [1]; words may quote sources.
        """
        named = note.who != _EVERYONE
        thing = self.catalogue.name("figure", note.what)
        if named:
            thing = self.catalogue.say("{who} {what}", who=note.who, what=thing)
        with_unit = note.kind == "differ" and not named
        counts = [self._count(figure, note.what if with_unit else "") for figure in note.figures]
        if note.kind == "updated":
            first = f"{capitalized(thing)}: {counts[0]}"
            rest = [self.catalogue.say("earlier {count}", count=count) for count in counts[1:]]
        elif named:
            first = self.catalogue.say(
                "Figures differ on {thing}: {count}", thing=thing, count=counts[0]
            )
            rest = counts[1:]
        else:
            first = self.catalogue.say("Figures differ: {count}", count=counts[0])
            rest = counts[1:]
        pieces = [first, *(f", {words}" for words in rest)]
        return tuple(
            (words, figure.citations) for words, figure in zip(pieces, note.figures, strict=True)
        )

    def note_line(self, note: FigureNote, show: Callable[[str], str] = plain) -> str:
        """Say the same in one line: "Figures differ: 3 killed [1], 12 killed [2] [3].".

        Parameters
        ----------
        note : FigureNote
        show : callable
            Makes words that may quote sources harmless in the format at hand.
        """
        pieces = (
            " ".join([show(words), *(f"[{number}]" for number in citations)])
            for words, citations in self.note_parts(note)
        )
        return f"{''.join(pieces)}."

    def _count(self, figure: Figure, unit: str) -> str:
        """Say a figure, with what is counted if that is given."""
        if unit:
            one = many = (
                f"{{n}} {unit}"  # catalogues have "{n} killed" and so on for all that is counted
            )
            count = self.catalogue.count(figure.count, one, many)
        else:
            count = self.catalogue.number(figure.count)
        return self.catalogue.say("at least {count}", count=count) if figure.at_least else count
