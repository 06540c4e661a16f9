"""A digest as Markdown that reads well raw, too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from classify.records import Brief, Digest, Source, SourceRef
from classify.reports.addresses import shown_address, source_address
from classify.reports.digests.parts import DigestText
from classify.reports.digests.words import DigestWords
from classify.reports.escaping import escape_markdown
from classify.taxonomy import Taxonomy


def render_markdown(digest: Digest, taxonomy: Taxonomy, words: DigestWords) -> str:
    """Render a digest as Markdown (CommonMark, no HTML); foreign text is escaped."""
    return _MarkdownDigest(digest, taxonomy, words).render()


class _MarkdownDigest(DigestText):
    """One digest as Markdown."""

    def show(self, text: str) -> str:
        """Escape foreign text."""
        return escape_markdown(text)

    def strong(self, text: str) -> str:
        """Set text bold."""
        return f"**{text}**"

    def render(self) -> str:
        """Put the parts together."""
        say = self.catalogue.say
        parts = [
            *self._header(),
            *self._bottom_line(),
            *self._lead(),
            *self._more(),
            *self._part(say("What changed"), self.change_lines()),
            *self._part(say("For a person to look at"), self.doubtful_lines(sure=True)),
            *self._part(say("Sources"), [self._source(one) for one in self.contents.sources]),
            *self._coverage(),
        ]
        return "\n\n".join(parts) + "\n"

    def _header(self) -> list[str]:
        """Set the title, the time, what came in, and what holds for all stories."""
        moment = self.phrases.date_words(self.digest.as_of, "second")
        changes = self.remarks.changes_line(self.digest)
        # Only the zone is foreign; a day such as "17. Januar" would look odd with its dot escaped.
        period = replace(self.digest.period, timezone=escape_markdown(self.digest.period.timezone))
        lines = [
            self.catalogue.say(
                "{period}, as of {moment}", period=self.phrases.period_words(period), moment=moment
            ),
            self.remarks.counts_line(self.digest),
        ]
        if self.digest.changes:
            issue = escape_markdown(self.remarks.issue_words(self.digest))
            lines += [self.catalogue.say("Issue {issue}", issue=issue), changes]
        shared = " ".join(map(self.show, self.story_lines.shared))
        return [
            f"# {escape_markdown(self.phrases.title_words(self.digest.title))}",
            " · ".join(line for line in lines if line),
            *([shared] if shared else []),
        ]

    def _bottom_line(self) -> list[str]:
        """Set the news that stand first, or say plainly that there are none."""
        lines = self.bottom_lines()
        heading = f"## {self.catalogue.say('Bottom line')}"
        return [heading, _list(lines) if lines else self.remarks.nothing_words(self.digest)]

    def _lead(self) -> list[str]:
        """Set the stories that are told in full."""
        if not self.contents.lead:
            return []
        briefs = [part for brief in self.contents.lead for part in self._brief(brief)]
        return [f"## {self.catalogue.say('Top stories')}", *briefs]

    def _brief(self, brief: Brief) -> list[str]:
        """Set one story: headline, cited sentences, what it covers, a line about all."""
        sentences = self.sentences(brief, self.strong(self.catalogue.say("New:")))
        return [
            f"### {self.headline(brief.headline)} [{brief.headline_citation}]",
            *([sentences] if sentences else []),
            *self.notes(brief),
            *self.beside(brief),
            " · ".join(self.facts(brief)),
        ]

    def _more(self) -> list[str]:
        """Set the stories that are told in a line, group by group, and count the others."""
        groups = self.contents.more
        parts = []
        for group in groups:
            if len(groups) > 1:
                parts.append(f"### {escape_markdown(group.name) or self.catalogue.say('Other')}")
            parts.append(_list(self.story_line(group, brief) for brief in group.briefs))
        parts += self.beside_lines()
        return [f"## {self.catalogue.say('More')}", *parts] if parts else []

    def linked(self, source: Source) -> str:
        """Set the headline of a source, with a link to it where there is one."""
        link = source_address(source)
        headline = self.headline(source.headline)
        return f"[{headline}](<{link}>)" if link else headline

    def _source(self, source: Source) -> str:
        """Set one source: who, when, where, what to beware of; its headline if it stood nowhere."""
        facts = [
            self.outlets(source.outlets),
            self.phrases.source_date_words(source),
            *([self.phrases.kind_word(source.kind)] if source.kind != "news" else []),
            *(place for ref in source.places if (place := self._place(ref))),
            *([self.catalogue.say("cut off by its source")] if source.truncated else []),
        ]
        if source.number not in self.contents.headed:
            facts.insert(0, self.headline(source.headline))
        return f"**[{source.number}]** {' · '.join(facts)}"

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
        link = shown_address(ref.url)
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
            self.catalogue.say("Made with {parts}", parts=" · ".join(self.made_with())) + ".",
        ]

    def _part(self, title: str, lines: list[str]) -> list[str]:
        """Set lines under a heading; nothing without lines."""
        return [f"## {title}", _list(lines)] if lines else []


def _list(lines: Iterable[str]) -> str:
    """Set lines as a list."""
    return "\n".join(f"- {line}" for line in lines)
