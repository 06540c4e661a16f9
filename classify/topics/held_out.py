"""Log-odds of a classifier for unseen texts, kept to fit thresholds later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from classify.compute import check_arrays, evenly_spaced, logistic
from classify.topics.thresholds import precision_thresholds

_N_KEPT = 5000  # texts that a bundle keeps at most, evenly from all: some 0.5 MB for 21 topics
_CELLS = ("n_texts", "n_topics")
_SHAPES = {"log_odds": _CELLS, "truth": _CELLS, "counted": _CELLS}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnseenTexts:
    """Log-odds and labels; rows of nan where a text was never scored."""

    log_odds: NDArray[np.float64]
    """Calibrated; shape (n_texts, n_topics)."""
    truth: NDArray[np.bool_]
    """Shape (n_texts, n_topics)."""
    counted: NDArray[np.bool_]
    """Shape (n_texts, n_topics); False where the truth is not known."""

    @property
    def probabilities(self) -> NDArray[np.float64]:
        """Calibrated probabilities of the texts that were scored, shape (n_scored, n_topics)."""
        return logistic(self.log_odds[np.isfinite(self.log_odds).all(axis=1)])

    def precision_thresholds(self, min_precision: float) -> NDArray[np.float64]:
        """Thresholds for a minimum precision; see `classify.topics.thresholds`."""
        return precision_thresholds(
            logistic(self.log_odds), self.truth, self.counted, min_precision
        )

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return plain arrays: of many texts evenly some."""
        kept = evenly_spaced(len(self.log_odds), _N_KEPT)
        return {
            "log_odds": self.log_odds[kept].astype(np.float32),
            "truth": self.truth[kept].astype(np.uint8),
            "counted": self.counted[kept].astype(np.uint8),
        }

    @classmethod
    def from_arrays(
        cls, arrays: Mapping[str, NDArray[Any]], known: Mapping[str, int] | None = None
    ) -> Self:
        """Restore what `to_arrays` returned; `known` has n_topics, where that is known."""
        check_arrays(arrays, _SHAPES, known, may_be_nan=("log_odds",))
        return cls(
            log_odds=arrays["log_odds"].astype(np.float64),
            truth=arrays["truth"].astype(bool),
            counted=arrays["counted"].astype(bool),
        )
