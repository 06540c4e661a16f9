"""Scores of predicted stories against labelled ones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from classify.compute import one_blas_thread
from classify.datasets import LabelledStories
from classify.evaluation.clustering_metrics import score_stories
from classify.records import Story, StoryScores


@one_blas_thread()
def evaluate_stories(
    labelled: LabelledStories, stories: Sequence[Story], *, n_resamples: int = 1000
) -> StoryScores:
    """Score predicted stories against labelled stories.

    Parameters
    ----------
    labelled : LabelledStories
    stories : sequence of Story
        The predicted stories of `labelled.teasers`, grouped together.
    n_resamples : int
        Bootstrap samples of true stories behind each 95 % interval.

    Raises
    ------
    ValueError
        If a teaser is in no story.
    """
    place = {teaser.id: number for number, story in enumerate(stories) for teaser in story.teasers}
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
