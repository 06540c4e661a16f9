"""Boosted decision trees as arrays: what predicts apart from what learns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

_CHUNK = 65_536  # rows at a time: memory stays at some MB


@dataclass(frozen=True, slots=True, kw_only=True)
class BoostedTrees:
    """Trees whose leaves add up to the log-odds; all arrays but `base` of shape (n_trees, n_nodes).

    Learned by scikit-learn's HistGradientBoostingClassifier (after Ke et al., LightGBM, 2017), read
    here with numpy alone.
    """

    feature: NDArray[np.int16]
    """Column that a node asks for; -1 marks a leaf."""
    threshold: NDArray[np.float64]
    """A row goes left if its value is at most this."""
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    value: NDArray[np.float64]
    """What a leaf adds."""
    base: NDArray[np.float64]
    """Shape ()."""

    @classmethod
    def of(cls, fitted: Any) -> Self:
        """Take the trees out of a fitted HistGradientBoostingClassifier for two classes."""
        trees = [stage[0].nodes for stage in fitted._predictors]
        n_nodes = max(map(len, trees))

        def column(name: str, dtype: Any, filler: float = 0) -> NDArray[Any]:
            filled = np.full((len(trees), n_nodes), filler, dtype=dtype)
            for row, nodes in enumerate(trees):
                filled[row, : len(nodes)] = nodes[name]
            return filled

        is_leaf = column("is_leaf", np.bool_, filler=True)
        return cls(
            feature=np.where(is_leaf, -1, column("feature_idx", np.int16)).astype(np.int16),
            threshold=column("num_threshold", np.float64),
            left=column("left", np.int16),
            right=column("right", np.int16),
            value=column("value", np.float64),
            base=np.array(float(np.ravel(fitted._baseline_prediction)[0])),
        )

    def log_odds(self, X: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the log-odds of rows, shape (n_rows,).

        Parameters
        ----------
        X : float array of shape (n_rows, n_features), without nan
        """
        parts = [self._descend(X[at : at + _CHUNK]) for at in range(0, len(X), _CHUNK)]
        return np.concatenate(parts) if parts else np.zeros(0)

    def _descend(self, X: NDArray[np.float64]) -> NDArray[np.float64]:
        total = np.full(len(X), float(self.base))
        rows = np.arange(len(X))
        for tree in range(len(self.feature)):
            node = np.zeros(len(X), dtype=np.int64)
            feature = self.feature[tree][node]
            while (feature >= 0).any():
                goes_left = X[rows, feature] <= self.threshold[tree][node]
                below = np.where(goes_left, self.left[tree][node], self.right[tree][node])
                node = np.where(feature >= 0, below, node)
                feature = self.feature[tree][node]
            total += self.value[tree][node]
        return total

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return what was learned as plain arrays."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Restore what `to_arrays` returned."""
        return cls(**{field.name: arrays[field.name] for field in fields(cls)})
