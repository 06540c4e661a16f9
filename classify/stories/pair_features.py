"""What is known of a pair of teasers: how alike they are, beside what lies around them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from classify.compute import done_in_threads
from classify.stories.candidate_pairs import Candidates
from classify.stories.lexical_features import Lexicon
from classify.stories.neighbours import Surroundings
from classify.stories.products import row_products

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
_TILE = 150_000  # pairs whose letters are looked up at a time: of 300,000 teasers at most
_CHUNK = 16_384  # pairs at a time

Positions = NDArray[np.int32]
Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairFeatures:
    """Features of the pairs of one pile, made when they are asked for.

    The first teaser of a pair and the second are treated alike.
    """

    candidates: Candidates
    vectors: NDArray[np.floating]
    """Shape (n, n_dims), rows of unit length."""
    lexicon: Lexicon
    days: NDArray[np.float64]
    """Shape (n,); nan for undated teasers."""

    def table(self, first: Positions, second: Positions) -> Scores:
        """Return the features of pairs, shape (n_pairs, n_features), in order of `FEATURES`."""
        return self.each(first, second, lambda X: X, shape=(len(FEATURES),))

    def each(
        self,
        first: Positions,
        second: Positions,
        score: Callable[[Scores], Scores],
        shape: tuple[int, ...] = (),
    ) -> Scores:
        """Score pairs by their features, of which there are never many in memory.

        Parameters
        ----------
        first, second : int arrays of shape (n_pairs,)
        score : callable
            From the features of some pairs, (n_some, n_features), to an array (n_some, *shape).
        shape : tuple of int

        Returns
        -------
        float array of shape (n_pairs, *shape)
        """
        scores = np.empty((len(first), *shape))
        place = np.zeros(len(self.days), dtype=np.int32)
        for start in range(0, len(first), _TILE):
            tile = slice(start, start + _TILE)
            rows = np.unique(np.concatenate([first[tile], second[tile]]))
            place[rows] = np.arange(len(rows))
            letters = self.lexicon.letters[rows].matrix()

            def fill(at: int, letters: csr_matrix = letters, end: int = start + _TILE) -> None:
                part = slice(at, min(at + _CHUNK, end))
                one, other = first[part], second[part]
                alike = row_products(letters, place[one], place[other])
                scores[part] = score(self._columns(one, other, alike))

            starts = range(start, min(start + _TILE, len(first)), _CHUNK)
            done_in_threads(fill, ((at,) for at in starts))
        return scores

    def _columns(self, first: Positions, second: Positions, letters: Scores) -> Scores:
        lexicon, around = self.lexicon, self.candidates
        meaning = np.einsum("ij,ij->i", self.vectors[first], self.vectors[second], dtype=np.float64)
        stems = row_products(lexicon.stems, first, second)
        shared = row_products(lexicon.numbers, first, second)
        numbered = [np.diff(lexicon.numbers.indptr)[rows] > 0 for rows in (first, second)]
        gap = np.abs(self.days[first] - self.days[second])
        columns = [
            meaning,
            stems,
            letters,
            row_products(lexicon.names, first, second),
            row_products(lexicon.headlines, first, second),
            np.minimum(shared, _MAX_SHARED),
            (shared == 0) & numbered[0] & numbered[1],
            np.log1p(np.nan_to_num(gap)),
            np.isnan(gap),
            np.log1p(np.minimum(around.n_near[first], around.n_near[second])),
            np.minimum(lexicon.lengths[first], lexicon.lengths[second]),
            *_beside(around.meaning, meaning, first, second),
            *_beside(around.words, stems, first, second),
        ]
        # rounded, so that no pair crosses a threshold of a tree by the last bit of a sum
        features: Scores = np.stack(columns, axis=1).astype(np.float64)
        return np.round(features, 5)


def _beside(
    around: Surroundings, similarity: Scores, first: Positions, second: Positions
) -> list[Scores]:
    """Compare a similarity with what surrounds the two."""
    ranks = around.ranks(first, second), around.ranks(second, first)
    return [
        similarity - np.maximum(around.best[first], around.best[second]),
        similarity - 0.5 * (around.mean[first] + around.mean[second]),
        np.log(np.minimum(*ranks)),
        np.log(np.maximum(*ranks)),
    ]
