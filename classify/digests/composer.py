"""Stories to briefs and a digest: numbers, citations, order, and what a person should look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from classify.corroboration import DraftNote
from classify.digests.drafts import BriefDraft
from classify.digests.sections import DigestLayout, arrange, choose
from classify.readers import fingerprint, said_by
from classify.records import (
    DATE_PRECISIONS,
    Brief,
    Counts,
    Coverage,
    DatePrecision,
    Digest,
    Figure,
    FigureNote,
    KeyLine,
    LowConfidence,
    Period,
    PossibleSource,
    Prediction,
    Provenance,
    Section,
    Source,
    Teaser,
    TimelineEntry,
)
from classify.taxonomy import Taxonomy

MAX_KEY_LINES = 3
STALE_DAYS = 3.0
"""An outlet that has had nothing for longer has perhaps stopped coming in."""
MIN_PRIMARY_PROBABILITY = 0.5
"""A primary topic that is more likely wrong than right is shown to a person."""


def bind_digest(
    drafts: Sequence[BriefDraft],
    predictions: Mapping[str, Prediction],
    *,
    taxonomy: Taxonomy,
    as_of: datetime,
    provenance: Provenance,
    title: str,
    layout: DigestLayout | None = None,
    unreadable: Sequence[str] = (),
) -> Digest:
    """Bind stories into a digest.

    Parameters
    ----------
    drafts : sequence of BriefDraft
        In any order; the digest's order depends on their content alone.
    predictions : mapping of teaser id to Prediction
    taxonomy : Taxonomy
        Names the sections and orders those of equal weight.
    as_of : aware datetime
        The time that the digest speaks from.
    provenance : Provenance
    title : str
    layout : DigestLayout, optional
        Which stories are told, in which sections; all, by topic, if not given.
    unreadable : sequence of str
        Messages about items that could not be read.
    """
    layout = layout or DigestLayout()
    told, left = choose(drafts, layout)
    parts = arrange(told, layout, taxonomy)
    ordered = [draft for part in parts for draft in part.drafts]
    cited = [teaser for draft in ordered for teaser in draft.story.teasers]
    others = [teaser for draft in left for teaser in draft.story.teasers]
    cited += [teaser for teaser in others if _is_doubtful(predictions[teaser.id])]
    numbers = {teaser.id: number for number, teaser in enumerate(cited, 1)}
    teasers = [*cited, *(teaser for teaser in others if teaser.id not in numbers)]
    sections = tuple(
        Section(
            topic=part.topic,
            name=part.name,
            briefs=tuple(_brief(draft, numbers) for draft in part.drafts),
        )
        for part in parts
    )
    return Digest(
        title=title,
        as_of=as_of,
        period=_period(teasers),
        provenance=provenance,
        counts=_counts(teasers, predictions.values(), len(drafts), len(left), len(unreadable)),
        bottom_line=_bottom_line(told, numbers),
        sections=sections,
        timeline=_timeline(ordered, numbers),
        low_confidence=_low_confidence(cited, predictions, numbers),
        sources=tuple(_source(teaser, numbers[teaser.id]) for teaser in cited),
        coverage=_coverage(teasers, unreadable, as_of),
        grouped_by=layout.group_by,
    )


def _period(teasers: Iterable[Teaser]) -> Period:
    """Span the dated teasers."""
    dates = [teaser.published for teaser in teasers if teaser.published]
    return Period(start=min(dates, default=None), end=max(dates, default=None))


def _brief(draft: BriefDraft, numbers: Mapping[str, int]) -> Brief:
    story, teasers = draft.story, draft.sure_teasers
    dates = [teaser.published for teaser in teasers if teaser.published]
    return Brief(
        story_id=story.id,
        headline=story.lead_teaser.headline,
        headline_citation=numbers[story.lead],
        sentences=draft.sentences,
        citations=tuple(numbers[sentence.teaser_id] for sentence in draft.sentences),
        sources=tuple(sorted(numbers[teaser.id] for teaser in story.teasers)),
        topics=story.topics,
        probabilities=draft.probabilities,
        single_source=draft.n_independent <= 1,
        n_independent=draft.n_independent,
        outlets=tuple(sorted({outlet for one in teasers for outlet in one.outlets})),
        first_reported=min(dates, default=None),
        last_reported=max(dates, default=None),
        date_precision=_coarsest(teasers),
        explanation=draft.explanation,
        status=draft.status,
        news=tuple(
            position
            for position, sentence in enumerate(draft.sentences)
            if sentence.teaser_id in draft.fresh
            and fingerprint(sentence.text) not in draft.known.get(sentence.teaser_id, ())
        ),
        figure_notes=tuple(_figure_note(note, numbers) for note in draft.notes),
        possibly_same=tuple(
            PossibleSource(citation=numbers[id], probability=probability)
            for id, probability in draft.possible.items()
        ),
        consequence=draft.consequence,
    )


def _figure_note(note: DraftNote, numbers: Mapping[str, int]) -> FigureNote:
    return FigureNote(
        what=note.what,
        who=note.who,
        kind=note.kind,
        figures=tuple(
            Figure(
                count=figure.count,
                at_least=figure.at_least,
                citations=tuple(sorted(numbers[id] for id in figure.teasers)),
            )
            for figure in note.figures
        ),
    )


def _coarsest(teasers: Iterable[Teaser]) -> DatePrecision | None:
    """Find the coarsest precision among the dated teasers."""
    found = [teaser.date_precision for teaser in teasers if teaser.published]
    known = [precision for precision in found if precision]
    return max(known, key=DATE_PRECISIONS.index, default=None)


def _bottom_line(drafts: Sequence[BriefDraft], numbers: Mapping[str, int]) -> tuple[KeyLine, ...]:
    """Take the first whole sentence of the weightiest stories, of different primary topics."""
    lines: list[KeyLine] = []
    taken: set[str] = set()
    for draft in drafts:
        topics = draft.story.topics
        sentence = next((s for s in draft.sentences if s.complete), None)
        if not topics or topics[0] in taken or sentence is None:
            continue
        taken.add(topics[0])
        lines.append(
            KeyLine(
                story_id=draft.story.id,
                sentence=sentence,
                citation=numbers[sentence.teaser_id],
            )
        )
        if len(lines) == MAX_KEY_LINES:
            break
    return tuple(lines)


def _timeline(
    drafts: Sequence[BriefDraft], numbers: Mapping[str, int]
) -> tuple[TimelineEntry, ...]:
    """Dated stories by the time they were first reported, newest first."""
    entries = []
    for draft in drafts:
        first = draft.sure_teasers[0]
        if first.published is None or first.date_precision is None:
            continue
        entries.append(
            TimelineEntry(
                published=first.published,
                date_precision=first.date_precision,
                story_id=draft.story.id,
                headline=draft.story.lead_teaser.headline,
                citation=numbers[draft.story.lead],
            )
        )
    return tuple(sorted(entries, key=lambda entry: (entry.published, entry.citation), reverse=True))


def _low_confidence(
    teasers: Sequence[Teaser],
    predictions: Mapping[str, Prediction],
    numbers: Mapping[str, int],
) -> tuple[LowConfidence, ...]:
    """Teasers without a topic, and those whose primary topic is more likely wrong than right."""
    items = []
    for teaser in teasers:
        prediction = predictions[teaser.id]
        if not _is_doubtful(prediction):
            continue
        ranked = sorted(prediction.probabilities.items(), key=lambda pair: -pair[1])
        nearest, probability = ranked[0] if ranked else (None, 0.0)
        if prediction.primary is not None:
            nearest = prediction.primary
            probability = prediction.probabilities[prediction.primary]
        items.append(
            LowConfidence(
                citation=numbers[teaser.id],
                headline=teaser.headline,
                status=prediction.status,
                reason=prediction.reason,
                nearest_topic=nearest,
                probability=probability,
            )
        )
    return tuple(items)


def _is_doubtful(prediction: Prediction) -> bool:
    """Tell whether a person should look at the topics of a teaser."""
    primary = prediction.primary
    return primary is None or prediction.probabilities[primary] < MIN_PRIMARY_PROBABILITY


def _source(teaser: Teaser, number: int) -> Source:
    return Source(
        number=number,
        teaser_id=teaser.id,
        headline=teaser.headline,
        outlets=teaser.outlets,
        published=teaser.published,
        date_precision=teaser.date_precision,
        date_basis=teaser.date_basis,
        truncated=teaser.truncated,
        kind=teaser.kind,
        places=teaser.sources,
        said=said_by(teaser),
    )


def _counts(
    teasers: Sequence[Teaser],
    predictions: Iterable[Prediction],
    n_stories: int,
    n_left_out: int,
    n_unreadable: int,
) -> Counts:
    statuses = Counter(prediction.status for prediction in predictions)
    return Counts(
        n_items=sum(max(1, len(teaser.sources)) for teaser in teasers) + n_unreadable,
        n_teasers=len(teasers),
        n_unreadable=n_unreadable,
        n_stories=n_stories,
        n_left_out=n_left_out,
        n_outlets=len({outlet for teaser in teasers for outlet in teaser.outlets}),
        n_assigned=statuses["assigned"],
        n_none=statuses["none"],
        n_abstained=statuses["abstained"],
        n_truncated=sum(teaser.truncated for teaser in teasers),
        n_undated=sum(teaser.published is None for teaser in teasers),
    )


def _coverage(teasers: Sequence[Teaser], unreadable: Sequence[str], as_of: datetime) -> Coverage:
    per_outlet = Counter(outlet for teaser in teasers for outlet in teaser.outlets)
    n_teasers = max(1, len(teasers))
    return Coverage(
        outlets=dict(sorted(per_outlet.items(), key=lambda item: (-item[1], item[0]))),
        n_without_outlet=sum(not teaser.outlets for teaser in teasers),
        truncated_share=sum(teaser.truncated for teaser in teasers) / n_teasers,
        undated_share=sum(teaser.published is None for teaser in teasers) / n_teasers,
        unreadable=tuple(unreadable),
        stale_outlets=_stale(teasers, as_of),
        stale_days=STALE_DAYS,
    )


def _stale(teasers: Sequence[Teaser], as_of: datetime) -> dict[str, datetime]:
    """Outlets whose newest dated teaser is old, by name."""
    newest: dict[str, datetime] = {}
    for teaser in teasers:
        for outlet in teaser.outlets:
            if teaser.published:
                newest[outlet] = max(teaser.published, newest.get(outlet, teaser.published))
    return {
        outlet: last
        for outlet, last in sorted(newest.items())
        if as_of - last > timedelta(days=STALE_DAYS)
    }
