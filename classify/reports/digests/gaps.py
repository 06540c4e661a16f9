"""What a digest says that it could not know.

Lines may quote sources (outlets): whoever prints them escapes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from classify.records import Digest
from classify.reports.phrases import Phrases
from classify.reports.translation import Catalogue

_DOMINANT_SHARE = 0.5
_MAX_NAMED = 5


@dataclass(frozen=True, slots=True)
class Gaps:
    """What a digest could not know, in words."""

    phrases: Phrases

    @property
    def catalogue(self) -> Catalogue:
        """The words of the language."""
        return self.phrases.catalogue

    def lines(self, digest: Digest) -> tuple[str, ...]:
        """Say what the digest could not know; empty if nothing is missing."""
        return (
            *self._shares(digest),
            *self._numbers(digest),
            *self._dates(digest),
            *self._staleness(digest),
            *self._dominance(digest),
        )

    def _shares(self, digest: Digest) -> list[str]:
        """Say how much of the material is cut off or undated."""
        counts, coverage = digest.counts, digest.coverage
        lines = []
        if coverage.truncated_share:
            lines.append(
                self.catalogue.say(
                    "{share} of the teasers ({number}) were cut off by their source.",
                    share=self.phrases.percent(coverage.truncated_share),
                    number=self.catalogue.number(counts.n_truncated),
                )
            )
        if coverage.undated_share:
            lines.append(
                self.catalogue.say(
                    "{share} of the teasers ({number}) carry no date.",
                    share=self.phrases.percent(coverage.undated_share),
                    number=self.catalogue.number(counts.n_undated),
                )
            )
        return lines

    def _numbers(self, digest: Digest) -> list[str]:
        """Say how much has no outlet, no topic, one source, or no place in the digest."""
        counts, count = digest.counts, self.catalogue.count
        n_single = sum(brief.single_source for brief in digest.briefs)
        n_differ = sum(
            any(note.kind == "differ" for note in brief.figure_notes) for brief in digest.briefs
        )
        lines = [
            (n := digest.coverage.n_without_outlet,
             count(n, "{n} teaser without a named outlet.", "{n} teasers without a named outlet.")),
            (n := counts.n_none,
             count(n, "{n} teaser outside every topic.", "{n} teasers outside every topic.")),
            (n := counts.n_abstained,
             count(n, "{n} teaser that the model could not place.",
                   "{n} teasers that the model could not place.")),
            (n_single,
             count(n_single, "{n} brief from a single source.",
                   "{n} briefs from a single source.")),
            (n_differ,
             count(n_differ, "{n} brief whose sources give different figures.",
                   "{n} briefs whose sources give different figures.")),
            (n := counts.n_left_out,
             count(n, "{n} story left out: of other topics than asked for, or too many for the "
                   "length.",
                   "{n} stories left out: of other topics than asked for, or too many for the "
                   "length.")),
            (n := counts.n_unreadable,
             count(n, "{n} item or input could not be read.",
                   "{n} items or inputs could not be read.")),
        ]  # fmt: skip
        return [words for number, words in lines if number]

    def _dates(self, digest: Digest) -> list[str]:
        """Name what is dated after the digest was made, and the dates that were not used."""
        lines = []
        if later := digest.coverage.published_later:
            lines.append(
                self.catalogue.count(
                    len(later),
                    "{n} teaser is dated after the time that this digest speaks from: {named}.",
                    "{n} teasers are dated after the time that this digest speaks from: {named}.",
                    named=self._named(later),
                )
            )
        if doubts := digest.coverage.doubts:
            lines.append(
                self.catalogue.count(
                    len(doubts),
                    "{n} date was not used: {named}.",
                    "{n} dates were not used: {named}.",
                    named=self._named(doubts),
                )
            )
        return lines

    def _named(self, names: Sequence[str]) -> str:
        """Name some, and say how many more there are."""
        shown = "; ".join(names[:_MAX_NAMED])
        if len(names) <= _MAX_NAMED:
            return shown
        more = self.catalogue.number(len(names) - _MAX_NAMED)
        return self.catalogue.say("{shown}; and {more} more", shown=shown, more=more)

    def _staleness(self, digest: Digest) -> list[str]:
        """Name the outlets that have had nothing for days."""
        stale = digest.coverage.stale_outlets
        if not stale:
            return []
        named = ", ".join(
            self.catalogue.say(
                "{outlet} (last {date})",
                outlet=outlet,
                date=self.phrases.date_words(last, "day"),
            )
            for outlet, last in stale.items()
        )
        line = self.catalogue.count(
            len(stale),
            "Nothing of the last {days} days from {n} outlet: {outlets}.",
            "Nothing of the last {days} days from {n} outlets: {outlets}.",
            days=self.catalogue.number(digest.coverage.stale_days, "g"),
            outlets=named,
        )
        return [line]

    def _dominance(self, digest: Digest) -> list[str]:
        """Warn when most of the material comes from one outlet."""
        outlets = digest.coverage.outlets
        total = sum(outlets.values())
        if len(outlets) < 2 or not total:
            return []
        outlet, count = max(outlets.items(), key=lambda item: (item[1], item[0]))
        if count / total < _DOMINANT_SHARE:
            return []
        line = self.catalogue.say(
            "{share} of the teasers with an outlet come from {outlet}.",
            share=self.phrases.percent(count / total),
            outlet=outlet,
        )
        return [line]
