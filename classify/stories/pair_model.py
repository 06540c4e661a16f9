"""How probable it is that two teasers tell the same event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix

from classify.stories.candidates import N_NEAREST, Candidates, Surroundings, find_candidates
from classify.stories.lexicon import Lexicon
from classify.trees import BoostedTrees

FEATURES = (
    "similarity of meaning",
    "similarity of stems",
    "similarity of letters",
    "similarity of names",
    "similarity of headlines",
    "numbers shared",
    "numbers clash",
    "days apart",
    "undated",
    "teasers near in time",
    "words of the shorter one",
    "meaning: beside the nearest of either",
    "meaning: beside the ten nearest",
    "meaning: better rank",
    "meaning: worse rank",
    "stems: beside the nearest of either",
    "stems: beside the ten nearest",
    "stems: better rank",
    "stems: worse rank",
)
"""How a pair compares with what else lies around its two teasers tells more than how similar they
are: piles differ in how alike strangers are."""

GROUNDS: Mapping[str, tuple[str, ...]] = {
    "meaning": tuple(name for name in FEATURES if "meaning" in name),
    "words": (
        "similarity of letters",
        "similarity of headlines",
        *(name for name in FEATURES if "stems" in name),
    ),
    "names": ("similarity of names",),
    "numbers": ("numbers shared", "numbers clash"),
    "time": ("days apart", "undated"),
}
"""What speaks for or against a pair, and the features that tell it."""

_MAX_SHARED = 3
_CHUNK = 100_000  # pairs at a time
_N_STRANGERS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PairModel:
    """Learned trees over the features of a pair."""

    trees: BoostedTrees

    def judge(
        self,
        vectors: NDArray[np.float32],
        lexicon: Lexicon,
        days: NDArray[np.float64],
        *,
        window_days: float,
        alone: NDArray[np.bool_],
    ) -> Judgement:
        """Say how probable it is that two teasers tell one event, for all pairs worth a look.

        Parameters
        ----------
        vectors : float32 array of shape (n, n_dims), rows of unit length
        lexicon : Lexicon
        days, window_days, alone : see `find_candidates`
        """
        pairs = find_candidates(vectors, lexicon.stems, days, window_days=window_days, alone=alone)
        log_odds = [
            self.trees.log_odds(
                _features_of(pairs, pairs.first[part], pairs.second[part], vectors, lexicon, days)
            )
            for part in _chunks(len(pairs.first))
        ]
        return Judgement(
            trees=self.trees,
            pairs=pairs,
            vectors=vectors,
            lexicon=lexicon,
            days=days,
            log_odds=np.concatenate(log_odds) if log_odds else np.zeros(0),
        )

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return what was learned as plain arrays."""
        return self.trees.to_arrays()

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Restore what `to_arrays` returned."""
        return cls(trees=BoostedTrees.from_arrays(arrays))


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a pair model makes of one pile."""

    trees: BoostedTrees
    pairs: Candidates
    vectors: NDArray[np.float32]
    lexicon: Lexicon
    days: NDArray[np.float64]
    log_odds: NDArray[np.float64]
    """Shape (n_pairs,)."""

    @property
    def probabilities(self) -> csr_matrix:
        """Symmetric sparse matrix of shape (n, n), without the diagonal."""
        n = len(self.vectors)
        # rounded, so that the last bits of a sum cannot decide between two equal pairs
        probability = np.round(0.5 * (1 + np.tanh(0.5 * self.log_odds)), 6)
        places = (self.pairs.first, self.pairs.second)
        upper = coo_matrix((probability, places), shape=(n, n))
        return csr_matrix(upper + upper.T)

    def grounds(self, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float64]:
        """Say what speaks for and against pairs, in log-odds.

        What a ground does is what would be lost if it were as between strangers of this pile (its
        features at their medians), the others left as they are. Grounds overlap, so that effects
        do not add up to the whole.

        Parameters
        ----------
        first, second : int arrays of shape (n_pairs,)

        Returns
        -------
        float array of shape (n_pairs, len(GROUNDS)); over 0 speaks for one event
        """
        found = self._features(first, second)
        strange = self._of_strangers()
        whole = self.trees.log_odds(found)
        effects = []
        for features in GROUNDS.values():
            changed = found.copy()
            columns = [FEATURES.index(name) for name in features]
            changed[:, columns] = strange[columns]
            effects.append(whole - self.trees.log_odds(changed))
        return np.asarray(np.round(np.stack(effects, axis=1), 4), dtype=np.float64)

    def _of_strangers(self) -> NDArray[np.float64]:
        """Typical features of pairs that are more likely two events than one."""
        rows = np.flatnonzero(self.log_odds < 0)[:_N_STRANGERS]
        if not len(rows):
            return np.zeros(len(FEATURES))
        found = self._features(self.pairs.first[rows], self.pairs.second[rows])
        return np.asarray(np.median(found, axis=0), dtype=np.float64)

    def _features(self, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float64]:
        return _features_of(self.pairs, first, second, self.vectors, self.lexicon, self.days)


