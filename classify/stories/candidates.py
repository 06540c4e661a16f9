"""Which teasers could tell one event: the nearest in meaning and in words, near in time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

N_NEAREST = 15
"""Candidates that each teaser has, in meaning and again in words."""
_N_SURROUNDING = 10
_CHUNK = 512  # rows compared at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The nearest of each teaser by one similarity."""

    ranks: csr_matrix
    """Shape (n, n): 1 for a row's nearest, up to `N_NEAREST`; 0 for all others."""
    best: NDArray[np.float64]
    """Similarity of the nearest, shape (n,); -1 where there is none."""
    mean: NDArray[np.float64]
    """Mean similarity of the ten nearest, shape (n,)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Pairs worth a look, each once, with what surrounds them."""

    first: NDArray[np.int64]
    """Shape (n_pairs,); the smaller position of each pair."""
    second: NDArray[np.int64]
    meaning: Surroundings
    words: Surroundings
    n_near: NDArray[np.int64]
    """How many teasers lie within each one's window, shape (n,)."""


def find_candidates(
    vectors: NDArray[np.float32],
    stems: csr_matrix,
    days: NDArray[np.float64],
    *,
    window_days: float,
    alone: NDArray[np.bool_],
) -> Candidates:
    """Find the nearest of each teaser; exact, chunk by chunk, memory linear in their number.

    Parameters
    ----------
    vectors : float32 array of shape (n, n_dims), rows of unit length
    stems : sparse matrix of shape (n, n_terms), rows of unit length or zero
    days : float array of shape (n,)
        Time of each teaser in days; nan for undated ones, which are near all.
    window_days : float
        Teasers further apart are no candidates.
    alone : bool array of shape (n,)
        True for teasers that are never a candidate.
    """
    n = len(vectors)
    found: tuple[list[_Nearest], list[_Nearest]] = ([], [])
    n_near = np.zeros(n, dtype=np.int64)
    transposed = csr_matrix(stems.T)
    for chunk, others in _within_reach(days, window_days):
        far = np.abs(days[chunk, None] - days[others]) > window_days  # False beside nan
        far |= (chunk[:, None] == others) | alone[chunk, None] | alone[others]
        n_near[chunk] = (~far).sum(axis=1)
        similarity = (vectors[chunk] @ vectors[others].T).astype(np.float64)
        found[0].append(_nearest(similarity, far, chunk, others))
        similarity = (stems[chunk] @ transposed[:, others]).toarray()
        found[1].append(_nearest(similarity, far, chunk, others))
    meaning, words = (_surroundings(parts, n) for parts in found)
    either = meaning.ranks + words.ranks
    pairs = csr_matrix(either + either.T).tocoo()
    upper = pairs.row < pairs.col
    return Candidates(
        first=pairs.row[upper].astype(np.int64),
        second=pairs.col[upper].astype(np.int64),
        meaning=meaning,
        words=words,
        n_near=n_near,
    )


@dataclass(frozen=True, slots=True)
class _Nearest:
    """The nearest of the rows of one chunk; -1 where there are no more."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    similarities: NDArray[np.float64]


def _nearest(
    similarity: NDArray[np.float64],
    far: NDArray[np.bool_],
    chunk: NDArray[np.int64],
    others: NDArray[np.int64],
) -> _Nearest:
    # rounded, so that the last bits of a sum cannot decide between two that are equally near
    near = np.where(far, -1.0, np.round(similarity, 6))
    n_kept = min(N_NEAREST, near.shape[1])
    top = np.argpartition(-near, n_kept - 1, axis=1)[:, :n_kept]
    # of equally near ones the one that stands first, which their keys decide
    order = np.lexsort((top, -np.take_along_axis(near, top, axis=1)), axis=1)
    top = np.take_along_axis(top, order, axis=1)
    kept = np.take_along_axis(near, top, axis=1)
    return _Nearest(chunk, np.where(kept > -1, others[top], -1), kept)


def _surroundings(parts: list[_Nearest], n: int) -> Surroundings:
    best, mean = np.full(n, -1.0), np.zeros(n)
    rows, columns, ranks = [], [], []
    for part in parts:
        best[part.rows] = part.similarities[:, 0]
        nearest = part.similarities[:, :_N_SURROUNDING]
        mean[part.rows] = np.clip(nearest, 0, None).mean(axis=1)
        there = part.columns >= 0
        row, rank = np.nonzero(there)
        rows.append(part.rows[row])
        columns.append(part.columns[there])
        ranks.append(rank + 1)
    if not rows:
        return Surroundings(ranks=csr_matrix((n, n)), best=best, mean=mean)
    places = (np.concatenate(rows), np.concatenate(columns))
    matrix = csr_matrix((np.concatenate(ranks).astype(np.float64), places), shape=(n, n))
    return Surroundings(ranks=matrix, best=best, mean=mean)


def _within_reach(
    days: NDArray[np.float64], window_days: float
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Rows chunk by chunk, each with the rows that may lie in its window; both rising."""
    rows = np.arange(len(days))
    for start in range(0, len(days), _CHUNK):
        chunk, others = rows[start : start + _CHUNK], rows
        if not np.isnan(days[chunk]).any():
            too_early = days < days[chunk].min() - window_days  # False for nan
            too_late = days > days[chunk].max() + window_days
            others = rows[~too_early & ~too_late]
        yield chunk, others
