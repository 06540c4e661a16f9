"""A digest as Markdown that reads well raw, too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from classify.records import Brief, Digest, Sentence, Source, SourceRef
from classify.reports.digests.figure_notes import note_line
from classify.reports.digests.gaps import gaps
from classify.reports.digests.remarks import (
    change_lines,
    changes_line,
    corroboration_words,
    counts_line,
    date_doubt,
    dropped_words,
    issue_words,
    legend,
    made_with,
    nearest_words,
    nothing_words,
)
from classify.reports.escaping import escape_markdown, web_address
from classify.reports.phrases import (
    cut_mark,
    date_words,
    file_words,
    headline_words,
    kind_word,
    likelihood,
    period_words,
    reported_words,
    source_date_words,
    status_word,
    title_words,
)
from classify.reports.translation import ENGLISH, Catalogue
from classify.taxonomy import Taxonomy


def render_markdown(digest: Digest, taxonomy: Taxonomy, catalogue: Catalogue = ENGLISH) -> str:
    """Render a digest as Markdown (CommonMark, no HTML); foreign text is escaped."""
    parts = [
        *_header(digest, catalogue),
        *_bottom_line(digest, catalogue),
        *_sections(digest, taxonomy, catalogue),
        *_changes(digest, catalogue),
        *_low_confidence(digest, taxonomy, catalogue),
        *_timeline(digest, catalogue),
        *_sources(digest, catalogue),
        *_coverage(digest, catalogue),
    ]
    return "\n\n".join(parts) + "\n"


def _header(digest: Digest, catalogue: Catalogue) -> list[str]:
    """Set the title, the period, the counts, and what made it."""
    say = catalogue.say
    changes = changes_line(digest, catalogue)
    # Only the zone is foreign; a day such as "17. Januar" would look odd with its dot escaped.
    period = replace(digest.period, timezone=escape_markdown(digest.period.timezone))
    made = " · ".join(
        f"{what} {escape_markdown(which)}"
        for what, which in made_with(digest.provenance, catalogue)
    )
    facts = [
        (say("Period"), period_words(period, catalogue)),
        (say("As of"), date_words(digest.as_of, "second", catalogue)),
        (say("Issue"), escape_markdown(issue_words(digest, catalogue))),
        (say("Material"), counts_line(digest, catalogue)),
        *([(say("Briefs"), changes)] if changes else []),
        (say("Made with"), made),
    ]
    return [
        f"# {escape_markdown(title_words(digest.title, catalogue))}",
        _list(f"**{what}:** {words}" for what, words in facts),
    ]


def _bottom_line(digest: Digest, catalogue: Catalogue) -> list[str]:
    """Set the most important sentences, or say plainly that there are none."""
    lines = [_cited(line.sentence, line.citation) for line in digest.bottom_line]
    heading = f"## {catalogue.say('Bottom line')}"
    return [heading, _list(lines) if lines else nothing_words(digest, catalogue)]


def _sections(digest: Digest, taxonomy: Taxonomy, catalogue: Catalogue) -> list[str]:
    """Set the briefs, topic by topic."""
    sources = {source.number: source for source in digest.sources}
    parts = []
    for section in digest.sections:
        if section.briefs:
            parts.append(f"## {escape_markdown(section.name) or catalogue.say('Other')}")
        for brief in section.briefs:
            parts += _brief(brief, sources, taxonomy, catalogue)
    return parts


def _brief(
    brief: Brief, sources: dict[int, Source], taxonomy: Taxonomy, catalogue: Catalogue
) -> list[str]:
    """Set one story: headline, cited sentences, a line about both."""
    cited = [
        _cited(sentence, citation)
        for sentence, citation in zip(brief.sentences, brief.citations, strict=True)
    ]
    sentences = " ".join(
        f"**{catalogue.say('New:')}** {text}" if position in brief.news else text
        for position, text in enumerate(cited)
    )
    notes = [note_line(note, escape_markdown, catalogue) for note in brief.figure_notes]
    facts = " · ".join(_facts(brief, sources, taxonomy, catalogue))
    words = escape_markdown(headline_words(brief.headline, catalogue))
    headline = f"### {words} [{brief.headline_citation}]"
    return [headline, *([sentences] if sentences else []), *notes, facts]


def _facts(
    brief: Brief, sources: dict[int, Source], taxonomy: Taxonomy, catalogue: Catalogue
) -> list[str]:
    """Say what is known about a story."""
    doubt = date_doubt(brief, sources, catalogue)
    reported = reported_words(brief, catalogue)
    corroboration = corroboration_words(brief, catalogue)
    numbers = " ".join(f"[{number}]" for number in brief.sources)
    return [
        f"**{status_word(brief.status, catalogue)}**",
        *([f"**{catalogue.say('Single source')}**"] if brief.single_source else []),
        f"{reported} ({doubt})" if doubt else reported,
        _outlets(brief.outlets, catalogue),
        *([corroboration] if corroboration else []),
        *_topics(brief, taxonomy, catalogue),
        catalogue.say("Sources {numbers}", numbers=numbers),
    ]


def _outlets(outlets: Iterable[str], catalogue: Catalogue) -> str:
    """Name outlets, or say that none is named."""
    return ", ".join(map(escape_markdown, outlets)) or catalogue.say("outlet not named")


def _topics(brief: Brief, taxonomy: Taxonomy, catalogue: Catalogue) -> list[str]:
    """Name the topics of a story and say how sure each is."""
    return [
        f"{escape_markdown(taxonomy.name(key))} ({likelihood(brief.probabilities[key], catalogue)})"
        for key in brief.topics
    ]


def _changes(digest: Digest, catalogue: Catalogue) -> list[str]:
    """Set what changed since the digest before."""
    if digest.changes is None:
        return []
    lines = [escape_markdown(line) for line in change_lines(digest.changes, catalogue)]
    lines += [
        f"{escape_markdown(headline_words(one.headline, catalogue))}: "
        f"{dropped_words(one, catalogue)}"
        for one in digest.changes.dropped
    ]
    return [f"## {catalogue.say('What changed')}", _list(lines)]


def _low_confidence(digest: Digest, taxonomy: Taxonomy, catalogue: Catalogue) -> list[str]:
    """Set the teasers that the classifier leaves to a person."""
    lines = []
    for item in digest.low_confidence:
        topic = escape_markdown(taxonomy.name(item.nearest_topic)) if item.nearest_topic else ""
        headline = escape_markdown(headline_words(item.headline, catalogue))
        lines.append(f"{headline} [{item.citation}]: {nearest_words(item, topic, catalogue)}")
    return [f"## {catalogue.say('For a person to look at')}", _list(lines)] if lines else []


def _timeline(digest: Digest, catalogue: Catalogue) -> list[str]:
    """Set when each story was first reported."""
    lines = [
        f"**{date_words(entry.published, entry.date_precision, catalogue)}:** "
        f"{escape_markdown(headline_words(entry.headline, catalogue))} [{entry.citation}]"
        for entry in digest.timeline
    ]
    return [f"## {catalogue.say('Timeline')}", _list(lines)] if lines else []


def _sources(digest: Digest, catalogue: Catalogue) -> list[str]:
    """Set the numbered sources."""
    lines = [_source(source, catalogue) for source in digest.sources]
    return [f"## {catalogue.say('Sources')}", _list(lines)] if lines else []


def _source(source: Source, catalogue: Catalogue) -> str:
    """Set one source: headline, who, when, where, and what to beware of."""
    facts = [
        _outlets(source.outlets, catalogue),
        source_date_words(source, catalogue),
        *([kind_word(source.kind, catalogue)] if source.kind != "news" else []),
        *(place for ref in source.places if (place := _place(ref, catalogue))),
        *([catalogue.say("cut off by its source")] if source.truncated else []),
    ]
    headline = escape_markdown(headline_words(source.headline, catalogue))
    return f"**[{source.number}]** {headline} · {' · '.join(facts)}"


def _place(ref: SourceRef, catalogue: Catalogue) -> str:
    """Say where a source can be found: an address, a file, an item in it."""
    parts = []
    if ref.file is not None:
        parts.append(escape_markdown(file_words(ref.file, catalogue)))
    if ref.item is not None:
        parts.append(catalogue.say("item {number}", number=ref.item))
    place = " ".join(parts)
    if ref.url is None:
        return place
    link = web_address(ref.url)
    return f"{place} {f'<{link}>' if link else escape_markdown(ref.url)}".strip()


def _coverage(digest: Digest, catalogue: Catalogue) -> list[str]:
    """Set what the digest rests on, what it lacks, and how to read it."""
    say = catalogue.say
    outlets = ", ".join(
        f"{escape_markdown(outlet)} ({catalogue.number(count)})"
        for outlet, count in digest.coverage.outlets.items()
    )
    lines = [
        f"**{say('Outlets')}:** {outlets or say('none named')}.",
        *(f"**{say('Gap')}:** {escape_markdown(line)}" for line in gaps(digest, catalogue)),
        *(f"**{say('Not read')}:** {escape_markdown(line)}" for line in digest.coverage.unreadable),
    ]
    return [
        f"## {say('Coverage and gaps')}",
        _list(lines),
        f"## {say('How to read this')}",
        _list(legend(digest, catalogue)),
    ]


def _cited(sentence: Sentence, citation: int) -> str:
    """Set a sentence, a mark if it is incomplete, and the number of its source."""
    parts = [escape_markdown(sentence.text), cut_mark(sentence), f"[{citation}]"]
    return " ".join(part for part in parts if part)


def _list(lines: Iterable[str]) -> str:
    """Set lines as a list."""
    return "\n".join(f"- {line}" for line in lines)