def pair_features(
    pairs: Candidates,
    vectors: NDArray[np.float32],
    lexicon: Lexicon,
    days: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the features of pairs, shape (n_pairs, n_features), in the order of `FEATURES`.

    The first teaser of a pair and the second are treated alike.
    """
    parts = [
        _features_of(pairs, pairs.first[part], pairs.second[part], vectors, lexicon, days)
        for part in _chunks(len(pairs.first))
    ]
    return np.vstack(parts) if parts else np.zeros((0, len(FEATURES)))


def _features_of(
    pairs: Candidates,
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    vectors: NDArray[np.float32],
    lexicon: Lexicon,
    days: NDArray[np.float64],
) -> NDArray[np.float64]:
    meaning = np.einsum("ij,ij->i", vectors[first], vectors[second], dtype=np.float64)
    stems = _products(lexicon.stems, first, second)
    shared = _products(lexicon.numbers, first, second)
    numbered = np.diff(lexicon.numbers.indptr) > 0
    gap = np.abs(days[first] - days[second])
    columns = [
        meaning,
        stems,
        _products(lexicon.letters, first, second),
        _products(lexicon.names, first, second),
        _products(lexicon.headlines, first, second),
        np.minimum(shared, _MAX_SHARED),
        (shared == 0) & numbered[first] & numbered[second],
        np.log1p(np.nan_to_num(gap)),
        np.isnan(gap),
        np.log1p(np.minimum(pairs.n_near[first], pairs.n_near[second])),
        np.minimum(lexicon.lengths[first], lexicon.lengths[second]),
        *_beside(pairs.meaning, meaning, first, second),
        *_beside(pairs.words, stems, first, second),
    ]
    # rounded, so that no pair crosses a threshold of a tree by the last bit of a sum
    features: NDArray[np.float64] = np.stack(columns, axis=1).astype(np.float64)
    return np.round(features, 5)


def _chunks(n_pairs: int) -> list[slice]:
    return [slice(at, at + _CHUNK) for at in range(0, n_pairs, _CHUNK)]


def _products(
    matrix: csr_matrix, first: NDArray[np.int64], second: NDArray[np.int64]
) -> NDArray[np.float64]:
    return np.asarray(matrix[first].multiply(matrix[second]).sum(axis=1), dtype=float).ravel()


def _beside(
    around: Surroundings,
    similarity: NDArray[np.float64],
    first: NDArray[np.int64],
    second: NDArray[np.int64],
) -> list[NDArray[np.float64]]:
    """Compare a similarity with what surrounds the two."""
    ranks = [
        np.asarray(around.ranks[one, other], dtype=float).ravel()
        for one, other in ((first, second), (second, first))
    ]
    ranks = [np.where(rank == 0, N_NEAREST + 1, rank) for rank in ranks]
    return [
        similarity - np.maximum(around.best[first], around.best[second]),
        similarity - 0.5 * (around.mean[first] + around.mean[second]),
        np.log(np.minimum(*ranks)),
        np.log(np.maximum(*ranks)),
    ]
