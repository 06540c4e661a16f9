"""Labels and Predictions as arrays, one column a topic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classify.records import LabelledTeaser, Prediction
from classify.taxonomy import Taxonomy


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Which topics apply to which texts."""

    truth: NDArray[np.bool_]
    """Shape (n_texts, n_topics)."""
    weight: NDArray[np.float64]
    """Training weight of each cell; 0 where annotators disagree. Shape as `truth`."""

    @property
    def counted(self) -> NDArray[np.bool_]:
        """Where the truth is known, shape (n_texts, n_topics)."""
        return self.weight > 0

    @classmethod
    def unknown(cls, n_texts: int, n_topics: int) -> Labels:
        """Of texts that nobody labelled."""
        shape = (n_texts, n_topics)
        return cls(truth=np.zeros(shape, dtype=bool), weight=np.zeros(shape))


def label_arrays(labelled: Sequence[LabelledTeaser], taxonomy: Taxonomy) -> Labels:
    """Return the agreed labels; those that one of two annotators gave do not count."""
    position = {key: column for column, key in enumerate(taxonomy.keys)}
    truth = np.zeros((len(labelled), len(taxonomy)), dtype=bool)
    weight = np.ones(truth.shape)
    for row, item in enumerate(labelled):
        truth[row, [position[key] for key in item.labels]] = True
        weight[row, [position[key] for key in item.disputed]] = 0
    return Labels(truth=truth, weight=weight)


def prediction_arrays(
    predictions: Sequence[Prediction], taxonomy: Taxonomy
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return the probabilities and which topics are assigned, both (n_teasers, n_topics)."""
    shape = (len(predictions), len(taxonomy))
    probabilities = [[one.probabilities[key] for key in taxonomy.keys] for one in predictions]
    assigned = [[key in one.topics for key in taxonomy.keys] for one in predictions]
    return np.reshape(probabilities, shape), np.reshape(assigned, shape).astype(bool)
