"""What its pile says of a pair: how full its days are, and which of its words are of few days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from classify.stories.shared_terms import Terms
from classify.stories.time_window import Window

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class PileContext:
    """Where teasers stand in their pile."""

    n_near: Scores
    """Logarithm of 1 + number of others that are near in time, shape (n,)."""
    bursts: Terms
    """Stems, weighed by how rare they are in the news at large and how few days have them."""

    @classmethod
    def of(cls, window: Window, terms: Terms) -> Self:
        """Look at a pile.

        Parameters
        ----------
        window : Window
        terms : Terms
            Stems of each teaser.
        """
        rarity = terms.rarity * _shortness(terms.matrix, window.days)
        return cls(
            n_near=np.log1p(window.n_near()),
            bursts=Terms.of(terms.matrix, rarity),
        )


def _shortness(matrix: csr_matrix, days: NDArray[np.float64]) -> Scores:
    """Weigh terms by how few days have them: 1 for those of one day, 0 for those of all.

    What a place and its people are called stands in the news of every day; what happened there, in
    that of some. In a pile of one day, or without dates, nothing tells the two apart: all are 1.
    """
    short = np.ones(matrix.shape[1])
    dated = np.flatnonzero(~np.isnan(days))
    _, number = np.unique(np.floor(days[dated]), return_inverse=True)
    n_days = int(number.max(initial=0)) + 1
    if n_days == 1:
        return short
    places = (number, np.arange(len(dated)))
    by_day = csr_matrix((np.ones(len(dated)), places), shape=(n_days, len(dated)))
    seen = csr_matrix(by_day @ matrix[dated])
    days_of = np.bincount(seen.indices, minlength=len(short))
    found: Scores = 1 - np.log(np.maximum(days_of, 1)) / np.log(n_days)
    return found
