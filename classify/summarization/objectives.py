"""What makes a choice of sentences good: the gain of each further sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from classify.summarization.concepts import StoryConcepts
from classify.summarization.raters import Floats

_WEIGHTS = np.array([0.5, 0.5])
"""What words and pairs of words count: chosen with the concept model (see its card)."""


class Objective(Protocol):
    """Rates sentences, and what each would add to those that are chosen already."""

    @property
    def min_gain(self) -> float:
        """What adds no more than this is not worth its words."""

    @property
    def beam_width(self) -> int:
        """How many choices are worth following at a time: one where worth depends on the order."""

    @property
    def salience(self) -> Floats:
        """Weight of each sentence by itself, shape (n_sentences,)."""

    def gains(self, chosen: Sequence[int]) -> Floats:
        """Return what each sentence would add to the chosen ones, shape (n_sentences,)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarginalRelevance:
    """Salience less likeness to what is chosen: MMR (Carbonell & Goldstein, 1998)."""

    salience: Floats
    vectors: NDArray[np.float32]
    """Shape (n_sentences, n_dims), rows of unit length."""
    redundancy: float
    """0 to 1: how much likeness to what is chosen already counts against a sentence."""
    min_gain: float = -np.inf
    beam_width: int = 1

    def gains(self, chosen: Sequence[int]) -> Floats:
        """See `Objective`."""
        nearest = _nearest(self.vectors, chosen)
        return np.asarray((1 - self.redundancy) * self.salience - self.redundancy * nearest)


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilityLocation:
    """How well the chosen stand for all: each sentence by the chosen one that is most like it.

    Monotone and submodular, so that the greedy choice is near the best (Lin & Bilmes, 2011).
    """

    vectors: NDArray[np.float32]
    """Shape (n_sentences, n_dims), rows of unit length."""
    min_gain: float = 0.0
    beam_width: int = 1

    @property
    def salience(self) -> Floats:
        """Mean similarity to all sentences."""
        return self.gains(())

    def gains(self, chosen: Sequence[int]) -> Floats:
        """See `Objective`."""
        similarity = np.clip(self.vectors @ self.vectors.T, 0.0, None).astype(np.float64)
        covered = similarity[list(chosen)].max(axis=0, initial=0.0)
        return np.asarray(np.clip(similarity - covered, 0.0, None).mean(axis=1))


@dataclass(frozen=True, kw_only=True)
class ExpectedOverlap:
    """F1 that the chosen sentences can be expected to share with a person's summary.

    Over words and over pairs of neighbouring words, each counted once and weighed by how probable
    it is that the summary holds it; so what is said already adds nothing, and a sentence that would
    dilute what is chosen costs more than it brings.
    """

    concepts: StoryConcepts
    probabilities: Floats
    """Shape (n_concepts,): how probable it is that a person's summary holds each concept."""
    n_expected_words: int
    """Length of the summary that a person would write."""
    min_gain: float = 0.0
    beam_width: int = 4
    """Following sixteen gains no more."""

    @property
    def salience(self) -> Floats:
        """What each sentence would share if it stood alone."""
        return self.gains(())

    def gains(self, chosen: Sequence[int]) -> Floats:
        """See `Objective`."""
        rows = list(chosen)
        worth, n_units, n_expected = self._units
        covered = self._holds[rows].max(axis=0, initial=0.0)
        shared = covered @ worth
        n_chosen = n_units[rows].sum(axis=0) + n_expected
        before = shared / n_chosen
        after = (shared + (self._holds * (1.0 - covered)) @ worth) / (n_chosen + n_units)
        return np.asarray(2 * (after - before) @ _WEIGHTS)

    @cached_property
    def _holds(self) -> Floats:
        return self.concepts.holds.astype(np.float64)

    @cached_property
    def _units(self) -> tuple[Floats, Floats, Floats]:
        """Of words and pairs: worth of each concept; how many a sentence has, a summary has."""
        is_pair = self.concepts.is_pair
        n_words = self.concepts.n_words
        return (
            self.probabilities[:, None] * np.column_stack([~is_pair, is_pair]),
            np.column_stack([n_words, np.maximum(n_words - 1, 0)]).astype(np.float64),
            np.maximum([self.n_expected_words, self.n_expected_words - 1], 1).astype(np.float64),
        )


def _nearest(vectors: NDArray[np.float32], chosen: Sequence[int]) -> Floats:
    """Similarity to the nearest chosen sentence; 0 where none is chosen."""
    similarity = vectors @ vectors[list(chosen)].T
    return np.asarray(similarity.max(axis=1, initial=0.0), dtype=np.float64)
