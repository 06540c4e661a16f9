"""What a digest says of itself: how much came in, what is new, how to read it, what is missing.

Lines may quote sources (outlets, messages): whoever prints them escapes them.
"""

from __future__ import annotations

from collections import Counter
from typing import get_args

from classify.records import (
    Brief,
    BriefStatus,
    Changes,
    Digest,
    DroppedStory,
    Provenance,
    Source,
)
from classify.reports.wording import (
    date_words,
    number_of,
    percent,
    status_word,
    title_words,
)

_STATUSES: tuple[BriefStatus, ...] = get_args(BriefStatus)
_N_HASH_DIGITS = 12
_DOMINANT_SHARE = 0.5


def counts_line(digest: Digest) -> str:
    """Say in one line what came in and what became of it."""
    counts = digest.counts
    outlets = number_of(counts.n_outlets, "outlet")
    return (
        f"{number_of(counts.n_items, 'item')} read: "
        f"{number_of(counts.n_teasers, 'distinct teaser')} from {outlets}, "
        f"{number_of(counts.n_stories, 'story', 'stories')}, "
        f"{number_of(len(digest.briefs), 'brief')}"
    )


def issue_words(digest: Digest) -> str:
    """Say which issue this is, and since when: "3, since Desk of 18 Jan 2025, 18:00 UTC"."""
    if digest.changes is None:
        return f"{digest.issue}, none before it"
    moment = date_words(digest.changes.previous_as_of, "second")
    return f"{digest.issue}, since {title_words(digest.changes.previous_title)} of {moment}"


def nothing_words(digest: Digest) -> str:
    """Say plainly why there is no bottom line; "" where there is one."""
    if digest.bottom_line:
        return ""
    if not digest.briefs:
        return "Nothing significant: no story in this material led to a brief."
    if not any(brief.topics for brief in digest.briefs):
        return "Nothing significant: no story in this material is on a topic of the model."
    return "No whole sentence to quote here: the stories have headlines or cut sentences only."


def corroboration_words(brief: Brief) -> str:
    """Say how many outlets told a story, and how far independently; "" for one at most."""
    if len(brief.outlets) < 2:
        return ""
    reports = number_of(brief.n_independent, "independent report")
    return f"{len(brief.outlets)} outlets, {reports}"


def order_line(digest: Digest) -> str:
    """Say why the stories stand in this order."""
    rule = (
        "the story with the most independent reports first, then the most outlets, the most "
        "teasers, the latest report"
    )
    if digest.changes:
        rule = f"news before what goes on without any, then {rule}"
    if digest.grouped_by == "none":
        return f"Order: {rule}."
    latest = digest.grouped_by in ("day", "week")
    sections = f"the latest {digest.grouped_by}" if latest else "sections with the most stories"
    return f"Order: {sections} first; in each, {rule}."


def changes_line(digest: Digest) -> str:
    """Say how the briefs stand to the digest before: "3 new, 1 updated"; "" without briefs."""
    found = Counter(brief.status for brief in digest.briefs)
    return ", ".join(
        f"{found[status]} {status_word(status).lower()}" for status in _STATUSES if found[status]
    )


def change_lines(changes: Changes) -> tuple[str, ...]:
    """Say what became of the sections and outlets of the digest before."""
    counts = ", ".join(
        f"{one.name or 'Other'} {one.now} (was {one.before})" for one in changes.sections
    )
    silent = ", ".join(changes.silent_outlets)
    n_dropped = number_of(len(changes.dropped), "story", "stories")
    lines = [
        (counts, f"Stories by section: {counts}."),
        (silent, f"Outlets with nothing this time: {silent}."),
        (changes.dropped, f"Not told any more: {n_dropped}."),
    ]
    return tuple(words for there, words in lines if there) or (
        "Nothing dropped, no count changed.",
    )


def dropped_words(story: DroppedStory) -> str:
    """Say when a dropped story was last reported, and whether its outlets would have told."""
    last = f"last reported {date_words(story.last_reported, 'day')}"
    silent = "; its outlets have nothing this time, so nothing is known of it"
    return f"{last}{silent if story.silent else ''}"


def made_with(provenance: Provenance) -> tuple[tuple[str, str], ...]:
    """Name what made the digest, with the first digits of each hash, as (what, which)."""
    return (
        ("classify", provenance.version),
        ("model", f"{provenance.model} ({provenance.model_sha256[:_N_HASH_DIGITS]})"),
        ("encoder", f"{provenance.encoder} ({provenance.encoder_sha256[:_N_HASH_DIGITS]})"),
        ("configuration", provenance.config_sha256[:_N_HASH_DIGITS]),
        ("inputs", provenance.input_sha256[:_N_HASH_DIGITS]),
    )


