"""A digest as Markdown that reads well raw, too."""

from __future__ import annotations

from collections.abc import Iterable

from classify.records import Brief, Digest, Sentence, Source, SourceRef
from classify.reports.figure_notes import note_line
from classify.reports.plain_text import escape_markdown, file_name, web_address
from classify.reports.remarks import (
    change_lines,
    changes_line,
    corroboration_words,
    counts_line,
    date_doubt,
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


def render_markdown(digest: Digest, taxonomy: Taxonomy) -> str:
    """Render a digest as Markdown (CommonMark, no HTML); foreign text is escaped."""
    parts = [
        *_header(digest),
        *_bottom_line(digest),
        *_sections(digest, taxonomy),
        *_changes(digest),
        *_low_confidence(digest, taxonomy),
        *_timeline(digest),
        *_sources(digest),
        *_coverage(digest),
    ]
    return "\n\n".join(parts) + "\n"


def _header(digest: Digest) -> list[str]:
    """Set the title, the period, the counts, and what made it."""
    changes = changes_line(digest)
    made = " · ".join(
        f"{what} {escape_markdown(which)}" for what, which in made_with(digest.provenance)
    )
    return [
        f"# {escape_markdown(title_words(digest.title))}",
        _list(
            [
                f"**Period:** {escape_markdown(period_words(digest.period))}",
                f"**As of:** {date_words(digest.as_of, 'second')}",
                f"**Issue:** {escape_markdown(issue_words(digest))}",
                f"**Material:** {counts_line(digest)}",
                *([f"**Briefs:** {changes}"] if changes else []),
                f"**Made with:** {made}",
            ]
        ),
    ]


def _bottom_line(digest: Digest) -> list[str]:
    """Set the most important sentences, or say plainly that there are none."""
    lines = [_cited(line.sentence, line.citation) for line in digest.bottom_line]
    return ["## Bottom line", _list(lines) if lines else nothing_words(digest)]


def _sections(digest: Digest, taxonomy: Taxonomy) -> list[str]:
    """Set the briefs, topic by topic."""
    sources = {source.number: source for source in digest.sources}
    parts = []
    for section in digest.sections:
        if section.briefs:
            parts.append(f"## {escape_markdown(section.name) or 'Other'}")
        for brief in section.briefs:
            parts += _brief(brief, sources, taxonomy)
    return parts


def _brief(brief: Brief, sources: dict[int, Source], taxonomy: Taxonomy) -> list[str]:
    """Set one story: headline, cited sentences, a line about both."""
    cited = [
        _cited(sentence, citation)
        for sentence, citation in zip(brief.sentences, brief.citations, strict=True)
    ]
    sentences = " ".join(
        f"**New:** {text}" if position in brief.news else text
        for position, text in enumerate(cited)
    )
    notes = [note_line(note, escape_markdown) for note in brief.figure_notes]
    doubt = date_doubt(brief, sources)
    facts = [
        f"**{status_word(brief.status)}**",
        *(["**Single source**"] if brief.single_source else []),
        reported_words(brief) + (f" ({doubt})" if doubt else ""),
        ", ".join(escape_markdown(outlet) for outlet in brief.outlets) or "outlet not named",
        *([corroboration_words(brief)] if corroboration_words(brief) else []),
        *_topics(brief, taxonomy),
        "Sources " + " ".join(f"[{number}]" for number in brief.sources),
    ]
    headline = f"### {escape_markdown(headline_words(brief.headline))} [{brief.headline_citation}]"
    return [headline, *([sentences] if sentences else []), *notes, " · ".join(facts)]


def _topics(brief: Brief, taxonomy: Taxonomy) -> list[str]:
    """Name the topics of a story and say how sure each is."""
    return [
        f"{escape_markdown(taxonomy.name(key))} ({likelihood(brief.probabilities[key])})"
        for key in brief.topics
    ]


def _changes(digest: Digest) -> list[str]:
    """Set what changed since the digest before."""
    if digest.changes is None:
        return []
    lines = [escape_markdown(line) for line in change_lines(digest.changes)]
    lines += [
        f"{escape_markdown(headline_words(one.headline))}: {dropped_words(one)}"
        for one in digest.changes.dropped
    ]
    return ["## What changed", _list(lines)]


def _low_confidence(digest: Digest, taxonomy: Taxonomy) -> list[str]:
    """Set the teasers that the classifier leaves to a person."""
    lines = []
    for item in digest.low_confidence:
        nearest = ""
        if item.nearest_topic is not None:
            name = escape_markdown(taxonomy.name(item.nearest_topic))
            nearest = f"; nearest topic {name} ({likelihood(item.probability)})"
        headline = escape_markdown(headline_words(item.headline))
        lines.append(f"{headline} [{item.citation}]: {doubt_words(item)}{nearest}")
    return ["## For a person to look at", _list(lines)] if lines else []


def _timeline(digest: Digest) -> list[str]:
    """Set when each story was first reported."""
    lines = [
        f"**{date_words(entry.published, entry.date_precision)}:** "
        f"{escape_markdown(headline_words(entry.headline))} [{entry.citation}]"
        for entry in digest.timeline
    ]
    return ["## Timeline", _list(lines)] if lines else []


def _sources(digest: Digest) -> list[str]:
    """Set the numbered sources."""
    lines = [_source(source) for source in digest.sources]
    return ["## Sources", _list(lines)] if lines else []


def _source(source: Source) -> str:
    """Set one source: headline, who, when, where, and what to beware of."""
    facts = [
        ", ".join(escape_markdown(outlet) for outlet in source.outlets) or "outlet not named",
        source_date_words(source),
        *([source.kind] if source.kind != "news" else []),
        *(place for ref in source.places if (place := _place(ref))),
        *(["cut off by its source"] if source.truncated else []),
    ]
    headline = escape_markdown(headline_words(source.headline))
    return f"**[{source.number}]** {headline} · {' · '.join(facts)}"


def _place(ref: SourceRef) -> str:
    """Say where a source can be found: an address, a file, an item in it."""
    parts = []
    if ref.file is not None:
        parts.append(escape_markdown(file_name(ref.file)))
    if ref.item is not None:
        parts.append(f"item {ref.item}")
    place = " ".join(parts)
    if ref.url is None:
        return place
    link = web_address(ref.url)
    return f"{place} {f'<{link}>' if link else escape_markdown(ref.url)}".strip()


def _coverage(digest: Digest) -> list[str]:
    """Set what the digest rests on, what it lacks, and how to read it."""
    outlets = ", ".join(
        f"{escape_markdown(outlet)} ({count:,})"
        for outlet, count in digest.coverage.outlets.items()
    )
    lines = [
        f"**Outlets:** {outlets or 'none named'}.",
        *(f"**Gap:** {escape_markdown(line)}" for line in gaps(digest)),
        *(f"**Not read:** {escape_markdown(line)}" for line in digest.coverage.unreadable),
    ]
    return ["## Coverage and gaps", _list(lines), "## How to read this", _list(legend(digest))]


def _cited(sentence: Sentence, citation: int) -> str:
    """Set a sentence, a mark if it is incomplete, and the number of its source."""
    parts = [escape_markdown(sentence.text), cut_mark(sentence), f"[{citation}]"]
    return " ".join(part for part in parts if part)


def _list(lines: Iterable[str]) -> str:
    """Set lines as a list."""
    return "\n".join(f"- {line}" for line in lines)
