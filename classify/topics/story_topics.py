"""Predictions of a story's teasers to the topics of the story."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from classify.records import Prediction
from classify.topics.head import TopicHead


def topics_of_story(predictions: Sequence[Prediction], head: TopicHead) -> dict[str, float]:
    """Decide the topics of a story on the mean probabilities of its teasers.

    Teasers that abstained do not count. The thresholds are those of a single teaser.

    Parameters
    ----------
    predictions : sequence of Prediction
        Those of the story's teasers.
    head : TopicHead
        Holds the thresholds.

    Returns
    -------
    topics with their mean probabilities, the most probable first; empty if all abstained
    """
    counted = [prediction for prediction in predictions if prediction.status != "abstained"]
    if not counted:
        return {}
    means = {
        key: float(np.mean([prediction.probabilities[key] for prediction in counted]))
        for key in head.taxonomy.keys
    }
    return {key: means[key] for key in head.decide(means)}
