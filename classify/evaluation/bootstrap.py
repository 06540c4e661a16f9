"""Scores with 95 % intervals, by the percentile bootstrap (Efron, 1979).

A score is a function of weights: how often each unit (a teaser, a story) was drawn. One matrix
product then gives the score itself and all its resamples, without a loop.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from classify.evaluation.resampling import Floats, Ints, Weights, draw_weights
from classify.records import Estimate

LEVEL = 0.95


def bootstrap(
    statistic: Callable[[Weights], Floats],
    n_units: int,
    *,
    n_resamples: int = 1000,
    seed: int = 0,
    groups: Ints | None = None,
) -> Estimate | None:
    """Estimate a statistic, drawing units with replacement.

    Parameters
    ----------
    statistic : callable
        Takes weights of shape (n_draws, n_units), returns floats of shape (n_draws,); nan where
        the statistic is undefined.
    n_units : int
    n_resamples : int
    seed : int
        The same seed gives the same interval.
    groups : int array of shape (n_units,), optional
        Units with the same number are drawn together.

    Returns
    -------
    Estimate, or None if the statistic is undefined on the units as they are

    Raises
    ------
    ValueError
        If there are no units, or `groups` has another length.
    """
    weights = draw_weights(n_units, n_resamples=n_resamples, seed=seed, groups=groups)
    return estimate(statistic(weights))


def estimate(figures: Floats) -> Estimate | None:
    """Take the first figure as the value and the rest as its bootstrap distribution.

    Resamples in which the figure is undefined (nan) are left out; without any resample the
    interval is the value. Where the bootstrap is biased (a calibration error rises with noise, a
    macro mean jumps as rare topics drop out) the interval is widened to hold the value.

    Parameters
    ----------
    figures : float array of shape (1 + n_resamples,)

    Returns
    -------
    Estimate, or None if the value itself is nan
    """
    value = float(figures[0])
    if np.isnan(value):
        return None
    resampled = figures[1:][~np.isnan(figures[1:])]
    if not len(resampled):
        return Estimate(value=value, low=value, high=value)
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(resampled, [tail, 1 - tail])
    return Estimate(value=value, low=min(float(low), value), high=max(float(high), value))


def defined(figures: Floats) -> Estimate:
    """Return an estimate that the caller's checks guarantee to be defined."""
    found = estimate(figures)
    if found is None:
        raise ValueError("the figure is undefined on these data")
    return found
