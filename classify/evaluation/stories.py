"""Labelled stories and stories as told to scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from classify.compute import one_blas_thread
from classify.datasets import ALL, SPLITS, read_labelled_stories, read_splits
from classify.errors import LabelError, UnknownNameError
from classify.evaluation.clustering_metrics import score_stories
from classify.records import LabelledStory, Story, StoryScores, Teaser

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class LabelledStories:
    """Labelled stories of one split."""

    stories: tuple[LabelledStory, ...]
    split: str

    @classmethod
    def read(cls, data: Path, *, split: str = ALL) -> LabelledStories:
        """Read labelled stories.

        Parameters
        ----------
        data : path
            A JSON Lines file, or a folder of such files, in `stories/` or directly.
        split : str
            Name of the part to take, where the folder has a `splits.json`; "all" takes everything.

        Raises
        ------
        ReadError
            If a file cannot be read.
        LabelError
            If there is no story of the split.
        UnknownNameError
            If there is no such split.
        """
        stories = read_labelled_stories(data)
        if not (data / SPLITS).is_file():
            return cls(tuple(stories), ALL)
        split_of = read_splits(data / SPLITS).split_of
        if split not in (*split_of.values(), ALL):
            raise UnknownNameError("split", split, (*set(split_of.values()), ALL))
        chosen = tuple(story for story in stories if split in (ALL, split_of.get(story.id)))
        if not chosen:
            raise LabelError(data, f"holds no labelled story of split {split!r}")
        return cls(chosen, split)

    @property
    def teasers(self) -> list[Teaser]:
        """All teasers, as one pile."""
        return [teaser for story in self.stories for teaser in story.teasers]

    @property
    def families(self) -> Ints:
        """For each story the number of its family of siblings; -1 without siblings."""
        number = {story.id: position for position, story in enumerate(self.stories)}
        found = [
            -1 if story.sibling not in number else min(number[story.id], number[story.sibling])
            for story in self.stories
        ]
        return np.array(found, dtype=np.int64)


@one_blas_thread()
def evaluate_stories(
    labelled: LabelledStories, told: Sequence[Story], *, n_resamples: int = 1000
) -> StoryScores:
    """Score stories as told against stories as labelled.

    Parameters
    ----------
    labelled : LabelledStories
    told : sequence of Story
        What a pipeline made of `labelled.teasers`, taken as one pile.
    n_resamples : int
        Bootstrap samples of true stories behind each 95 % interval.

    Raises
    ------
    ValueError
        If a teaser is in no story.
    """
    place = {teaser.id: number for number, story in enumerate(told) for teaser in story.teasers}
    truth, predicted = [], []
    for number, story in enumerate(labelled.stories):
        for teaser in story.teasers:
            if teaser.id not in place:
                raise ValueError(f"teaser {teaser.id!r} is in no story")
            truth.append(number)
            predicted.append(place[teaser.id])
    story_of = np.array(truth, dtype=np.int64)
    return score_stories(
        story_of,
        np.array(predicted, dtype=np.int64),
        siblings=labelled.families[story_of],
        n_resamples=n_resamples,
    )
