"""How probable it is that a person's summary of a story holds a word or a pair of words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from classify.compute import BoostedTrees, in_threads, logistic
from classify.encoders import EncoderLike
from classify.storage import bundle_learned_on, restoring
from classify.summarization.concept_statistics import N_STATISTICS, ConceptStatistics
from classify.summarization.concepts import FEATURES, StoryConcepts
from classify.summarization.raters import Floats

BUNDLED = ("summary-concepts",)
_TILE = 16_384  # concepts that a thread rates at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptModel:
    """Learned trees over what is known of a concept (Li, Qian & Liu, ACL 2013, learn it likewise).

    What a summary should hold is learned of words and pairs, not of sentences: there are hundreds
    of them for each sentence to learn from, and the same model serves any length.
    """

    trees: BoostedTrees
    statistics: ConceptStatistics

    def probabilities(self, stories: Sequence[StoryConcepts]) -> list[Floats]:
        """Return the probability of each concept, shape (n_concepts,) for each story."""
        if not stories:
            return []
        features = np.vstack([with_statistics(story, self.statistics) for story in stories])
        parts = ((features[at : at + _TILE],) for at in range(0, len(features), _TILE))
        log_odds = np.concatenate([np.zeros(0), *in_threads(self.trees.log_odds, parts)])
        probability = logistic(log_odds)
        return np.split(probability, np.cumsum([len(story) for story in stories])[:-1])

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return what was learned as plain arrays."""
        parts = {"trees": self.trees.to_arrays(), "statistics": self.statistics.to_arrays()}
        return {f"{part}.{name}": array for part in parts for name, array in parts[part].items()}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Restore what `to_arrays` returned."""
        parts: dict[str, dict[str, NDArray[Any]]] = {"trees": {}, "statistics": {}}
        for key, array in arrays.items():
            part, _, name = key.partition(".")
            parts.get(part, {})[name] = array
        n_features = len(FEATURES) + N_STATISTICS
        return cls(
            trees=BoostedTrees.from_arrays(parts["trees"], n_features=n_features),
            statistics=ConceptStatistics.from_arrays(parts["statistics"]),
        )


def with_statistics(story: StoryConcepts, statistics: ConceptStatistics) -> Floats:
    """Put together all that the trees look at, shape (n_concepts, n_features)."""
    features: Floats = np.hstack([story.features, statistics.of(story)])
    # rounded, so that no concept crosses a threshold of a tree by the last bit of a sum
    return np.round(features, 5)


def find_concept_model(encoder: EncoderLike) -> tuple[ConceptModel | None, str]:
    """Return the bundled concept model and its hash, if it was learned on this encoder's vectors.

    None and "" where there is none: one that was learned on other vectors is of no use.
    """
    bundle = bundle_learned_on(encoder.sha256, BUNDLED)
    if bundle is None:
        return None, ""
    with restoring(bundle.path):
        return ConceptModel.from_arrays(bundle.arrays), bundle.sha256
