"""Figures that several benchmarks print: F1 of topics, means, and their 95 % intervals."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from classify.evaluation import Counts, bootstrap, draw_weights
from classify.records import Estimate

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


def counts(
    truth: Bools, assigned: Bools, counted: Bools | None = None, *, n_resamples: int = 0
) -> Counts:
    """Count decisions, as they are and in bootstrap samples of the texts.

    Parameters
    ----------
    truth, assigned : bool arrays of shape (n_texts, n_topics)
    counted : bool array of shape (n_texts, n_topics), optional
        False where annotators disagree.
    n_resamples : int
        The same number on the same texts draws the same samples, so that two methods can be
        compared sample by sample.

    Returns
    -------
    Counts of shape (1 + n_resamples, n_topics); the first row is the texts as they are
    """
    weights = draw_weights(len(truth), n_resamples=n_resamples, seed=0)
    return Counts.of(truth, assigned, np.ones_like(truth) if counted is None else counted, weights)


def mean_estimate(values: Floats, sizes: NDArray[np.int64] | None = None) -> Estimate:
    """Mean of units (stories, piles), each counted by its size; both of shape (n_units,)."""
    counted = np.ones(len(values)) if sizes is None else sizes.astype(float)
    found = bootstrap(
        lambda weights: (weights @ (values * counted)) / (weights @ counted), len(values)
    )
    assert found is not None  # no value is nan
    return found


def written(figure: Estimate | None, n_digits: int = 3) -> str:
    """Write a figure with its interval, as the tables of the documentation have it."""
    if figure is None:
        return "undefined"
    value, low, high = (f"{one:.{n_digits}f}" for one in (figure.value, figure.low, figure.high))
    return f"{value} ({low} to {high})"
