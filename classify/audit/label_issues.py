"""Labels that are probably wrong, by probabilities of models that did not see them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MIN_POSITIVE = 20
"""Topics with fewer examples cannot be learned, so their probabilities are not used."""

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One cell of the labels that is probably wrong."""

    row: int
    column: int
    given: bool
    """Whether the label was given, and probably does not apply; or is missing."""
    probability: float
    """That the topic applies."""

    @property
    def certainty(self) -> float:
        """Probability (0..1) that the label is wrong, according to the model."""
        return 1 - self.probability if self.given else self.probability


def doubtful_labels(truth: Bools, probabilities: Floats, counted: Bools) -> tuple[Doubt, ...]:
    """Find labels whose probabilities are typical of the opposite label.

    Confident learning (Northcutt et al., Confident learning: estimating uncertainty in dataset
    labels, 2021), for each topic by itself: a label is missing where the topic is at least as
    probable as in the mean of the texts that have it, and too much where it is at most as probable
    as in the mean of those that do not.

    Parameters
    ----------
    truth, counted : bool arrays of shape (n_texts, n_topics)
        Cells that are not counted (disputed) are left out.
    probabilities : float array of shape (n_texts, n_topics)
        Of models that saw neither the text nor its label; rows with nan are left out.

    Returns
    -------
    tuple of Doubt, the most certain first
    """
    counted = counted & np.isfinite(probabilities)
    doubts: list[Doubt] = []
    for column in range(truth.shape[1]):
        given = truth[:, column] & counted[:, column]
        absent = ~truth[:, column] & counted[:, column]
        if given.sum() < MIN_POSITIVE or not absent.any():
            continue
        shares = probabilities[:, column]
        wrong = given & (shares <= shares[absent].mean())
        missing = absent & (shares >= shares[given].mean())
        doubts += [
            Doubt(row=row, column=column, given=bool(given[row]), probability=float(shares[row]))
            for row in np.flatnonzero(wrong | missing).tolist()
        ]
    return tuple(sorted(doubts, key=lambda one: (-one.certainty, one.row, one.column)))