def legend(digest: Digest) -> tuple[str, ...]:
    """Say how to read the order and the marks; only those that the digest holds."""
    briefs = digest.briefs
    sentences = [sentence for brief in briefs for sentence in brief.sentences]
    sentences += [line.sentence for line in digest.bottom_line]
    kinds = {note.kind for brief in briefs for note in brief.figure_notes}
    lines = [
        (True, "Every sentence stands word for word in the source whose number follows it."),
        (briefs, order_line(digest)),
        (digest.bottom_line,
         "Bottom line: the first whole sentence of the stories that stand first by that order, "
         "one a topic."),
        (not all(sentence.complete for sentence in sentences),
         "[…] marks an incomplete sentence: its source cut it off there."),
        (any(brief.news for brief in briefs),
         "New: a sentence of a source that the digest before did not have."),
        (any(brief.single_source for brief in briefs),
         "Single source: one outlet only; reprints of one agency report count as one."),
        (any(corroboration_words(brief) for brief in briefs),
         "Independent reports: no two from one outlet, none a reprint of another."),
        ("differ" in kinds,
         "Figures differ: sources count differently, and their times do not tell whose figure "
         "is the newer one."),
        ("updated" in kinds,
         "Earlier: a figure that later sources have overtaken; the newest stands first."),
        (any(source.date_basis == "inferred" for source in digest.sources),
         "Date inferred: worked out from the context, not stated by the source."),
        (briefs or digest.low_confidence,
         "Percentages say how sure the classifier is of the topic, in words after ICD 203. "
         "They do not say whether a report is true."),
    ]  # fmt: skip
    return tuple(words for there, words in lines if there)


def date_doubt(brief: Brief, sources: dict[int, Source]) -> str:
    """Say whether the dates of a story were worked out: all, some or ("") none of them."""
    dated = [sources[number] for number in brief.sources if sources[number].published is not None]
    n_inferred = sum(source.date_basis == "inferred" for source in dated)
    if not n_inferred:
        return ""
    return "date inferred" if n_inferred == len(dated) else "dates partly inferred"


def further_sources(brief: Brief) -> tuple[int, ...]:
    """Return the sources of a story that neither its headline nor its sentences cite."""
    cited = {brief.headline_citation, *brief.citations}
    return tuple(number for number in brief.sources if number not in cited)


def gaps(digest: Digest) -> tuple[str, ...]:
    """Say what the digest could not know; empty if nothing is missing."""
    counts, coverage = digest.counts, digest.coverage
    n_single = sum(brief.single_source for brief in digest.briefs)
    n_differ = sum(
        any(note.kind == "differ" for note in brief.figure_notes) for brief in digest.briefs
    )
    lines = [
        (coverage.truncated_share, f"{percent(coverage.truncated_share)} of the teasers "
         f"({counts.n_truncated:,}) were cut off by their source."),
        (coverage.undated_share, f"{percent(coverage.undated_share)} of the teasers "
         f"({counts.n_undated:,}) carry no date."),
        (coverage.n_without_outlet,
         f"{number_of(coverage.n_without_outlet, 'teaser')} without a named outlet."),
        (counts.n_none, f"{number_of(counts.n_none, 'teaser')} outside every topic."),
        (counts.n_abstained,
         f"{number_of(counts.n_abstained, 'teaser')} that the model could not place."),
        (n_single, f"{number_of(n_single, 'brief')} from a single source."),
        (n_differ, f"{number_of(n_differ, 'brief')} whose sources give different figures."),
        (counts.n_left_out,
         f"{number_of(counts.n_left_out, 'story', 'stories')} left out: of other topics than asked "
         "for, or too many for the length."),
        (counts.n_unreadable,
         f"{number_of(counts.n_unreadable, 'item or input', 'items or inputs')} "
         "could not be read."),
    ]  # fmt: skip
    found = (words for weight, words in lines if weight)
    return (*found, *_staleness(digest), *_dominance(digest))


def _staleness(digest: Digest) -> tuple[str, ...]:
    """Name the outlets that have had nothing for days."""
    stale = digest.coverage.stale_outlets
    if not stale:
        return ()
    named = ", ".join(
        f"{outlet} (last {date_words(last, 'day')})" for outlet, last in stale.items()
    )
    days = f"{digest.coverage.stale_days:g} days"
    return (f"Nothing of the last {days} from {number_of(len(stale), 'outlet')}: {named}.",)


def _dominance(digest: Digest) -> tuple[str, ...]:
    """Warn when most of the material comes from one outlet."""
    outlets = digest.coverage.outlets
    total = sum(outlets.values())
    if len(outlets) < 2 or not total:
        return ()
    outlet, count = max(outlets.items(), key=lambda item: (item[1], item[0]))
    if count / total < _DOMINANT_SHARE:
        return ()
    return (f"{percent(count / total)} of the teasers with an outlet come from {outlet}.",)
