"""Features of pairs of teasers: similarities, and the rarity of the words they share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from classify.compute import done_in_threads
from classify.stories.candidate_pairs import Candidates
from classify.stories.lexical_features import Lexicon
from classify.stories.products import row_products
from classify.stories.shared_terms import shared_terms

FEATURES = (
    "meaning: alike in topic",
    "meaning: alike in event",
    "meaning: beside the ten nearest",
    "words: stems",
    "words: letters",
    "words: headlines",
    "words: rarity shared",
    "words: rarity shared by the poorer",
    "words: rarity of the poorer",
    "words: similarity by rarity",
    "words: rarest shared",
    "words: second rarest shared",
    "words: third rarest shared",
    "words: headline in the other",
    "words: headlines by rarity",
    "names: similarity",
    "names: similarity by rarity",
    "names: shared by the poorer",
    "names: not shared by the poorer",
    "names: clash",
    "names: shared in headlines",
    "names: clash in headlines",
    "numbers: shared",
    "numbers: clash",
    "time: days apart",
    "time: undated",
    "outlets: one publisher",
    "outlets: one publisher, one day",
    "length: words of the shorter",
)
"""None compares a pair with its own pile alone: in a pile with dozens of reports of one event, each
of them would look common."""

GROUNDS: Mapping[str, tuple[str, ...]] = {
    ground: tuple(name for name in FEATURES if name.startswith(f"{ground}:"))
    for ground in ("meaning", "words", "names", "numbers", "time")
}
"""Grounds for or against a pair, and the features of each."""

NO_PUBLISHER = -1

_MAX_SHARED = 3
_NAMED = 3.0  # rarity that the names of a teaser must have together, before they can clash
_SAME_DAY = 0.5
_TILE = 150_000  # pairs whose letters are looked up at a time: of 300,000 teasers at most
_CHUNK = 16_384  # pairs at a time

Positions = NDArray[np.int32]
Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairFeatures:
    """Features of the pairs of one pile, computed on demand.

    They are symmetric in the two teasers of a pair.
    """

    candidates: Candidates
    vectors: NDArray[np.floating]
    """Shape (n, n_dims), rows of unit length."""
    places: NDArray[np.floating]
    """The same in the space of events (`EventSpace.place`), shape (n, n_event_dims)."""
    lexicon: Lexicon
    days: NDArray[np.float64]
    """Shape (n,); nan for undated teasers."""
    publishers: NDArray[np.integer]
    """Number of each teaser's publisher, `NO_PUBLISHER` where none is named; shape (n,)."""

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
        lexicon, around = self.lexicon, self.candidates.meaning
        event = _cosine(self.places, first, second)
        columns = [
            _cosine(self.vectors, first, second),
            event,
            event - 0.5 * (around.mean[first] + around.mean[second]),
            row_products(lexicon.stems, first, second),
            letters,
            row_products(lexicon.headlines, first, second),
            *self._by_rarity(first, second),
            row_products(lexicon.names, first, second),
            *self._names(first, second),
            *self._numbers(first, second),
            *self._circumstances(first, second),
            np.minimum(lexicon.lengths[first], lexicon.lengths[second]),
        ]
        # rounded, so that no pair crosses a threshold of a tree by the last bit of a sum
        features: Scores = np.stack(columns, axis=1).astype(np.float64)
        return np.round(features, 5)

    def _by_rarity(self, first: Positions, second: Positions) -> list[Scores]:
        """Stems that both have, weighed by how rare they are in the news at large."""
        terms, fronts = self.lexicon.terms, self.lexicon.headline_terms
        whole = shared_terms(terms, terms, first, second)
        poorer = np.minimum(terms.totals[first], terms.totals[second])
        shown = [
            _share(shared_terms(fronts, terms, one, other).total, fronts.totals[one])
            for one, other in ((first, second), (second, first))
        ]
        return [
            whole.total,
            _share(whole.total, poorer),
            poorer,
            whole.cosine,
            *whole.rarest.T,
            np.maximum(*shown),
            shared_terms(fronts, fronts, first, second).cosine,
        ]

    def _names(self, first: Positions, second: Positions) -> list[Scores]:
        """Names that both have; they clash where each has some and none is shared."""
        terms, fronts = self.lexicon.name_terms, self.lexicon.headline_name_terms
        whole = shared_terms(terms, terms, first, second)
        poorer = np.minimum(terms.totals[first], terms.totals[second])
        front = shared_terms(fronts, fronts, first, second).total
        front_poorer = np.minimum(fronts.totals[first], fronts.totals[second])
        return [
            whole.cosine,
            np.where(poorer > 0, _share(whole.total, poorer), -1.0),
            poorer - whole.total,
            (whole.total == 0) & (poorer > _NAMED),
            front,
            (front == 0) & (front_poorer > _NAMED),
        ]

    def _numbers(self, first: Positions, second: Positions) -> list[Scores]:
        numbers = self.lexicon.numbers
        shared = row_products(numbers, first, second)
        numbered = [np.diff(numbers.indptr)[rows] > 0 for rows in (first, second)]
        return [np.minimum(shared, _MAX_SHARED), (shared == 0) & numbered[0] & numbered[1]]

    def _circumstances(self, first: Positions, second: Positions) -> list[Scores]:
        """When and by whom the two were published."""
        gap = np.abs(self.days[first] - self.days[second])
        publisher = self.publishers[first]
        same = (publisher == self.publishers[second]) & (publisher != NO_PUBLISHER)
        # False beside nan
        return [np.log1p(np.nan_to_num(gap)), np.isnan(gap), same, same & (gap < _SAME_DAY)]


def _cosine(vectors: NDArray[np.floating], first: Positions, second: Positions) -> Scores:
    found: Scores = np.einsum("ij,ij->i", vectors[first], vectors[second], dtype=np.float64)
    return found


def _share(part: Scores, whole: Scores) -> Scores:
    found: Scores = part / np.where(whole > 0, whole, 1.0)
    return found
