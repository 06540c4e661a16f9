"""What a digest says in every text format; a format only sets it out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from classify.records import Brief, Digest, Sentence, Source
from classify.reports.digests.remarks import Remarks, other_sources
from classify.reports.digests.words import DigestWords
from classify.reports.escaping import plain, web_address
from classify.reports.phrases import Phrases, cut_mark
from classify.reports.translation import Catalogue
from classify.taxonomy import Taxonomy


def source_address(source: Source) -> str | None:
    """Return the first address of a source that a link may lead to; None for none."""
    links = (web_address(ref.url) for ref in source.places)
    return next((link for link in links if link), None)


@dataclass(frozen=True)
class DigestText:
    """One digest, its taxonomy and its words."""

    digest: Digest
    taxonomy: Taxonomy
    words: DigestWords

    def show(self, text: str) -> str:
        """Make foreign text harmless in the format at hand."""
        return plain(text)

    @property
    def phrases(self) -> Phrases:
        """Words for dates, numbers and states."""
        return self.words.phrases

    @property
    def remarks(self) -> Remarks:
        """What the digest says of itself."""
        return self.words.remarks

    @property
    def catalogue(self) -> Catalogue:
        """The words of the language."""
        return self.words.phrases.catalogue

    def made_with(self) -> list[str]:
        """Name what made the digest."""
        parts = self.remarks.made_with(self.digest.provenance)
        return [f"{what} {self.show(which)}" for what, which in parts]

    def bottom_lines(self) -> list[str]:
        """Cite the most important sentences."""
        return [self.cited(line.sentence, line.citation) for line in self.digest.bottom_line]

    def sentences(self, brief: Brief, mark: str) -> str:
        """Set the sentences of a brief, with a mark before those that are new."""
        cited = map(self.cited, brief.sentences, brief.citations)
        return " ".join(
            f"{mark} {text}" if position in brief.news else text
            for position, text in enumerate(cited)
        )

    def cited(self, sentence: Sentence, citation: int) -> str:
        """Set a sentence, a mark if it is incomplete, and the number of its source."""
        parts = [self.show(sentence.text), cut_mark(sentence), f"[{citation}]"]
        return " ".join(part for part in parts if part)

    def outlets(self, outlets: Iterable[str]) -> str:
        """Name outlets, or say that none is named."""
        return ", ".join(map(self.show, outlets)) or self.catalogue.say("outlet not named")

    def headline(self, headline: str) -> str:
        """Set a headline, or say that there is none."""
        return self.show(self.phrases.headline_words(headline))

    def topics(self, brief: Brief) -> list[str]:
        """Name the topics of a story and say how sure each is."""
        return [
            f"{self.show(self.taxonomy.name(key))} "
            f"({self.phrases.topic_likelihood(brief.probabilities[key])})"
            for key in brief.topics
        ]

    def change_lines(self) -> list[str]:
        """Say what changed since the digest before; nothing without one."""
        changes = self.digest.changes
        if changes is None:
            return []
        return [
            *map(self.show, self.remarks.change_lines(changes)),
            *(
                f"{self.headline(one.headline)}: {self.remarks.dropped_words(one)}"
                for one in changes.dropped
            ),
        ]

    def doubtful_lines(self, *, sure: bool) -> list[str]:
        """Name the teasers that a person should look at; `sure` adds how probable topics are."""
        lines = []
        for item in self.digest.low_confidence:
            key = item.nearest_topic
            topic = self.show(self.taxonomy.name(key)) if key else ""
            why = self.remarks.nearest_words(item, topic, sure=sure)
            lines.append(f"{self.headline(item.headline)} [{item.citation}]: {why}")
        return lines

    def notes(self, brief: Brief) -> list[str]:
        """Say where the sources of a brief give different figures."""
        return [self.words.figure_notes.note_line(note, self.show) for note in brief.figure_notes]

    def others(self, brief: Brief) -> list[str]:
        """Name the other teasers that a brief covers, so that none is hidden by a wrong join."""
        return [self._teaser(number) for number in other_sources(brief)]

    def possible(self, brief: Brief) -> list[str]:
        """Name the teasers that possibly tell another event, and how probably they do not."""
        return [
            f"{self._teaser(one.citation)} ({self.phrases.likelihood(one.probability)})"
            for one in brief.possibly_same
        ]

    def _teaser(self, number: int) -> str:
        """Set the headline of a source with its number."""
        return f"{self.linked(self._sources_by_number[number])} [{number}]"

    def linked(self, source: Source) -> str:
        """Set the headline of a source; formats that have links lead to it."""
        return self.headline(source.headline)

    @cached_property
    def _sources_by_number(self) -> dict[int, Source]:
        return {source.number: source for source in self.digest.sources}

    def gap_lines(self) -> list[str]:
        """Say what the digest could not know."""
        return list(map(self.show, self.words.gaps.lines(self.digest)))

    def unread_lines(self) -> list[str]:
        """Say what could not be read."""
        return list(map(self.show, self.digest.coverage.unreadable))
