"""Figures with 95 % intervals, by the percentile bootstrap (Efron, 1979).

A figure is written as a function of weights: how often each unit (a teaser, a story) was drawn.
One matrix product then gives the figure itself and all its resamples, without a loop.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEVEL = 0.95

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Weights = NDArray[np.float64]
"""Shape (1 + n_resamples, n_units): how often each unit was drawn; the first row is all ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure and its 95 % interval: `low` <= `value` <= `high`."""

    value: float
    low: float
    high: float


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


def draw_weights(
    n_units: int, *, n_resamples: int, seed: int, groups: Ints | None = None
) -> Weights:
    """Draw units with replacement, whole groups at a time where groups are given.

    Parameters and errors as in `bootstrap`.

    Returns
    -------
    float array of shape (1 + n_resamples, n_units); the first row is the data as they are
    """
    if n_units < 1:
        raise ValueError("there is nothing to resample: no units")
    if groups is None:
        groups = np.arange(n_units)
    if len(groups) != n_units:
        raise ValueError(f"{len(groups)} group numbers for {n_units} units")
    names, member_of = np.unique(groups, return_inverse=True)
    # How often each group comes up in len(names) draws is one draw of a multinomial.
    share = np.full(len(names), 1 / len(names))
    drawn = np.random.default_rng(seed).multinomial(len(names), share, size=n_resamples)
    weights: Weights = np.vstack([np.ones(n_units), drawn[:, member_of]])
    return weights


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
    """Take an estimate that the caller's own checks promise to be defined."""
    found = estimate(figures)
    if found is None:
        raise ValueError("the figure is undefined on these data")
    return found


def ratio(above: Floats, below: Floats, *, empty: float) -> Floats:
    """Divide element by element; `empty` where the divisor is 0."""
    above, below = np.asarray(above, dtype=float), np.asarray(below, dtype=float)
    return np.divide(above, below, out=np.full_like(above, empty), where=below != 0)
