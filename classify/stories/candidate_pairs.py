"""Which teasers could report one event: the nearest in meaning and in words, near in time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from classify.compute import done_in_threads
from classify.stories.approximate_neighbours import compare_some
from classify.stories.neighbours import N_NEAREST, NONE, Surroundings, surroundings, top_keys
from classify.stories.products import cosines
from classify.stories.time_window import Window

MAX_EXACT = 20_000
"""Number of teasers up to which all pairs are compared; its square bounds the comparisons."""

_CHUNK = 512  # rows whose window is looked for at a time
_BLOCK = 128  # rows compared at a time: small enough for a processor's cache
_SPAN = 262_144  # rows whose pairs are listed at a time
_NO_ROWS = np.zeros(0, dtype=np.int32)
_FREQUENT = 0.02  # share of teasers from which on a stem is compared by dense products

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Candidate pairs, each once, with their neighbourhood in time and meaning."""

    first: NDArray[np.int32]
    """Shape (n_pairs,); the smaller position of each pair, rising."""
    second: NDArray[np.int32]
    meaning: Surroundings
    words: Surroundings
    window: Window


def find_candidates(
    vectors: NDArray[np.floating],
    stems: csr_matrix,
    days: NDArray[np.float64],
    *,
    window_days: float,
    alone: NDArray[np.bool_],
    max_exact: int = MAX_EXACT,
) -> Candidates:
    """Find the nearest of each teaser; memory is linear in their number.

    Exact while no more than `max_exact` squared comparisons are needed, which windows in time make
    fewer; beyond that nearly so, see `classify.stories.approximate_neighbours`.

    Parameters
    ----------
    vectors : float32 or float16 array of shape (n, n_dims), rows of unit length
    stems : sparse matrix of shape (n, n_terms), rows of unit length or zero
    days : float array of shape (n,)
        Time of each teaser in days; nan for undated ones, which are near all.
    window_days : float
        Teasers further apart are no candidates.
    alone : bool array of shape (n,)
        True for teasers that are never a candidate.
    max_exact : int
    """
    window = Window(days=days, width=window_days, alone=alone)
    compare = compare_all if window.n_near().sum() <= max_exact**2 else compare_some
    meaning, words = (surroundings(keys) for keys in compare(vectors, stems, window))
    first, second = _pairs(meaning.nearest, words.nearest)
    return Candidates(first=first, second=second, meaning=meaning, words=words, window=window)


def compare_all(
    vectors: NDArray[np.floating], stems: csr_matrix, window: Window
) -> tuple[Numbers, Numbers]:
    """Compare all that are near in time; return keys by meaning and by words, (n, N_NEAREST)."""
    frequent, rare = split_stems(stems)
    all_rows = np.arange(len(vectors))
    meaning, words = (np.full((len(vectors), N_NEAREST), NONE) for _ in range(2))

    def compare(chunk: Numbers) -> None:
        others = window.reach(chunk, all_rows)
        shared = csr_matrix(rare[chunk] @ rare[others].T)
        for at in range(0, len(chunk), _BLOCK):
            rows = chunk[at : at + _BLOCK]
            far = window.far(rows, others)
            meaning[rows] = top_keys(cosines(vectors, rows, others), others, far)
            similarity = frequent[rows] @ frequent[others].T
            similarity += shared[at : at + _BLOCK].toarray()
            words[rows] = top_keys(similarity, others, far)

    done_in_threads(
        compare, ((all_rows[at : at + _CHUNK],) for at in range(0, len(all_rows), _CHUNK))
    )
    return meaning, words


def split_stems(stems: csr_matrix) -> tuple[NDArray[np.float64], csr_matrix]:
    """Part stems that many teasers share, as a dense array, from the others.

    Most of the work of a sparse product goes into a few dozen words that stand everywhere.
    """
    n_documents = np.bincount(stems.indices, minlength=stems.shape[1])
    is_frequent = n_documents > _FREQUENT * stems.shape[0]
    rare = stems[:, np.flatnonzero(~is_frequent)]
    return stems[:, np.flatnonzero(is_frequent)].toarray(), csr_matrix(rare)


def _pairs(*nearest: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Each pair once, of which one is among the nearest of the other by either similarity."""
    n = max(1, len(nearest[0]))
    firsts, seconds = [], []
    for start in range(0, len(nearest[0]), _SPAN):
        end = start + _SPAN
        codes = []
        for found in nearest:
            row, rank = np.nonzero(found[start:end] >= 0)
            column = found[start:end][row, rank].astype(np.int64)
            codes.append(((row + start) * n + column)[column > row + start])
            row, rank = np.nonzero((found[start:] >= start) & (found[start:] < end))
            column = found[start:][row, rank].astype(np.int64)
            codes.append((column * n + row + start)[column < row + start])
        pairs = np.unique(np.concatenate(codes))
        firsts.append((pairs // n).astype(np.int32))
        seconds.append((pairs % n).astype(np.int32))
    return np.concatenate([*firsts, _NO_ROWS]), np.concatenate([*seconds, _NO_ROWS])
