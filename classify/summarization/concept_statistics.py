"""What other stories tell of a concept: how rare its words are, how often summaries keep it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from classify.compute import array_to_text, check_arrays, text_to_array
from classify.summarization.concepts import Concept, StoryConcepts
from classify.summarization.raters import Floats

N_STATISTICS = 6
_SHAPES = {
    "rarity": ("n_words",),
    "rarest": (),
    "kept": ("n_concepts",),
    "usually_kept": (),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptStatistics:
    """Counted over the stories that a `ConceptModel` learns from."""

    rarity: Mapping[str, float]
    """Logarithm of how many texts there are for one that holds a stem."""
    rarest: float
    """The same for stems that are not listed."""
    kept: Mapping[Concept, float]
    """Share of the stories that hold a concept whose summary holds it too; smoothed."""
    usually_kept: float
    """The same for concepts that are not listed."""

    def of(self, story: StoryConcepts) -> Floats:
        """Look the concepts of a story up, shape (n_concepts, N_STATISTICS).

        Rarity of a concept's words, least, most and mean; share that is kept, of the concept itself
        and of its words, least and most.
        """
        if not len(story):
            return np.zeros((0, N_STATISTICS))
        rare = np.array([self.rarity.get(one, self.rarest) for one in story.words])
        kept = np.array([self.kept.get((one,), self.usually_kept) for one in story.words])
        whole = np.array([self.kept.get(one, self.usually_kept) for one in story.concepts])
        first, last = story.first, story.last
        return np.column_stack(
            [
                np.minimum(rare[first], rare[last]),
                np.maximum(rare[first], rare[last]),
                (rare[first] + rare[last]) / 2,
                whole,
                np.minimum(kept[first], kept[last]),
                np.maximum(kept[first], kept[last]),
            ]
        )

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return all as plain arrays."""
        return {
            "vocabulary": text_to_array(list(self.rarity)),
            "rarity": np.array(list(self.rarity.values()), dtype=np.float32),
            "rarest": np.array(self.rarest),
            "concepts": text_to_array([" ".join(one) for one in self.kept]),
            "kept": np.array(list(self.kept.values()), dtype=np.float32),
            "usually_kept": np.array(self.usually_kept),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Restore what `to_arrays` returned."""
        words = array_to_text(arrays["vocabulary"])
        concepts = [tuple(one.split(" ")) for one in array_to_text(arrays["concepts"])]
        check_arrays(arrays, _SHAPES, {"n_words": len(words), "n_concepts": len(concepts)})
        return cls(
            rarity=dict(zip(words, arrays["rarity"].tolist(), strict=True)),
            rarest=float(arrays["rarest"]),
            kept=dict(zip(concepts, arrays["kept"].tolist(), strict=True)),
            usually_kept=float(arrays["usually_kept"]),
        )
