"""Training data of a classifier: labelled texts, definitions, and self-training."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from classify.datasets import Labels, label_arrays
from classify.records import LabelledTeaser
from classify.taxonomy import Taxonomy

_SELF_TAUGHT_WEIGHT = 0.5
"""Weight of a self-training decision relative to a human label."""
_SURE_NOT = 1 / 3
"""Below this share of its threshold a topic is taken not to apply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingSet:
    """Texts with their vectors and labels."""

    passages: Sequence[str]
    vectors: NDArray[np.float32]
    """Shape (n_texts, n_dims)."""
    labels: Labels
    groups: NDArray[np.int64] | None = None
    """Shape (n_texts,); texts of one group are never split by a fold."""
    borrowed: bool = False
    """Whether they are texts of other news: they show typical scores, but not topic frequencies."""

    def __len__(self) -> int:
        return len(self.passages)

    @classmethod
    def of(
        cls,
        labelled: Sequence[LabelledTeaser],
        vectors: NDArray[np.float32],
        taxonomy: Taxonomy,
        groups: Sequence[int] | None = None,
    ) -> Self:
        """Make one of labelled teasers and their vectors."""
        return cls(
            passages=[item.teaser.passage for item in labelled],
            vectors=vectors,
            labels=label_arrays(labelled, taxonomy),
            groups=None if groups is None else np.asarray(groups),
        )

    @classmethod
    def unlabelled(
        cls,
        passages: Sequence[str],
        vectors: NDArray[np.float32],
        taxonomy: Taxonomy,
        *,
        borrowed: bool = False,
    ) -> Self:
        """Make one of texts of which no topic is known."""
        labels = Labels.unknown(len(vectors), len(taxonomy))
        return cls(passages=passages, vectors=vectors, labels=labels, borrowed=borrowed)


def definition_set(
    taxonomy: Taxonomy, vectors: NDArray[np.float32], *, weight: float
) -> TrainingSet:
    """Use definitions as examples, each of its topic and of no other.

    Without other examples they alone decide; beside many they have little weight.

    Parameters
    ----------
    taxonomy : Taxonomy
    vectors : float32 array of shape (n_defined, n_dims)
        Of the descriptions of those topics that have a definition.
    weight : float
        Examples that each definition counts for.
    """
    truth = np.eye(len(taxonomy), dtype=bool)[[bool(topic.definition) for topic in taxonomy]]
    return TrainingSet(
        passages=[topic.description for topic in taxonomy if topic.definition],
        vectors=vectors,
        labels=Labels(truth=truth, weight=np.full(truth.shape, weight)),
    )


def self_taught_labels(
    probabilities: NDArray[np.float64], thresholds: NDArray[np.float64]
) -> Labels:
    """Use confident decisions as labels; the others have no weight.

    Self-training (Scudder, Probability of error of some adaptive pattern-recognition machines,
    1965), one round of it.

    Parameters
    ----------
    probabilities : float array of shape (n_texts, n_topics)
    thresholds : float array of shape (n_topics,)
    """
    truth = probabilities >= thresholds
    sure = truth | (probabilities <= thresholds * _SURE_NOT)
    return Labels(truth=truth, weight=np.where(sure, _SELF_TAUGHT_WEIGHT, 0.0))


def joined(*sets: TrainingSet) -> TrainingSet:
    """One training_set after the other; groups of different sets stay apart."""
    groups, n_groups = [], 0
    for training_set in sets:
        own = np.arange(len(training_set)) if training_set.groups is None else training_set.groups
        groups.append(own + n_groups)
        n_groups += int(own.max(initial=-1)) + 1
    return TrainingSet(
        passages=[text for training_set in sets for text in training_set.passages],
        vectors=np.vstack([training_set.vectors for training_set in sets]),
        labels=Labels(
            truth=np.vstack([training_set.labels.truth for training_set in sets]),
            weight=np.vstack([training_set.labels.weight for training_set in sets]),
        ),
        groups=np.concatenate(groups),
    )
