"""How probable it is that two groups of teasers report the same event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from classify.compute import check_arrays, logistic
from classify.stories.group_features import FEATURES

_SHAPES: Mapping[str, tuple[str, ...]] = {"weights": ("n_group_features",), "bias": ()}


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupModel:
    """Logistic regression over the features of two groups.

    A mean over all pairs alone would split large stories: reports on one side of an event share
    little with reports on the other. Further features are the share of members with a near
    neighbour in the other group, the cohesion of each group, and their sizes.
    """

    weights: NDArray[np.float64]
    """Shape (n_features,), in order of `FEATURES`."""
    bias: NDArray[np.float64]
    """Shape ()."""

    def probabilities(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability of one event, shape (n_pairs,), rounded.

        Parameters
        ----------
        features : float array of shape (n_pairs, n_features)
        """
        return np.round(logistic((features * self.weights).sum(axis=1) + self.bias), 6)

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return what was learned as plain arrays."""
        return {"weights": self.weights, "bias": self.bias}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Restore what `to_arrays` returned.

        Raises
        ------
        ValueError
            If an array is missing, or has another shape.
        """
        check_arrays(arrays, _SHAPES, {"n_group_features": len(FEATURES)})
        return cls(weights=arrays["weights"].astype(np.float64), bias=arrays["bias"])
