"""Weights by which units (teasers, stories) are drawn again, and ratios of weighted sums."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Weights = NDArray[np.float64]
"""Shape (1 + n_resamples, n_units): how often each unit was drawn; the first row is all ones."""


def draw_weights(
    n_units: int, *, n_resamples: int, seed: int, groups: Ints | None = None
) -> Weights:
    """Draw units with replacement, whole groups at a time where groups are given.

    Parameters
    ----------
    n_units : int
    n_resamples : int
    seed : int
        The same seed gives the same draws.
    groups : int array of shape (n_units,), optional
        Units with the same number are drawn together.

    Returns
    -------
    float array of shape (1 + n_resamples, n_units); the first row is the data as they are

    Raises
    ------
    ValueError
        If there are no units, or `groups` has another length.
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


def ratio(above: Floats, below: Floats, *, empty: float) -> Floats:
    """Divide element by element; `empty` where the divisor is 0."""
    above, below = np.asarray(above, dtype=float), np.asarray(below, dtype=float)
    return np.divide(above, below, out=np.full_like(above, empty), where=below != 0)
