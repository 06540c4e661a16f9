"""What a digest says in every text format; a format only sets it out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from classify.records import Brief, Digest, KeyLine, Section, Sentence, Source
from classify.reports.digests.contents import Contents, contents_of
from classify.reports.digests.remarks import Remarks, other_sources
from classify.reports.digests.story_lines import StoryLines
from classify.reports.digests.words import DigestWords
from classify.reports.escaping import plain
from classify.reports.phrases import Phrases, cut_mark
from classify.reports.translation import Catalogue
from classify.taxonomy import Taxonomy


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

    @cached_property
    def contents(self) -> Contents:
        """The digest, parted by how its stories are told."""
        return contents_of(self.digest)

    @cached_property
    def story_lines(self) -> StoryLines:
        """What is said of its stories beside what they tell."""
        return StoryLines(self.digest, self.taxonomy, self.words)

    def bottom_lines(self) -> list[str]:
        """Set the headlines that stand first, each with its first whole sentence."""
        return [self._key_line(line) for line in self.digest.bottom_line]

    def _key_line(self, line: KeyLine) -> str:
        headline = f"{self.strong(self.headline(line.headline))} [{line.headline_citation}]"
        if line.sentence is None or line.citation is None:
            return headline
        return f"{headline} {self.cited(line.sentence, line.citation)}"

    def strong(self, text: str) -> str:
        """Set harmless text so that it stands out, in formats that can."""
        return text

    def facts(self, brief: Brief) -> list[str]:
        """Say what sets a story apart, its topics, who reports it and when."""
        lines = self.story_lines
        return [
            *(self.strong(self.show(mark)) for mark in lines.marks(brief)),
            *map(self.show, (*lines.topics(brief), *lines.facts(brief))),
        ]

    def story_line(self, section: Section, brief: Brief) -> str:
        """Set a story in one line: headline, citation, who tells it."""
        facts = map(self.show, self.story_lines.line_facts(section, brief))
        return " · ".join([f"{self.headline(brief.headline)} [{brief.headline_citation}]", *facts])

    def beside_lines(self) -> list[str]:
        """Count the stories that are not told."""
        remarks, contents = self.remarks, self.contents
        lines = []
        if contents.rest:
            lines.append(remarks.rest_words(remarks.group_counts(contents.rest)))
        if contents.also:
            lines.append(remarks.also_words(remarks.kind_counts(contents.kinds_also)))
        return list(map(self.show, lines))

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
                if one.in_full
            ),
        ]

    def doubtful_lines(self, *, sure: bool) -> list[str]:
        """Name the teasers that a person should look at; `sure` adds how probable topics are."""
        lines = []
        for item in self.contents.doubtful:
            key = item.nearest_topic
            topic = self.show(self.taxonomy.name(key)) if key else ""
            why = self.remarks.nearest_words(item, topic, sure=sure)
            lines.append(f"{self.headline(item.headline)} [{item.citation}]: {why}")
        if n_more := len(self.digest.low_confidence) - len(lines):
            lines.append(self.remarks.doubtful_words(n_more))
        return lines

    def notes(self, brief: Brief) -> list[str]:
        """Say where the sources of a brief give different figures."""
        return [self.words.figure_notes.note_line(note, self.show) for note in brief.figure_notes]

    def beside(self, brief: Brief) -> list[str]:
        """Name the other teasers of a story, so that none is hidden by a wrong join.

        Those that tell it, those in its background, and those that possibly tell another event.
        """
        say = self.catalogue.say
        return [
            f"{title} {'; '.join(teasers)}"
            for title, teasers in (
                (say("Also covers:"), [self._teaser(one) for one in other_sources(brief)]),
                (say("Background:"), [self._aside(number) for number in brief.background]),
                (say("Possibly the same event:"), self.possible(brief)),
            )
            if teasers
        ]

    def _aside(self, number: int) -> str:
        kind = self.phrases.kind_word(self._sources_by_number[number].kind)
        return f"{self._teaser(number)} ({kind})"

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
