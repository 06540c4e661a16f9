"""A digest as plain text, 78 columns wide, for terminals and plain mail."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from classify.records import Brief, Digest, Section, Sentence, Source
from classify.reports.figure_notes import note_line
from classify.reports.plain_text import file_name, plain
from classify.reports.remarks import (
    change_lines,
    corroboration_words,
    counts_line,
    dropped_words,
    gaps,
    issue_words,
    legend,
    made_with,
    nothing_words,
)
from classify.reports.wording import (
    cut_mark,
    date_words,
    doubt_words,
    headline_words,
    likelihood,
    period_words,
    reported_words,
    source_date_words,
    status_word,
    title_words,
)
from classify.taxonomy import Taxonomy

_WIDTH = 78


def render_text(digest: Digest, taxonomy: Taxonomy) -> str:
    """Render a digest as plain text; foreign text is cleaned."""
    blocks = [
        *_header(digest),
        *_bottom_line(digest),
        *(block for section in digest.sections for block in _section(section, taxonomy)),
        *_changes(digest),
        *_doubtful(digest, taxonomy),
        *_sources(digest),
        _heading("COVERAGE AND GAPS"),
        _items(plain(line) for line in (*gaps(digest), *digest.coverage.unreadable))
        or "None known.",
        _items(legend(digest)),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _header(digest: Digest) -> list[str]:
    made = ", ".join(f"{what} {plain(which)}" for what, which in made_with(digest.provenance))
    lines = [
        f"{period_words(digest.period)}, as of {date_words(digest.as_of, 'second')}.",
        f"Issue {plain(issue_words(digest))}.",
        f"{counts_line(digest)}.",
        f"Made with {made}.",
    ]
    return [_heading(title_words(digest.title), "="), "\n".join(map(_wrapped, lines))]


def _bottom_line(digest: Digest) -> list[str]:
    lines = [_cited(line.sentence, line.citation) for line in digest.bottom_line]
    return [_heading("BOTTOM LINE"), _items(lines) or _wrapped(nothing_words(digest))]


def _section(section: Section, taxonomy: Taxonomy) -> list[str]:
    if not section.briefs:
        return []
    return [
        _heading(plain(section.name) or "Other"),
        *(_brief(brief, taxonomy) for brief in section.briefs),
    ]


def _brief(brief: Brief, taxonomy: Taxonomy) -> str:
    sentences = [
        f"NEW: {text}" if position in brief.news else text
        for position, text in enumerate(map(_cited, brief.sentences, brief.citations))
    ]
    facts = [
        status_word(brief.status),
        *(["single source"] if brief.single_source else []),
        reported_words(brief),
        ", ".join(map(plain, brief.outlets)) or "outlet not named",
        *([corroboration_words(brief)] if corroboration_words(brief) else []),
        *(
            f"{plain(taxonomy.name(key))} ({likelihood(brief.probabilities[key])})"
            for key in brief.topics
        ),
    ]
    headline = f"* {headline_words(brief.headline)} [{brief.headline_citation}]"
    parts = [_wrapped(headline, "  "), _wrapped(" ".join(sentences), "  ", first="  ")]
    parts += [_wrapped(note_line(note), "  ", first="  ") for note in brief.figure_notes]
    return "\n".join([*(part for part in parts if part), _wrapped("; ".join(facts), "  ", "  ")])


def _changes(digest: Digest) -> list[str]:
    if digest.changes is None:
        return []
    lines = [plain(line) for line in change_lines(digest.changes)]
    lines += [
        f"{headline_words(one.headline)}: {dropped_words(one)}" for one in digest.changes.dropped
    ]
    return [_heading("WHAT CHANGED"), _items(lines)]


def _doubtful(digest: Digest, taxonomy: Taxonomy) -> list[str]:
    lines = [
        f"{headline_words(item.headline)} [{item.citation}]: {doubt_words(item)}"
        + (
            f"; nearest topic {plain(taxonomy.name(item.nearest_topic))}"
            if item.nearest_topic
            else ""
        )
        for item in digest.low_confidence
    ]
    return [_heading("FOR A PERSON TO LOOK AT"), _items(lines)] if lines else []


def _sources(digest: Digest) -> list[str]:
    lines = [_source(source) for source in digest.sources]
    return (
        [_heading("SOURCES"), "\n".join(_wrapped(line, "     ") for line in lines)] if lines else []
    )


def _source(source: Source) -> str:
    places = [
        " ".join(
            part
            for part in (
                file_name(ref.file) if ref.file else "",
                f"item {ref.item}" if ref.item else "",
                ref.url or "",
            )
            if part
        )
        for ref in source.places
    ]
    facts = [
        headline_words(source.headline),
        ", ".join(map(plain, source.outlets)) or "outlet not named",
        source_date_words(source),
        *(["cut off by its source"] if source.truncated else []),
        *(plain(place) for place in places if place),
    ]
    return f"[{source.number}] " + "; ".join(facts)


def _cited(sentence: Sentence, citation: int) -> str:
    parts = [plain(sentence.text), cut_mark(sentence), f"[{citation}]"]
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
