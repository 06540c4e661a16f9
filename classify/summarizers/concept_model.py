"""How probable it is that a person's summary of a story holds a word or a pair of words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from classify.bundles import array_to_text, text_to_array
from classify.summarizers.concepts import StoryConcepts
from classify.summarizers.raters import Floats
from classify.trees import BoostedTrees


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptModel:
    """Learned trees over what is known of a concept (Li, Qian & Liu, ACL 2013, learn it likewise).

    What a summary should hold is learned of words and pairs, not of sentences: there are hundreds
    of them for each sentence to learn from, and the same model serves any length.
    """

    trees: BoostedTrees
    rarity: Mapping[str, float]
    """Logarithm of how many texts there are for one that holds a stem."""
    rarest: float
    """The same for stems that are not listed."""

    def probabilities(self, stories: Sequence[StoryConcepts]) -> list[Floats]:
        """Return the probability of each concept, shape (n_concepts,) for each story."""
        if not stories:
            return []
        features = np.vstack([self.features(story) for story in stories])
        probability = 0.5 * (1 + np.tanh(0.5 * self.trees.log_odds(features)))
        ends = np.cumsum([len(story.concepts) for story in stories])
        return np.split(probability, ends[:-1])

    def features(self, story: StoryConcepts) -> Floats:
        """Return all that the trees look at, shape (n_concepts, n_features)."""
        return with_rarity(story, self.rarity, self.rarest)

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return what was learned as plain arrays."""
        return {
            "vocabulary": text_to_array(list(self.rarity)),
            "rarity": np.array(list(self.rarity.values()), dtype=np.float32),
            "rarest": np.array(self.rarest),
            **{f"trees.{name}": array for name, array in self.trees.to_arrays().items()},
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Restore what `to_arrays` returned."""
        trees = {
            name.removeprefix("trees."): array
            for name, array in arrays.items()
            if name.startswith("trees.")
        }
        words = array_to_text(arrays["vocabulary"])
        return cls(
            trees=BoostedTrees.from_arrays(trees),
            rarity=dict(zip(words, arrays["rarity"].tolist(), strict=True)),
            rarest=float(arrays["rarest"]),
        )


def with_rarity(story: StoryConcepts, rarity: Mapping[str, float], rarest: float) -> Floats:
    """Add how rare the words of each concept are: least, most and mean."""
    first = np.array([rarity.get(concept[0], rarest) for concept in story.concepts])
    last = np.array([rarity.get(concept[-1], rarest) for concept in story.concepts])
    rare = np.column_stack([np.minimum(first, last), np.maximum(first, last), (first + last) / 2])
    # rounded, so that no concept crosses a threshold of a tree by the last bit of a sum
    features: Floats = np.hstack([story.features, rare])
    return np.round(features, 5)
