"""A pile of teasers with what is known of each; its stories with their topics."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classify.compute import Progress
from classify.digests import Standing, stand, unseen
from classify.readers import as_compared, distinct
from classify.records import EarlierDigest, Prediction, Story, Teaser
from classify.stories import Constraints, StoryFinder, with_own_texts
from classify.topics import GenreClassifier, TopicClassifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """Distinct teasers, their vectors and their predictions, position by position."""

    teasers: tuple[Teaser, ...]
    compared: tuple[Teaser, ...]
    """The same without what many of them share word for word: what is embedded and counted."""
    vectors: NDArray[np.float32]
    """Shape (n_teasers, n_dims), rows of unit length."""
    predictions: tuple[Prediction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicalStory:
    """A story that has its topics, and how probable they are."""

    story: Story
    probabilities: dict[str, float]
    """Topic -> mean probability over the story's teasers, for the story's topics."""


def read_pile(
    teasers: Sequence[Teaser],
    classifier: TopicClassifier,
    genres: GenreClassifier,
    *,
    on_progress: Progress | None = None,
) -> Pile:
    """Embed and label teasers, those with the same id as one, and tell their genres.

    Parameters
    ----------
    teasers : sequence of Teaser
    classifier : TopicClassifier
    genres : GenreClassifier
        On vectors of the same encoder.
    on_progress : callable, optional
        Called with the number of teasers embedded since the last call.
    """
    unique = distinct(teasers)
    compared = as_compared(unique)
    vectors = classifier.embed(compared, on_progress=on_progress)
    predictions = classifier.label(compared, vectors)
    compared = genres.refine(compared, vectors)
    kinds = [teaser.kind for teaser in compared]
    own = [
        teaser if teaser.kind == kind else dataclasses.replace(teaser, kind=kind)
        for teaser, kind in zip(unique, kinds, strict=True)
    ]
    return Pile(
        teasers=tuple(own),
        compared=tuple(compared),
        vectors=vectors,
        predictions=tuple(predictions),
    )


def find_topical_stories(
    pile: Pile, classifier: TopicClassifier, finder: StoryFinder, constraints: Constraints
) -> list[TopicalStory]:
    """Find the stories of a pile, and decide their topics.

    Parameters
    ----------
    pile : Pile
    classifier : TopicClassifier
        What the pile was labelled with.
    finder : StoryFinder
        On vectors of the same encoder.
    constraints : Constraints
        What a person decided.
    """
    predictions = {prediction.teaser_id: prediction for prediction in pile.predictions}
    found = []
    grouped = finder.group(pile.compared, pile.vectors, constraints)
    for story in with_own_texts(grouped, pile.teasers):
        members = [predictions[teaser.id] for teaser in story.teasers]
        probabilities = classifier.story_topics(members)
        topical = dataclasses.replace(story, topics=tuple(probabilities))
        found.append(TopicalStory(story=topical, probabilities=probabilities))
    return found


def stand_to(
    earlier: EarlierDigest | None,
    stories: Sequence[Story],
    pile: Pile,
    finder: StoryFinder,
    constraints: Constraints,
) -> list[Standing]:
    """Say how the stories of a pile stand to the digest before; all are new if there is none.

    The teasers of both are grouped once more together, only to see which story goes on with which:
    so those of the digest before need no topics.
    """
    if earlier is None:
        return [Standing(story=story) for story in stories]
    others = unseen(pile.teasers, earlier)
    vectors = pile.vectors
    if others:
        others = as_compared([*pile.teasers, *others])[len(pile.teasers) :]
        more = finder.encoder.encode([teaser.passage for teaser in others])
        vectors = np.vstack([pile.vectors, more])
    joint = finder.group([*pile.compared, *others], vectors, constraints)
    return stand(stories, joint, earlier)
