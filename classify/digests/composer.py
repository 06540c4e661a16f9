"""Stories to briefs and a digest: numbers, citations, order, and what a person should look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from classify.corroboration import DraftNote
from classify.digests.dating import published_later
from classify.digests.drafts import BriefDraft
from classify.digests.kinds import Rank, rank_of
from classify.digests.review import needs_review, review
from classify.digests.sections import DigestLayout, Part, arrange, choose
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
    Period,
    PossibleSource,
    Prediction,
    Provenance,
    Section,
    Source,
    Teaser,
    TimelineEntry,
    folded,
)
from classify.taxonomy import Taxonomy

MIN_KEY_LINES, MAX_KEY_LINES = 3, 5
"""The bottom line is about half of what is told in full, between these."""
STALE_DAYS = 3.0
"""An outlet that has had nothing for longer has perhaps stopped coming in."""


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
    doubts: Sequence[str] = (),
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
    provenance, title
    layout : DigestLayout, optional
        Which stories are told, and at which length; as `DigestLayout()` if not given.
    unreadable, doubts : sequences of str
        Messages about items that could not be read, and about dates that were not used.
    """
    layout = layout or DigestLayout()
    choice = choose(drafts, layout)
    parts = arrange(choice, layout, taxonomy)
    ordered = [draft for part in parts for draft in part.drafts]
    cited = [teaser for draft in ordered for teaser in draft.story.teasers]
    others = [teaser for draft in choice.left for teaser in draft.story.teasers]
    cited += [draft.story.lead_teaser for draft in choice.left if needs_review(draft)]
    numbers = {teaser.id: number for number, teaser in enumerate(cited, 1)}
    teasers = [*cited, *(teaser for teaser in others if teaser.id not in numbers)]
    return Digest(
        title=title,
        as_of=as_of,
        period=_period(teasers),
        provenance=provenance,
        counts=_counts(
            teasers, predictions.values(), len(drafts), len(choice.left), len(unreadable)
        ),
        bottom_line=_bottom_line(choice.lead, numbers),
        sections=tuple(_section(part, numbers) for part in parts),
        timeline=_timeline(ordered, numbers),
        low_confidence=review([*ordered, *choice.left], predictions, numbers),
        sources=tuple(_source(teaser, numbers[teaser.id]) for teaser in cited),
        coverage=_coverage(teasers, unreadable, doubts, as_of),
        grouped_by=layout.group_by,
    )


def _period(teasers: Iterable[Teaser]) -> Period:
    """Span the dated teasers."""
    dates = [teaser.published for teaser in teasers if teaser.published]
    return Period(start=min(dates, default=None), end=max(dates, default=None))


def _section(part: Part, numbers: Mapping[str, int]) -> Section:
    return Section(
        key=part.key,
        part=part.part,
        topic=part.topic,
        name=part.name,
        briefs=tuple(_brief(draft, numbers) for draft in part.drafts),
    )


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
        kind=draft.kind,
        background=tuple(sorted(numbers[id] for id in draft.background)),
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
    """Take headline and first whole sentence of the news that stand first.

    There is none where no story is on a topic of the model.
    """
    if not any(draft.story.topics for draft in drafts):
        return ()
    news = [draft for draft in drafts if rank_of(draft.kind) is Rank.NEWS]
    number = min(MAX_KEY_LINES, max(MIN_KEY_LINES, len(drafts) // 2))
    return tuple(_key_line(draft, numbers) for draft in news[:number])


def _key_line(draft: BriefDraft, numbers: Mapping[str, int]) -> KeyLine:
    headline = draft.story.lead_teaser.headline
    whole = (
        one
        for one in draft.sentences
        if one.complete and one.field == "text" and folded(one.text) != folded(headline)
    )
    sentence = next(whole, None)
    return KeyLine(
        story_id=draft.story.id,
        headline=headline,
        headline_citation=numbers[draft.story.lead],
        sentence=sentence,
        citation=numbers[sentence.teaser_id] if sentence else None,
    )


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
    predictions = list(predictions)
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
        n_foreign=sum(prediction.reason == "language" for prediction in predictions),
        n_truncated=sum(teaser.truncated for teaser in teasers),
        n_undated=sum(teaser.published is None for teaser in teasers),
    )


def _coverage(
    teasers: Sequence[Teaser], unreadable: Sequence[str], doubts: Sequence[str], as_of: datetime
) -> Coverage:
    per_outlet = Counter(outlet for teaser in teasers for outlet in teaser.outlets)
    n_teasers = max(1, len(teasers))
    return Coverage(
        outlets=dict(sorted(per_outlet.items(), key=lambda item: (-item[1], item[0]))),
        n_without_outlet=sum(not teaser.outlets for teaser in teasers),
        truncated_share=sum(teaser.truncated for teaser in teasers) / n_teasers,
        undated_share=sum(teaser.published is None for teaser in teasers) / n_teasers,
        unreadable=tuple(unreadable),
        doubts=tuple(doubts),
        published_later=published_later(teasers, as_of),
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
