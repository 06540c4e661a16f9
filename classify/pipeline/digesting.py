"""A pile of teasers to a digest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from classify.compute import Progress
from classify.digests import (
    DigestLayout,
    bind_digest,
    draft,
    reconciled,
    state_provenance,
    with_changes,
    without_impossible_dates,
)
from classify.pipeline.notebook import with_page
from classify.pipeline.parts import PipelineParts
from classify.pipeline.piles import find_topical_stories, read_pile, stand_to
from classify.readers import anchor_time, distinct
from classify.records import Correction, Digest, EarlierDigest, Provenance, Teaser
from classify.stories import Constraints


def digest_teasers(
    parts: PipelineParts,
    teasers: Sequence[Teaser],
    *,
    as_of: datetime | None,
    title: str,
    unreadable: Sequence[str],
    doubts: Sequence[str],
    corrections: Sequence[Correction],
    since: EarlierDigest | None,
    layout: DigestLayout | None,
    explain: bool,
    on_progress: Progress | None,
) -> Digest:
    """Find the stories, condense them, and bind the digest; see `TeaserPipeline.digest`."""
    classifier, finder = parts.classifier, parts.story_finder
    as_of = anchor_time(as_of)
    unique, undated = without_impossible_dates(distinct(teasers), as_of)
    constraints = Constraints.of(corrections, unique)
    layout = (layout or DigestLayout()).checked(classifier.taxonomy)
    pile = read_pile(unique, classifier, parts.genres, on_progress=on_progress)
    since = reconciled(since, pile.teasers) if since else None
    found = find_topical_stories(pile, classifier, finder, constraints)
    stories = [topical.story for topical in found]
    drafts = draft(
        stand_to(since, stories, pile, finder, constraints),
        [topical.probabilities for topical in found],
        parts.summarizer,
        explain=classifier.explain if explain else None,
    )
    digest = bind_digest(
        parts.ranker.weigh(
            drafts, pile.compared, pile.vectors, classifier.taxonomy, layout.ranking
        ),
        {prediction.teaser_id: prediction for prediction in pile.predictions},
        taxonomy=classifier.taxonomy,
        as_of=as_of,
        provenance=_provenance(parts, pile.teasers, constraints.corrections, layout),
        title=title,
        layout=layout,
        unreadable=unreadable,
        doubts=(*doubts, *undated),
    )
    taxonomy = classifier.taxonomy
    return with_page(with_changes(digest, since, taxonomy) if since else digest, taxonomy)


def _provenance(
    parts: PipelineParts,
    teasers: Sequence[Teaser],
    corrections: Sequence[Correction],
    layout: DigestLayout,
) -> Provenance:
    """State what a digest is made with, and of what."""
    return state_provenance(
        teasers,
        corrections,
        layout,
        parts.classifier.encoder,
        model=parts.name,
        model_sha256=parts.sha256,
        config=parts.configuration,
    )
