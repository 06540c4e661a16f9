"""The quiet line of each story, and what holds for all of them, said once.

Lines quote sources (outlets): whoever prints them escapes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from classify.records import Brief, Digest, Section, Source
from classify.reports.digests.words import DigestWords
from classify.reports.phrases import capitalized
from classify.reports.translation import Catalogue
from classify.taxonomy import Taxonomy

MAX_OUTLETS = 3
"""Outlets that a line names; further ones are counted."""


@dataclass(frozen=True)
class StoryLines:
    """What is said of the stories of one digest beside what they tell."""

    digest: Digest
    taxonomy: Taxonomy
    words: DigestWords

    @property
    def catalogue(self) -> Catalogue:
        """The words of the language."""
        return self.words.phrases.catalogue

    @cached_property
    def shared(self) -> tuple[str, ...]:
        """What holds for all stories, or for those without a mark."""
        if not self._told:
            return ()
        say = self.catalogue.say
        lines = [
            (self._one_outlet, say("Everything is from {outlet}.", outlet=self._one_outlet)),
            (self._one_date, say("All stories: {date}.", date=self._one_date)),
            (self.digest.changes is not None, say("Stories without a mark are new.")),
            (
                self._are_mostly_single and not self._one_outlet,
                say("Where no number of independent reports stands, there is a single source."),
            ),
            (self._are_inferred, say("All dates are inferred.")),
        ]
        return tuple(words for there, words in lines if there)

    def marks(self, brief: Brief) -> tuple[str, ...]:
        """Say what sets a story apart from the others."""
        doubt = self.words.remarks.date_doubt(brief, self._sources)
        marks = [
            *self._nature(brief),
            self.catalogue.say("Single source")
            if brief.single_source and not self._are_mostly_single
            else "",
            "" if self._are_inferred else capitalized(doubt),
        ]
        return tuple(filter(None, marks))

    def _nature(self, brief: Brief) -> tuple[str, ...]:
        """Say whom of a watchlist it names; what it is, where no news; and whether it goes on."""
        phrases = self.words.phrases
        kind = "" if brief.kind == "news" else capitalized(phrases.kind_word(brief.kind))
        status = "" if brief.status == "new" else phrases.status_word(brief.status)
        watched = ", ".join(brief.consequence.watched)
        seen = self.catalogue.say("Watched: {names}", names=watched) if watched else ""
        return tuple(filter(None, (seen, kind, status)))

    def line_facts(self, section: Section, brief: Brief) -> tuple[str, ...]:
        """Say of a story that is told in a line what it is, its topic, who tells it."""
        is_told = self.digest.grouped_by == "topic" and section.topic is not None
        topics = () if is_told else self.topics(brief)[:1]
        n_sources = len(brief.sources)
        reports = self.catalogue.count(n_sources, "{n} report", "{n} reports")
        facts = [
            *self._nature(brief),
            *topics,
            self.outlets(brief),
            reports if n_sources > 1 else "",
        ]
        return tuple(filter(None, facts))

    def topics(self, brief: Brief) -> tuple[str, ...]:
        """Name the topics of a story."""
        return tuple(self.taxonomy.name(key) for key in brief.topics)

    def outlets(self, brief: Brief) -> str:
        """Name the outlets of a story; "" where all of the digest is of one, or of none."""
        if self._one_outlet or not self.digest.coverage.outlets:
            return ""
        named = ", ".join(brief.outlets[:MAX_OUTLETS])
        n_more = len(brief.outlets) - MAX_OUTLETS
        if n_more > 0:
            return self.catalogue.count(
                n_more, "{outlets} and {n} more", "{outlets} and {n} more", outlets=named
            )
        return named or self.catalogue.say("outlet not named")

    def facts(self, brief: Brief) -> tuple[str, ...]:
        """Say who reports a story, how independently, how far up, and when."""
        reports = self.catalogue.count(
            brief.n_independent, "{n} independent report", "{n} independent reports"
        )
        n_fronts = brief.consequence.n_fronts
        fronts = self.catalogue.count(n_fronts, "front of {n} feed", "front of {n} feeds")
        facts = [
            self.outlets(brief),
            reports if len(brief.outlets) > 1 else "",
            fronts if n_fronts and not self._one_outlet else "",
            "" if self._one_date else self.dates(brief),
        ]
        return tuple(filter(None, facts))

    def dates(self, brief: Brief) -> str:
        """Say when a story was reported: "18 Jan 2025", "18 Jan 2025 to 20 Jan 2025"."""
        words = self.words.phrases.date_words
        first, last = (
            words(moment, brief.date_precision)
            for moment in (brief.first_reported, brief.last_reported)
        )
        if first == last or brief.last_reported is None:
            return first
        start, end = (words(one, "day") for one in (brief.first_reported, brief.last_reported))
        if start == end:
            return last
        return self.catalogue.say("{start} to {end}", start=start, end=end)

    @cached_property
    def _told(self) -> Sequence[Brief]:
        return self.digest.briefs_of("lead")

    @cached_property
    def _one_outlet(self) -> str:
        """The outlet that everything is from; "" if there are several, or not all are named."""
        coverage = self.digest.coverage
        if len(coverage.outlets) != 1 or coverage.n_without_outlet:
            return ""
        return next(iter(coverage.outlets))

    @cached_property
    def _one_date(self) -> str:
        """The date of all stories; "" if they have several, or there is one story only."""
        dates = {self.dates(brief) for brief in self._told}
        return next(iter(dates)) if len(dates) == 1 and len(self._told) > 1 else ""

    @cached_property
    def _are_mostly_single(self) -> bool:
        n_single = sum(brief.single_source for brief in self._told)
        return 2 * n_single > len(self._told) > 1

    @cached_property
    def _are_inferred(self) -> bool:
        lines = (self.words.remarks.date_doubt(brief, self._sources) for brief in self._told)
        return len(self._told) > 1 and set(lines) == {self.catalogue.say("date inferred")}

    @cached_property
    def _sources(self) -> dict[int, Source]:
        return {source.number: source for source in self.digest.sources}
