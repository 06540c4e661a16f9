"""A pile of teasers with what is known of each, and the stories that it tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classify.digests import Standing, stand, unseen
from classify.readers import merge_copies
from classify.records import Correction, EarlierDigest, Prediction, Story, Teaser
from classify.stories import PairModel, StorySettings, gather
from classify.topics import Progress, TopicAssigner


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """Distinct teasers, their vectors and their predictions, position by position."""

    teasers: tuple[Teaser, ...]
    vectors: NDArray[np.float32]
    """Shape (n_teasers, n_dims), rows of unit length."""
    predictions: tuple[Prediction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """What decides which teasers of a pile tell one event."""

    assigner: TopicAssigner
    """What the piles are embedded and labelled with."""
    settings: StorySettings
    pair_model: PairModel | None = None
    """What was learned on vectors of the same encoder; similarity decides without it."""
    corrections: Sequence[Correction] = ()
    """Without contradiction; they win over all else."""


def distinct(teasers: Sequence[Teaser]) -> list[Teaser]:
    """Merge copies; in an order of their own, so that the order of input cannot matter."""
    return sorted(merge_copies(teasers), key=lambda teaser: teaser.id)


def read_pile(
    teasers: Sequence[Teaser], assigner: TopicAssigner, *, on_progress: Progress | None = None
) -> Pile:
    """Embed and label teasers, those with the same id as one.

    Parameters
    ----------
    teasers : sequence of Teaser
    assigner : TopicAssigner
    on_progress : callable, optional
        Called with the number of teasers embedded since the last call.
    """
    unique = distinct(teasers)
    vectors = assigner.embed(unique, on_progress=on_progress)
    predictions = assigner.label(unique, vectors)
    return Pile(teasers=tuple(unique), vectors=vectors, predictions=tuple(predictions))


def gather_pile(pile: Pile, grouping: Grouping) -> list[tuple[Story, dict[str, float]]]:
    """Find the stories of a pile, each with the probabilities of its topics."""
    return gather(
        pile.teasers,
        pile.vectors,
        pile.predictions,
        grouping.assigner.classifier,
        grouping.settings,
        pair_model=grouping.pair_model,
        corrections=grouping.corrections,
    )


def stand_to(
    earlier: EarlierDigest | None, stories: Sequence[Story], pile: Pile, grouping: Grouping
) -> list[Standing]:
    """Say how the stories of a pile stand to the digest before; all are new if there is none.

    The teasers of both are grouped once more together, only to see which story goes on with which.
    """
    if earlier is None:
        return [Standing(story=story) for story in stories]
    both = _joined(pile, unseen(pile.teasers, earlier), grouping.assigner)
    joint = [story for story, _ in gather_pile(both, grouping)]
    return stand(stories, joint, earlier)


def _joined(pile: Pile, others: Sequence[Teaser], assigner: TopicAssigner) -> Pile:
    """Add teasers to a pile that it does not have."""
    if not others:
        return pile
    vectors = assigner.embed(others)
    return Pile(
        teasers=(*pile.teasers, *others),
        vectors=np.vstack([pile.vectors, vectors]),
        predictions=(*pile.predictions, *assigner.label(others, vectors)),
    )
