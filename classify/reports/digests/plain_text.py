"""A digest as plain text, 78 columns wide, for terminals and plain mail."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from classify.records import Brief, Digest, Source, SourceRef
from classify.reports.addresses import shown_address
from classify.reports.digests.parts import DigestText
from classify.reports.digests.words import DigestWords
from classify.reports.escaping import plain
from classify.taxonomy import Taxonomy

_WIDTH = 78


def render_text(digest: Digest, taxonomy: Taxonomy, words: DigestWords) -> str:
    """Render a digest as plain text; foreign text is cleaned."""
    return _PlainDigest(digest, taxonomy, words).render()


class _PlainDigest(DigestText):
    """One digest as plain text."""

    def render(self) -> str:
        """Put the parts together."""
        say = self.catalogue.say
        nothing = _wrapped(self.remarks.nothing_words(self.digest))
        made = say("Made with {parts}", parts=", ".join(self.made_with()))
        blocks = [
            *self._header(),
            _heading(say("Bottom line").upper()),
            _items(self.bottom_lines()) or nothing,
            *self._lead(),
            *self._more(),
            *self._part(say("What changed"), _items(self.change_lines())),
            *self._part(say("For a person to look at"), _items(self.doubtful_lines(sure=False))),
            *self._sources(),
            _heading(say("Coverage and gaps").upper()),
            _items([*self.gap_lines(), *self.unread_lines()]) or say("None known."),
            _items(self.remarks.legend(self.digest)),
            _wrapped(f"{made}."),
        ]
        return "\n\n".join(block for block in blocks if block) + "\n"

    def _header(self) -> list[str]:
        moment = self.phrases.date_words(self.digest.as_of, "second")
        period = plain(self.phrases.period_words(self.digest.period))
        lines = [
            self.catalogue.say("{period}, as of {moment}", period=period, moment=moment) + ".",
            f"{self.remarks.counts_line(self.digest)}.",
            *map(self.show, self.story_lines.shared),
        ]
        if self.digest.changes:
            issue = plain(self.remarks.issue_words(self.digest))
            changes = self.remarks.changes_line(self.digest)
            lines.insert(2, self.catalogue.say("Issue {issue}", issue=issue) + f"; {changes}.")
        return [
            _heading(self.phrases.title_words(self.digest.title), "="),
            "\n".join(map(_wrapped, lines)),
        ]

    def _lead(self) -> list[str]:
        if not self.contents.lead:
            return []
        heading = _heading(self.catalogue.say("Top stories").upper())
        return [heading, *map(self._brief, self.contents.lead)]

    def _brief(self, brief: Brief) -> str:
        sentences = self.sentences(brief, self.catalogue.say("New:").upper())
        headline = f"* {self.headline(brief.headline)} [{brief.headline_citation}]"
        parts = [sentences, *self.notes(brief), *self.beside(brief), " · ".join(self.facts(brief))]
        lines = [_wrapped(part, "  ", first="  ") for part in parts if part]
        return "\n".join([_wrapped(headline, "  "), *lines])

    def _more(self) -> list[str]:
        groups = self.contents.more
        parts = []
        for group in groups:
            lines = _items(self.story_line(group, brief) for brief in group.briefs)
            name = plain(group.name) or self.catalogue.say("Other")
            parts.append(f"{_wrapped(name)}\n{lines}" if len(groups) > 1 else lines)
        parts += map(_wrapped, self.beside_lines())
        return [_heading(self.catalogue.say("More").upper()), *parts] if parts else []

    def _part(self, title: str, lines: str) -> list[str]:
        return [_heading(title.upper()), lines] if lines else []

    def _sources(self) -> list[str]:
        lines = [_wrapped(self._source(source), "     ") for source in self.contents.sources]
        return [_heading(self.catalogue.say("Sources").upper()), "\n".join(lines)] if lines else []

    def _source(self, source: Source) -> str:
        places = [self._place(ref) for ref in source.places]
        is_headed = source.number in self.contents.headed
        facts = [
            *([] if is_headed else [self.headline(source.headline)]),
            self.outlets(source.outlets),
            self.phrases.source_date_words(source),
            *([self.catalogue.say("cut off by its source")] if source.truncated else []),
            *(plain(place) for place in places if place),
        ]
        return f"[{source.number}] " + "; ".join(facts)

    def _place(self, ref: SourceRef) -> str:
        parts = (
            self.phrases.file_words(ref.file) if ref.file else "",
            self.catalogue.say("item {number}", number=ref.item) if ref.item else "",
            shown_address(ref.url) or ref.url or "",
        )
        return " ".join(part for part in parts if part)


def _heading(text: str, rule: str = "-") -> str:
    return f"{_wrapped(text)}\n{rule * min(len(text), _WIDTH)}"


def _items(lines: Iterable[str]) -> str:
    return "\n".join(_wrapped(f"- {line}", "  ") for line in lines)


def _wrapped(text: str, indent: str = "", first: str = "") -> str:
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
