"""The stories of teasers, with their topics: of one pile, and running on as new ones come in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from classify.compute import Progress
from classify.pipeline.parts import PipelineParts
from classify.pipeline.piles import find_topical_stories, read_pile
from classify.readers import anchor_time, distinct, merge_copies, resolve_corrections
from classify.records import Correction, RunningStories, Story, Teaser
from classify.stories import Constraints, StoryFinder, check_made_with, follow
from classify.topics import GenreClassifier


def group_teasers(
    parts: PipelineParts,
    teasers: Sequence[Teaser],
    corrections: Sequence[Correction],
    *,
    fast: bool = False,
    on_progress: Progress | None,
) -> list[Story]:
    """Find stories and their topics; see `TeaserPipeline.stories`."""
    unique = distinct(teasers)
    constraints = Constraints.of(corrections, unique)
    classifier, finder, genres = parts.classifier, parts.story_finder, parts.genres
    if fast:
        classifier = classifier.fast()
        finder = StoryFinder(
            classifier.encoder, settings=finder.settings, languages=classifier.languages
        )
        genres = GenreClassifier(classifier.encoder, is_on=genres.is_on)
    pile = read_pile(unique, classifier, genres, on_progress=on_progress)
    found = find_topical_stories(pile, classifier, finder, constraints)
    return [topical.story for topical in found]


def follow_teasers(
    parts: PipelineParts,
    teasers: Sequence[Teaser],
    *,
    previous: RunningStories | None,
    as_of: datetime | None,
    corrections: Sequence[Correction] | None,
    on_progress: Progress | None,
) -> RunningStories:
    """Group the open stories and new teasers as one pile; see `TeaserPipeline.follow`."""
    check_made_with(previous, parts.made_with, model=parts.name)
    now = anchor_time(as_of)
    old = [one for story in previous.stories for one in story.teasers] if previous else []
    before = previous.corrections if previous else ()
    pile = merge_copies(teasers, known=old)
    decided = resolve_corrections(before if corrections is None else corrections, pile)
    return follow(
        group_teasers(parts, pile, decided, on_progress=on_progress),
        previous,
        as_of=now,
        window_days=parts.story_finder.settings.window_days,
        made_with=parts.made_with,
        corrections=decided,
    )
