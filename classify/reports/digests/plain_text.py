"""A digest as plain text, 78 columns wide, for terminals and plain mail."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from classify.records import Brief, Digest, Section, Source, SourceRef
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
        doubtful = self.doubtful_lines(sure=False)
        nothing = _wrapped(self.remarks.nothing_words(self.digest))
        blocks = [
            *self._header(),
            _heading(say("Bottom line").upper()),
            _items(self.bottom_lines()) or nothing,
            *(block for section in self.digest.sections for block in self._section(section)),
            *self._part(say("What changed"), _items(self.change_lines())),
            *self._part(say("For a person to look at"), _items(doubtful)),
            *self._sources(),
            _heading(say("Coverage and gaps").upper()),
            _items([*self.gap_lines(), *self.unread_lines()]) or say("None known."),
            _items(self.remarks.legend(self.digest)),
        ]
        return "\n\n".join(block for block in blocks if block) + "\n"

    def _header(self) -> list[str]:
        made = ", ".join(self.made_with())
        moment = self.phrases.date_words(self.digest.as_of, "second")
        period = plain(self.phrases.period_words(self.digest.period))
        lines = [
            self.catalogue.say("{period}, as of {moment}", period=period, moment=moment),
            self.catalogue.say("Issue {issue}", issue=plain(self.remarks.issue_words(self.digest))),
            self.remarks.counts_line(self.digest),
            self.catalogue.say("Made with {parts}", parts=made),
        ]
        return [
            _heading(self.phrases.title_words(self.digest.title), "="),
            "\n".join(_wrapped(f"{line}.") for line in lines),
        ]

    def _section(self, section: Section) -> list[str]:
        if not section.briefs:
            return []
        return [
            _heading(plain(section.name) or self.catalogue.say("Other")),
            *(self._brief(brief) for brief in section.briefs),
        ]

    def _brief(self, brief: Brief) -> str:
        sentences = self.sentences(brief, self.catalogue.say("New:").upper())
        corroboration = self.remarks.corroboration_words(brief)
        facts = [
            self.phrases.status_word(brief.status),
            *([self.catalogue.say("single source")] if brief.single_source else []),
            self.phrases.reported_words(brief),
            self.outlets(brief.outlets),
            *([corroboration] if corroboration else []),
            *self.topics(brief),
        ]
        headline = f"* {self.headline(brief.headline)} [{brief.headline_citation}]"
        parts = [_wrapped(headline, "  "), _wrapped(sentences, "  ", first="  ")]
        parts += [_wrapped(note, "  ", first="  ") for note in self.notes(brief)]
        for title, lines in (
            (self.catalogue.say("Also covers:"), self.others(brief)),
            (self.catalogue.say("Possibly the same event:"), self.possible(brief)),
        ):
            parts += [_wrapped(title, "  ", first="  ")] if lines else []
            parts += [_wrapped(f"- {line}", "    ", first="  ") for line in lines]
        return "\n".join(
            [*(part for part in parts if part), _wrapped("; ".join(facts), "  ", "  ")]
        )

    def _part(self, title: str, lines: str) -> list[str]:
        return [_heading(title.upper()), lines] if lines else []

    def _sources(self) -> list[str]:
        lines = [_wrapped(self._source(source), "     ") for source in self.digest.sources]
        return [_heading(self.catalogue.say("Sources").upper()), "\n".join(lines)] if lines else []

    def _source(self, source: Source) -> str:
        places = [self._place(ref) for ref in source.places]
        facts = [
            self.headline(source.headline),
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
            ref.url or "",
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
