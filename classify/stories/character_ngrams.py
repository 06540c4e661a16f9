"""Character n-grams of words, and the weights of terms."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

_CHUNK = 65_536  # teasers whose pieces are counted at a time
_BLOCK = 4096  # and weighed


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """Character n-grams of the words of teasers, computed on demand.

    A teaser has four times as many pieces as words: those of a million teasers would fill
    gigabytes.
    """

    runs: csr_matrix
    """Which runs of text each teaser has, shape (n_teasers, n_runs)."""
    pieces: csr_matrix
    """How often each run has each piece, shape (n_runs, n_pieces)."""
    weights: NDArray[np.float64]
    """How rare a piece is in the pile, shape (n_pieces,)."""

    def __getitem__(self, rows: NDArray[np.int64] | list[int]) -> Self:
        """Return the same of some teasers, in this order."""
        return replace(self, runs=self.runs[rows])

    def matrix(self) -> csr_matrix:
        """Weighted pieces of all its teasers, (n_teasers, n_pieces); unit length or zero."""
        counts = csr_matrix(self.runs @ self.pieces)
        counts.sort_indices()
        return weigh(counts, self.weights)


def letters_of(runs: csr_matrix, pieces: csr_matrix) -> Letters:
    """Weigh the pieces of a pile.

    Parameters
    ----------
    runs : sparse matrix of shape (n_teasers, n_runs)
    pieces : sparse matrix of shape (n_runs, n_pieces)
    """
    n_documents = np.zeros(pieces.shape[1], dtype=np.int64)
    for start in range(0, runs.shape[0], _CHUNK):
        found = (runs[start : start + _CHUNK] @ pieces).indices
        n_documents += np.bincount(found, minlength=len(n_documents))
    return Letters(runs=runs, pieces=pieces, weights=_rarity(runs.shape[0], n_documents))


def weigh(counts: csr_matrix, weights: NDArray[np.float64] | None = None) -> csr_matrix:
    """Dampen counts, weigh them by how rare a term is, and give rows unit length.

    Parameters
    ----------
    counts : sparse matrix of shape (n_teasers, n_terms), without zeros or duplicates
    weights : float array of shape (n_terms,), optional
        By how many of these teasers hold a term, if not given.
    """
    n, n_terms = counts.shape
    if weights is None:
        weights = _rarity(n, np.bincount(counts.indices, minlength=n_terms))
    values = np.empty(counts.nnz)
    for start in range(0, n, _BLOCK):
        ends = counts.indptr[start : start + _BLOCK + 1]
        part = slice(ends[0], ends[-1])
        values[part] = (1 + np.log(counts.data[part])) * weights[counts.indices[part]]
        rows = np.repeat(np.arange(len(ends) - 1), np.diff(ends))
        lengths = np.sqrt(np.bincount(rows, weights=values[part] ** 2, minlength=len(ends) - 1))
        values[part] /= lengths[rows]
    return csr_matrix((values, counts.indices, counts.indptr), shape=counts.shape)


def _rarity(n: int, n_documents: NDArray[np.int64]) -> NDArray[np.float64]:
    rarity: NDArray[np.float64] = np.log((1 + n) / (1 + n_documents)) + 1
    return rarity
