"""A digest as Markdown that reads well raw, too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from classify.records import Brief, Digest, Source, SourceRef
from classify.reports.digests.parts import DigestText, source_address
from classify.reports.digests.words import DigestWords
from classify.reports.escaping import escape_markdown, web_address
from classify.taxonomy import Taxonomy


def render_markdown(digest: Digest, taxonomy: Taxonomy, words: DigestWords) -> str:
    """Render a digest as Markdown (CommonMark, no HTML); foreign text is escaped."""
    return _MarkdownDigest(digest, taxonomy, words).render()


class _MarkdownDigest(DigestText):
    """One digest as Markdown."""

    def show(self, text: str) -> str:
        """Escape foreign text."""
        return escape_markdown(text)

    def render(self) -> str:
        """Put the parts together."""
        say = self.catalogue.say
        parts = [
            *self._header(),
            *self._bottom_line(),
            *self._sections(),
            *self._part(say("What changed"), self.change_lines()),
            *self._part(say("For a person to look at"), self.doubtful_lines(sure=True)),
            *self._timeline(),
            *self._sources(),
            *self._coverage(),
        ]
        return "\n\n".join(parts) + "\n"

    def _header(self) -> list[str]:
        """Set the title, the period, the counts, and what made it."""
        say = self.catalogue.say
        changes = self.remarks.changes_line(self.digest)
        # Only the zone is foreign; a day such as "17. Januar" would look odd with its dot escaped.
        period = replace(self.digest.period, timezone=escape_markdown(self.digest.period.timezone))
        made = " · ".join(self.made_with())
        facts = [
            (say("Period"), self.phrases.period_words(period)),
            (say("As of"), self.phrases.date_words(self.digest.as_of, "second")),
            (say("Issue"), escape_markdown(self.remarks.issue_words(self.digest))),
            (say("Material"), self.remarks.counts_line(self.digest)),
            *([(say("Briefs"), changes)] if changes else []),
            (say("Made with"), made),
        ]
        return [
            f"# {escape_markdown(self.phrases.title_words(self.digest.title))}",
            _list(f"**{what}:** {words}" for what, words in facts),
        ]

    def _bottom_line(self) -> list[str]:
        """Set the most important sentences, or say plainly that there are none."""
        lines = self.bottom_lines()
        heading = f"## {self.catalogue.say('Bottom line')}"
        return [heading, _list(lines) if lines else self.remarks.nothing_words(self.digest)]

    def _sections(self) -> list[str]:
        """Set the briefs, topic by topic."""
        sources = {source.number: source for source in self.digest.sources}
        parts = []
        for section in self.digest.sections:
            if section.briefs:
                parts.append(f"## {escape_markdown(section.name) or self.catalogue.say('Other')}")
            for brief in section.briefs:
                parts += self._brief(brief, sources)
        return parts

    def _brief(self, brief: Brief, sources: dict[int, Source]) -> list[str]:
        """Set one story: headline, cited sentences, a line about both."""
        sentences = self.sentences(brief, f"**{self.catalogue.say('New:')}**")
        facts = " · ".join(self._facts(brief, sources))
        headline = f"### {self.headline(brief.headline)} [{brief.headline_citation}]"
        return [
            headline,
            *([sentences] if sentences else []),
            *self.notes(brief),
            *self._teasers(self.catalogue.say("Also covers:"), self.others(brief)),
            *self._teasers(self.catalogue.say("Possibly the same event:"), self.possible(brief)),
            facts,
        ]

    def _teasers(self, title: str, lines: list[str]) -> list[str]:
        """Set teasers under a title; nothing without any."""
        return [f"{title}\n\n{_list(lines)}"] if lines else []

    def linked(self, source: Source) -> str:
        """Set the headline of a source, with a link to it where there is one."""
        link = source_address(source)
        headline = self.headline(source.headline)
        return f"[{headline}](<{link}>)" if link else headline

    def _facts(self, brief: Brief, sources: dict[int, Source]) -> list[str]:
        """Say what is known about a story."""
        doubt = self.remarks.date_doubt(brief, sources)
        reported = self.phrases.reported_words(brief)
        corroboration = self.remarks.corroboration_words(brief)
        numbers = " ".join(f"[{number}]" for number in brief.sources)
        return [
            f"**{self.phrases.status_word(brief.status)}**",
            *([f"**{self.catalogue.say('Single source')}**"] if brief.single_source else []),
            f"{reported} ({doubt})" if doubt else reported,
            self.outlets(brief.outlets),
            *([corroboration] if corroboration else []),
            *self.topics(brief),
            self.catalogue.say("Sources {numbers}", numbers=numbers),
        ]

    def _timeline(self) -> list[str]:
        """Set when each story was first reported."""
        lines = [
            f"**{self.phrases.date_words(entry.published, entry.date_precision)}:** "
            f"{self.headline(entry.headline)} [{entry.citation}]"
            for entry in self.digest.timeline
        ]
        return self._part(self.catalogue.say("Timeline"), lines)

    def _sources(self) -> list[str]:
        """Set the numbered sources."""
        lines = [self._source(source) for source in self.digest.sources]
        return self._part(self.catalogue.say("Sources"), lines)

    def _source(self, source: Source) -> str:
        """Set one source: headline, who, when, where, and what to beware of."""
        facts = [
            self.outlets(source.outlets),
            self.phrases.source_date_words(source),
            *([self.phrases.kind_word(source.kind)] if source.kind != "news" else []),
            *(place for ref in source.places if (place := self._place(ref))),
            *([self.catalogue.say("cut off by its source")] if source.truncated else []),
        ]
        headline = self.headline(source.headline)
        return f"**[{source.number}]** {headline} · {' · '.join(facts)}"

    def _place(self, ref: SourceRef) -> str:
        """Say where a source can be found: an address, a file, an item in it."""
        parts = []
        if ref.file is not None:
            parts.append(escape_markdown(self.phrases.file_words(ref.file)))
        if ref.item is not None:
            parts.append(self.catalogue.say("item {number}", number=ref.item))
        place = " ".join(parts)
        if ref.url is None:
            return place
        link = web_address(ref.url)
        return f"{place} {f'<{link}>' if link else escape_markdown(ref.url)}".strip()

    def _coverage(self) -> list[str]:
        """Set what the digest rests on, what it lacks, and how to read it."""
        say = self.catalogue.say
        outlets = ", ".join(
            f"{escape_markdown(outlet)} ({self.catalogue.number(count)})"
            for outlet, count in self.digest.coverage.outlets.items()
        )
        lines = [
            f"**{say('Outlets')}:** {outlets or say('none named')}.",
            *(f"**{say('Gap')}:** {line}" for line in self.gap_lines()),
            *(f"**{say('Not read')}:** {line}" for line in self.unread_lines()),
        ]
        return [
            f"## {say('Coverage and gaps')}",
            _list(lines),
            f"## {say('How to read this')}",
            _list(self.remarks.legend(self.digest)),
        ]

    def _part(self, title: str, lines: list[str]) -> list[str]:
        """Set lines under a heading; nothing without lines."""
        return [f"## {title}", _list(lines)] if lines else []


def _list(lines: Iterable[str]) -> str:
    """Set lines as a list."""
    return "\n".join(f"- {line}" for line in lines)
