"""Terms that two teasers share, weighted by their rarity in the news at large."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

N_RAREST = 3

Rows = NDArray[np.integer]
Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Which terms each teaser has."""

    matrix: csr_matrix
    """0 and 1, shape (n_teasers, n_terms)."""
    rarity: Scores
    """Shape (n_terms,)."""
    totals: Scores
    """Sum of the rarity of each teaser's terms, shape (n_teasers,)."""
    lengths: Scores
    """Square root of the sum of its squares, shape (n_teasers,)."""

    @classmethod
    def of(cls, counts: csr_matrix, rarity: Scores) -> Self:
        """Weigh terms.

        Parameters
        ----------
        counts : sparse matrix of shape (n_teasers, n_terms)
        rarity : float array of shape (n_terms,)
        """
        matrix = csr_matrix(counts.sign(), dtype=np.float32)
        return cls(
            matrix=matrix,
            rarity=rarity,
            totals=matrix @ rarity,
            lengths=np.sqrt(matrix @ rarity**2),
        )

    def __getitem__(self, rows: Rows | Sequence[int]) -> Self:
        """Return the same of some teasers, in this order."""
        return type(self)(
            matrix=self.matrix[rows],
            rarity=self.rarity,
            totals=self.totals[rows],
            lengths=self.lengths[rows],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Of pairs of teasers, all of shape (n_pairs,) but `rarest`."""

    total: Scores
    """Sum of the rarity of the terms that both have."""
    cosine: Scores
    rarest: Scores
    """Rarity of the rarest terms that both have, the rarest first, shape (n_pairs, N_RAREST)."""


def shared_terms(one: Terms, other: Terms, first: Rows, second: Rows) -> Shared:
    """Compare the terms of pairs, the first by `one` and the second by `other`.

    Parameters
    ----------
    one, other : Terms with the same columns
    first, second : int arrays of shape (n_pairs,)
    """
    n = len(first)
    both = csr_matrix(one.matrix[first].multiply(other.matrix[second]))
    values = one.rarity[both.indices]
    rows = np.repeat(np.arange(n), np.diff(both.indptr))
    lengths = one.lengths[first] * other.lengths[second]
    squares = np.bincount(rows, weights=values**2, minlength=n)
    rarest = np.zeros((n, N_RAREST))
    order = np.lexsort((-values, rows))
    rank = np.arange(len(rows)) - both.indptr[rows]
    for place in range(N_RAREST):
        chosen = order[rank == place]
        rarest[rows[chosen], place] = values[chosen]
    total: Scores = np.bincount(rows, weights=values, minlength=n).astype(np.float64)
    return Shared(
        total=total,
        cosine=squares / np.where(lengths > 0, lengths, 1.0),
        rarest=rarest,
    )
