"""The learned parameters of a topic classifier: linear scores, their calibration, and thresholds.

Separate from the estimator, so that predicting does not wait for scikit-learn to load.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import issparse

from classify.compute import check_arrays, logistic

_SHAPES = {
    "coef": ("n_topics", "n_features"),
    "intercept": ("n_topics",),
    "slope": ("n_topics",),
    "offset": ("n_topics",),
    "thresholds": ("n_topics",),
    "opinion_weight": (),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearTopics:
    """Independent linear scores, one per topic."""

    coef: NDArray[np.float32]
    """Weights, shape (n_topics, n_features)."""
    intercept: NDArray[np.float64]
    """Shape (n_topics,)."""
    slope: NDArray[np.float64]
    """Calibration: probability = logistic(slope * score + offset); shape (n_topics,)."""
    offset: NDArray[np.float64]
    thresholds: NDArray[np.float64]
    """A topic applies from this probability on; shape (n_topics,)."""
    opinion_weight: NDArray[np.float64]
    """Pool weight of another classifier's log-odds beside these scores; shape ()."""

    def scores(self, X: Any, opinions: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
        """Return the scores before calibration, shape (n_samples, n_topics)."""
        scores = _row_sums(X, self.coef.astype(np.float64))
        scores += self.intercept
        if opinions is not None:
            scores += self.opinion_weight * opinions
        return scores

    def log_odds(self, X: Any, opinions: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
        """Return calibrated log-odds, shape (n_samples, n_topics).

        Parameters
        ----------
        X : array or sparse matrix of shape (n_samples, n_features)
        opinions : float array of shape (n_samples, n_topics), optional
            Log-odds by another classifier, if this one was fitted beside it.
        """
        return self.scores(X, opinions) * self.slope + self.offset

    def probabilities(
        self, X: Any, opinions: NDArray[np.float64] | None = None
    ) -> NDArray[np.float64]:
        """Return calibrated probabilities, shape (n_samples, n_topics); see `log_odds`."""
        return logistic(self.log_odds(X, opinions))

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return what was learned as plain arrays."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def from_arrays(
        cls, arrays: Mapping[str, NDArray[Any]], known: Mapping[str, int] | None = None
    ) -> LinearTopics:
        """Restore what `to_arrays` returned.

        Parameters
        ----------
        arrays : mapping of name to array
        known : mapping of dimension to size, optional
            n_topics and n_features, where they are known.
        """
        check_arrays(arrays, _SHAPES, known)
        return cls(**{field.name: arrays[field.name] for field in fields(cls)})


def _row_sums(X: Any, coef: NDArray[np.float64]) -> NDArray[np.float64]:
    """Multiply each row with each topic's weights, shape (n_samples, n_topics).

    BLAS is not used: how it rounds sums depends on neighbouring rows and on the number of threads.
    """
    sums: NDArray[np.float64] = (
        np.asarray(X @ coef.T) if issparse(X) else np.einsum("ij,kj->ik", X, coef)
    )
    return sums
