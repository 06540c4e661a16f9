"""Probabilities of pairs: those of the candidates at once, those of others on demand."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Positions = NDArray[np.int64]
Probabilities = NDArray[np.float32]


class PairScores:
    """Probabilities of pairs of one pile, each pair scored once.

    Parameters
    ----------
    n : int
        Teasers of the pile.
    codes : int array of shape (n_pairs,), rising
        `first * n + second` of the pairs known at first, the smaller position first.
    probabilities : float array of shape (n_pairs,)
    score : callable
        From the first and the second positions of other pairs to their probabilities.
    """

    def __init__(
        self,
        n: int,
        codes: Positions,
        probabilities: Probabilities,
        score: Callable[[Positions, Positions], NDArray[np.floating]],
    ) -> None:
        self._n = n
        self._codes = codes
        self._probabilities = probabilities
        self._score = score
        # apart from the candidates, of which there may be millions: this grows with every round
        self._more_codes = np.zeros(0, dtype=np.int64)
        self._more_probabilities = np.zeros(0, dtype=np.float32)

    def of(self, one: Positions, other: Positions) -> Probabilities:
        """Return the probabilities of pairs, shape (n_pairs,)."""
        codes = np.minimum(one, other) * self._n + np.maximum(one, other)
        asked, back = np.unique(codes, return_inverse=True)
        found = np.empty(len(asked), dtype=np.float32)
        place, known = _look_up(self._codes, asked)
        found[known] = self._probabilities[place[known]]
        self._learn(asked[~known])
        place, _ = _look_up(self._more_codes, asked[~known])
        found[~known] = self._more_probabilities[place]
        return found[back]

    def _learn(self, codes: Positions) -> None:
        codes = codes[~_look_up(self._more_codes, codes)[1]]
        if not len(codes):
            return
        found = self._score(codes // self._n, codes % self._n).astype(np.float32)
        at = np.searchsorted(self._more_codes, codes)
        self._more_codes = np.insert(self._more_codes, at, codes)
        self._more_probabilities = np.insert(self._more_probabilities, at, found)


def _look_up(codes: Positions, asked: Positions) -> tuple[Positions, NDArray[np.bool_]]:
    """Find codes among others that rise: where they stand, and whether they do."""
    place = np.searchsorted(codes, asked)
    known = place < len(codes)
    known[known] = codes[place[known]] == asked[known]
    return place, known
