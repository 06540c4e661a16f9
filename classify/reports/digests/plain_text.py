"""A digest as plain text, 78 columns wide, for terminals and plain mail."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from classify.records import Brief, Digest, Section, Sentence, Source, SourceRef
from classify.reports.digests.figure_notes import note_line
from classify.reports.digests.gaps import gaps
from classify.reports.digests.remarks import (
    change_lines,
    corroboration_words,
    counts_line,
    dropped_words,
    issue_words,
    legend,
    made_with,
    nearest_words,
    nothing_words,
)
from classify.reports.escaping import plain
from classify.reports.phrases import (
    cut_mark,
    date_words,
    file_words,
    headline_words,
    likelihood,
    period_words,
    reported_words,
    source_date_words,
    status_word,
    title_words,
)
from classify.reports.translation import ENGLISH, Catalogue
from classify.taxonomy import Taxonomy

_WIDTH = 78


def render_text(digest: Digest, taxonomy: Taxonomy, catalogue: Catalogue = ENGLISH) -> str:
    """Render a digest as plain text; foreign text is cleaned."""
    missing = (*gaps(digest, catalogue), *digest.coverage.unreadable)
    blocks = [
        *_header(digest, catalogue),
        *_bottom_line(digest, catalogue),
        *(block for part in digest.sections for block in _section(part, taxonomy, catalogue)),
        *_changes(digest, catalogue),
        *_doubtful(digest, taxonomy, catalogue),
        *_sources(digest, catalogue),
        _heading(catalogue.say("Coverage and gaps").upper()),
        _items(map(plain, missing)) or catalogue.say("None known."),
        _items(legend(digest, catalogue)),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _header(digest: Digest, catalogue: Catalogue) -> list[str]:
    made = ", ".join(
        f"{what} {plain(which)}" for what, which in made_with(digest.provenance, catalogue)
    )
    moment = date_words(digest.as_of, "second", catalogue)
    period = plain(period_words(digest.period, catalogue))
    lines = [
        catalogue.say("{period}, as of {moment}", period=period, moment=moment),
        catalogue.say("Issue {issue}", issue=plain(issue_words(digest, catalogue))),
        counts_line(digest, catalogue),
        catalogue.say("Made with {parts}", parts=made),
    ]
    return [
        _heading(title_words(digest.title, catalogue), "="),
        "\n".join(_wrapped(f"{line}.") for line in lines),
    ]


def _bottom_line(digest: Digest, catalogue: Catalogue) -> list[str]:
    lines = [_cited(line.sentence, line.citation) for line in digest.bottom_line]
    nothing = nothing_words(digest, catalogue)
    return [_heading(catalogue.say("Bottom line").upper()), _items(lines) or _wrapped(nothing)]


def _section(section: Section, taxonomy: Taxonomy, catalogue: Catalogue) -> list[str]:
    if not section.briefs:
        return []
    return [
        _heading(plain(section.name) or catalogue.say("Other")),
        *(_brief(brief, taxonomy, catalogue) for brief in section.briefs),
    ]


def _brief(brief: Brief, taxonomy: Taxonomy, catalogue: Catalogue) -> str:
    new = catalogue.say("New:").upper()
    sentences = [
        f"{new} {text}" if position in brief.news else text
        for position, text in enumerate(map(_cited, brief.sentences, brief.citations))
    ]
    corroboration = corroboration_words(brief, catalogue)
    facts = [
        status_word(brief.status, catalogue),
        *([catalogue.say("single source")] if brief.single_source else []),
        reported_words(brief, catalogue),
        _outlets(brief.outlets, catalogue),
        *([corroboration] if corroboration else []),
        *(
            f"{plain(taxonomy.name(key))} ({likelihood(brief.probabilities[key], catalogue)})"
            for key in brief.topics
        ),
    ]
    headline = f"* {headline_words(brief.headline, catalogue)} [{brief.headline_citation}]"
    parts = [_wrapped(headline, "  "), _wrapped(" ".join(sentences), "  ", first="  ")]
    parts += [
        _wrapped(note_line(note, catalogue=catalogue), "  ", first="  ")
        for note in brief.figure_notes
    ]
    return "\n".join([*(part for part in parts if part), _wrapped("; ".join(facts), "  ", "  ")])


def _outlets(outlets: Iterable[str], catalogue: Catalogue) -> str:
    return ", ".join(map(plain, outlets)) or catalogue.say("outlet not named")


def _changes(digest: Digest, catalogue: Catalogue) -> list[str]:
    if digest.changes is None:
        return []
    lines = [plain(line) for line in change_lines(digest.changes, catalogue)]
    lines += [
        f"{headline_words(one.headline, catalogue)}: {dropped_words(one, catalogue)}"
        for one in digest.changes.dropped
    ]
    return [_heading(catalogue.say("What changed").upper()), _items(lines)]


def _doubtful(digest: Digest, taxonomy: Taxonomy, catalogue: Catalogue) -> list[str]:
    lines = []
    for item in digest.low_confidence:
        topic = plain(taxonomy.name(item.nearest_topic)) if item.nearest_topic else ""
        headline = headline_words(item.headline, catalogue)
        why = nearest_words(item, topic, catalogue, sure=False)
        lines.append(f"{headline} [{item.citation}]: {why}")
    heading = catalogue.say("For a person to look at").upper()
    return [_heading(heading), _items(lines)] if lines else []


def _sources(digest: Digest, catalogue: Catalogue) -> list[str]:
    lines = [_wrapped(_source(source, catalogue), "     ") for source in digest.sources]
    return [_heading(catalogue.say("Sources").upper()), "\n".join(lines)] if lines else []


def _source(source: Source, catalogue: Catalogue) -> str:
    places = [_place(ref, catalogue) for ref in source.places]
    facts = [
        headline_words(source.headline, catalogue),
        _outlets(source.outlets, catalogue),
        source_date_words(source, catalogue),
        *([catalogue.say("cut off by its source")] if source.truncated else []),
        *(plain(place) for place in places if place),
    ]
    return f"[{source.number}] " + "; ".join(facts)


def _place(ref: SourceRef, catalogue: Catalogue) -> str:
    parts = (
        file_words(ref.file, catalogue) if ref.file else "",
        catalogue.say("item {number}", number=ref.item) if ref.item else "",
        ref.url or "",
    )
    return " ".join(part for part in parts if part)


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
