"""The nearest of each teaser by one similarity, found block by block."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

N_NEAREST = 15
"""Candidates that each teaser has, in meaning and again in words."""
_N_SURROUNDING = 10
_CHUNK = 65_536  # rows whose keys are read at a time
# Similarities are compared in millionths, so that the last bits of a sum cannot decide between two
# that are equally near. With the position in the lower half no two keys are equal: of equally near
# ones the one that stands first is nearer, whatever the blocks and whatever the processor.
_STEPS = 1_000_000
_HALF = 2**32
NONE = np.iinfo(np.int64).min
"""Key of no teaser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The nearest of each teaser by one similarity."""

    nearest: NDArray[np.int32]
    """Positions, the nearest first, shape (n, N_NEAREST); -1 where there are no more."""
    mean: NDArray[np.float64]
    """Mean similarity of the ten nearest, shape (n,)."""


def top_keys(
    similarity: NDArray[np.floating], columns: NDArray[np.int64], far: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Keep the nearest of each row as keys, in no order.

    Parameters
    ----------
    similarity : float array of shape (n_rows, n_columns)
    columns : int array of shape (n_columns,)
        Position of each column in the pile.
    far : bool array of shape (n_rows, n_columns)
        True for those that do not count.

    Returns
    -------
    int array of shape (n_rows, N_NEAREST)
    """
    keys = make_keys(similarity, columns)
    keys[far] = NONE
    return keep_top(keys)


def make_keys(similarity: NDArray[np.floating], columns: NDArray[np.integer]) -> NDArray[np.int64]:
    """Put similarities and positions into whole numbers, of which the greater is nearer."""
    scaled = similarity.astype(np.float64)
    scaled *= _STEPS
    np.rint(scaled, out=scaled)
    keys = scaled.astype(np.int64)
    keys *= _HALF
    keys -= columns
    return keys


def read_keys(keys: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the similarities and the positions that keys were made of."""
    steps = -(-keys // _HALF)
    return steps / _STEPS, steps * _HALF - keys


def keep_top(keys: NDArray[np.int64], n_kept: int = N_NEAREST) -> NDArray[np.int64]:
    """Keep the greatest keys of each row, in no order; padded with `NONE`."""
    n_rows, n_columns = keys.shape
    if n_columns > n_kept:
        keys.partition(n_columns - n_kept, axis=1)
        return keys[:, n_columns - n_kept :].copy()
    padded = np.full((n_rows, n_kept), NONE)
    padded[:, :n_columns] = keys
    return padded


def surroundings(keys: NDArray[np.int64]) -> Surroundings:
    """Read keys of shape (n, N_NEAREST)."""
    nearest = np.full((len(keys), N_NEAREST), -1, dtype=np.int32)
    mean = np.zeros(len(keys))
    for start in range(0, len(keys), _CHUNK):
        part = slice(start, start + _CHUNK)
        own = -np.sort(-np.maximum(keys[part], NONE + 1), axis=1)
        there = own > NONE + 1
        similarity, columns = read_keys(own)
        similarity[~there] = -1.0
        nearest[part] = np.where(there, columns, -1)
        mean[part] = np.clip(similarity[:, :_N_SURROUNDING], 0, None).mean(axis=1)
    return Surroundings(nearest=nearest, mean=mean)
