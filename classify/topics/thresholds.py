"""From calibrated probabilities to decisions: one threshold per topic.

A threshold fitted to a dozen examples is mostly chance. So thresholds are pooled: the joint counts
of all topics are added to each topic's counts with the weight of a fixed number of examples.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DEFAULT_THRESHOLD = 0.35
"""Where nothing is known: calibrated probabilities give the best F1 at half the F1 that can be
reached (Lipton, Elkan & Naryanaswamy, Optimal thresholding of classifiers to maximize F1, 2014)."""

NEVER = 1.1
"""Above every probability: the topic is never assigned."""

_GRID = np.round(np.arange(0.03, 0.99, 0.01), 2)
_LEANING = 100.0
"""Weight of the joint counts, in positive examples."""
_CAUTION = 10.0
"""Weight of the joint precision, in assigned texts."""


@dataclass(frozen=True, slots=True)
class _Counts:
    """At each threshold of the grid, (n_grid, n_topics)."""

    hits: NDArray[np.float64]
    taken: NDArray[np.float64]
    positives: NDArray[np.float64]
    """Shape (n_topics,)."""


def f1_thresholds(
    probabilities: NDArray[np.float64], truth: NDArray[np.bool_], counted: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Return the thresholds with the highest expected F1 of each topic.

    Parameters
    ----------
    probabilities : float array of shape (n_texts, n_topics)
        Of texts that the model was not trained on; nan where there are none.
    truth, counted : bool arrays of shape (n_texts, n_topics)

    Returns
    -------
    float array of shape (n_topics,); of equally good thresholds the one in the middle
    """
    counts = _count(probabilities, truth, counted)
    n_positives = counts.positives.sum()
    if n_positives == 0:
        return np.full(truth.shape[1], DEFAULT_THRESHOLD)
    share = _LEANING / n_positives
    hits = counts.hits + share * counts.hits.sum(axis=1, keepdims=True)
    taken = counts.taken + share * counts.taken.sum(axis=1, keepdims=True)
    f1 = np.round(2 * hits / (taken + counts.positives + _LEANING), 9)
    best = f1 == f1.max(axis=0)
    return np.array([_GRID[np.flatnonzero(topic)[topic.sum() // 2]] for topic in best.T])


def precision_thresholds(
    probabilities: NDArray[np.float64],
    truth: NDArray[np.bool_],
    counted: NDArray[np.bool_],
    min_precision: float,
) -> NDArray[np.float64]:
    """Return the lowest thresholds at which each topic has a minimum precision.

    Parameters
    ----------
    probabilities, truth, counted : see `f1_thresholds`
    min_precision : float
        Minimum precision of each topic, over 0 and below 1.

    Returns
    -------
    float array of shape (n_topics,); `NEVER` for a topic that no threshold makes precise enough

    Raises
    ------
    ValueError
        If `min_precision` is no such share.
    """
    if not 0 < min_precision < 1:
        raise ValueError(f"min_precision is {min_precision}; it lies between 0 and 1")
    counts = _count(probabilities, truth, counted)
    joint = counts.hits.sum(axis=1) / np.maximum(counts.taken.sum(axis=1), 1)
    expected = (counts.hits + _CAUTION * joint[:, None]) / (counts.taken + _CAUTION)
    # from there on upwards, so that one lucky text far down does not set the bound
    holds = np.logical_and.accumulate((expected >= min_precision)[::-1])[::-1]
    first = np.argmax(holds, axis=0)
    return np.where(holds.any(axis=0), _GRID[first], NEVER)


def _count(
    probabilities: NDArray[np.float64], truth: NDArray[np.bool_], counted: NDArray[np.bool_]
) -> _Counts:
    used = counted & np.isfinite(probabilities)
    right = used & truth
    taken = [(used & (probabilities >= bound)).sum(axis=0) for bound in _GRID]
    hits = [(right & (probabilities >= bound)).sum(axis=0) for bound in _GRID]
    return _Counts(
        hits=np.array(hits, dtype=float),
        taken=np.array(taken, dtype=float),
        positives=right.sum(axis=0).astype(float),
    )
