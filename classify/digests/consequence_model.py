"""How much stories matter to editors: learned from what they say and how widely they are told.

Two steps. Directions in the space of vectors say how much a text resembles events that a chronicle
of the world kept, and what it is about. A logistic regression weighs those, and the size, the
publishers, the genre and the age of a story, as editors did who said what must lead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from classify.compute import check_arrays, logistic
from classify.encoders import EncoderLike
from classify.storage import bundle_learned_on, restoring

BUNDLED = ("consequence",)
SIZE_FEATURES = (
    "log teasers",
    "log publishers",
    "share of news",
    "share of questions",
    "words of a text",
    "age within the pile",
)
TEXT_FEATURES = ("mean chronicle log-odds", "best chronicle log-odds", "centrality")
"""Of teasers in a language that the encoder speaks; followed by the mean of each subject."""
_SHAPES: Mapping[str, tuple[str, ...]] = {
    "chronicle_weights": ("n_dims",),
    "chronicle_bias": (),
    "subject_weights": ("n_dims", "n_subjects"),
    "subject_biases": ("n_subjects",),
    "means": ("n_features",),
    "scales": ("n_features",),
    "weights": ("n_features",),
    "intercept": (),
    "slope": (),
    "shift": (),
}

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsequenceModel:
    """Weights of texts and of stories."""

    chronicle_weights: NDArray[np.float32]
    """Shape (n_dims,)."""
    chronicle_bias: NDArray[np.float64]
    subject_weights: NDArray[np.float32]
    """Shape (n_dims, n_subjects)."""
    subject_biases: NDArray[np.float64]
    """Shape (n_subjects,)."""
    means: Floats
    """Of each feature in training, shape (n_features,)."""
    scales: Floats
    weights: Floats
    """Log-odds a standard deviation."""
    intercept: Floats
    slope: Floats
    """With `shift`, log-odds to the log-odds of the upper part of a page, out of fold."""
    shift: Floats

    def read_texts(self, vectors: NDArray[np.floating]) -> Floats:
        """Return what is read from vectors of teasers.

        Parameters
        ----------
        vectors : float array of shape (n, n_dims), rows of unit length

        Returns
        -------
        array of shape (n, 1 + n_subjects)
            Log-odds that a chronicle keeps the event; then the probability of each subject.
        """
        chronicle = vectors @ self.chronicle_weights + self.chronicle_bias
        subjects = logistic(vectors @ self.subject_weights + self.subject_biases)
        return np.hstack([chronicle[:, None], subjects]).astype(np.float64)

    def log_odds(self, features: Floats) -> Floats:
        """Return how much stories matter.

        Parameters
        ----------
        features : array of shape (n_stories, n_features)
            As `classify.digests.story_signals` counts them. What is not known is nan: it says
            nothing.
        """
        standard = np.nan_to_num((features - self.means) / self.scales)
        # a product summed row by row: a story's figure does not depend on how many others there are
        weighed: Floats = (standard * self.weights).sum(axis=1) + self.intercept
        return np.round(weighed, 6)

    def probabilities(self, log_odds: Floats) -> Floats:
        """Return the probability that an editor puts a story in the upper part of a page."""
        found: Floats = logistic(self.slope * log_odds + self.shift)
        return found

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return what was learned as plain arrays."""
        return {name: np.asarray(getattr(self, name)) for name in _SHAPES}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Restore what `to_arrays` returned.

        Raises
        ------
        ValueError
            If an array is missing, or does not fit the others.
        """
        check_arrays(arrays, _SHAPES)
        n_expected = len(SIZE_FEATURES) + len(TEXT_FEATURES) + len(arrays["subject_biases"])
        if len(arrays["weights"]) != n_expected:
            raise ValueError(f"weighs {len(arrays['weights'])} features, not {n_expected}")
        if not (arrays["scales"] > 0).all():
            raise ValueError("has a scale that is not over 0")
        return cls(**{name: arrays[name] for name in _SHAPES})


def find_consequence_model(encoder: EncoderLike) -> tuple[ConsequenceModel | None, str]:
    """Return the bundled model that was learned on this encoder's vectors, and its hash.

    None and "" where there is none: one that was learned on other vectors is of no use.
    """
    bundle = bundle_learned_on(encoder.sha256, BUNDLED)
    if bundle is None:
        return None, ""
    with restoring(bundle.path):
        return ConsequenceModel.from_arrays(bundle.arrays), bundle.sha256
