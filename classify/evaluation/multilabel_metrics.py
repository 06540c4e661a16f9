"""Figures of multi-label decisions and probabilities, as functions of weights.

Throughout, `truth`, `assigned` and `counted` are bool arrays of shape (n_teasers, n_topics),
`probabilities` floats of the same shape, `weights` floats of shape (n_draws, n_teasers); cells that
are not counted take no part. A figure is nan in the draws that leave it undefined.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classify.evaluation.resampling import Weights, ratio

N_CALIBRATION_BINS = 15
"""As in Guo et al., On calibration of modern neural networks, 2017."""

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Counts:
    """Weighted counts of decisions, each of shape (n_draws, n_topics), and what follows."""

    hits: Floats
    false_alarms: Floats
    misses: Floats

    @classmethod
    def of(cls, truth: Bools, assigned: Bools, counted: Bools, weights: Weights) -> Counts:
        """Count the cells."""
        return cls(
            hits=weights @ (truth & assigned & counted).astype(float),
            false_alarms=weights @ (~truth & assigned & counted).astype(float),
            misses=weights @ (truth & ~assigned & counted).astype(float),
        )

    @property
    def precision(self) -> Floats:
        """Precision of each topic: 0 where nothing was assigned, nan without a positive."""
        return self._known(ratio(self.hits, self.hits + self.false_alarms, empty=0))

    @property
    def recall(self) -> Floats:
        """Recall of each topic; nan without a positive."""
        return ratio(self.hits, self.hits + self.misses, empty=np.nan)

    @property
    def f1(self) -> Floats:
        """F1 of each topic, 2 hits / (2 hits + false alarms + misses); nan without a positive."""
        errors = self.false_alarms + self.misses
        return self._known(ratio(2 * self.hits, 2 * self.hits + errors, empty=0))

    @property
    def micro_f1(self) -> Floats:
        """F1 over the cells of all topics, shape (n_draws,); nan without a positive."""
        whole = Counts(
            *(part.sum(axis=1) for part in (self.hits, self.false_alarms, self.misses)),
        )
        return whole.f1

    @property
    def macro_f1(self) -> Floats:
        """Mean F1 of the topics with a positive, shape (n_draws,); nan without any."""
        return mean_of_topics(self.f1)

    def _known(self, figures: Floats) -> Floats:
        return np.where(self.hits + self.misses > 0, figures, np.nan)


def average_precision(truth: Bools, probabilities: Floats, weights: Weights) -> Floats:
    """Average precision of one topic; nan where no weight is on a positive.

    The sum of precision times gain in recall over falling distinct probabilities, as
    scikit-learn's `average_precision_score` defines it: teasers of equal probability come together.

    Parameters
    ----------
    truth, probabilities : arrays of shape (n_teasers,)
    weights : float array of shape (n_draws, n_teasers)

    Returns
    -------
    float array of shape (n_draws,)
    """
    order = np.argsort(-probabilities, kind="stable")
    ranked = probabilities[order]
    drawn = weights[:, order]
    # Precision is needed at the positives only, and they are few.
    positives = np.flatnonzero(truth[order])
    end_of_ties = np.searchsorted(-ranked, -ranked[positives], side="right") - 1
    taken = np.cumsum(drawn, axis=1)[:, end_of_ties]
    gained = drawn[:, positives]
    last_hit = np.searchsorted(positives, end_of_ties, side="right") - 1
    hits = np.cumsum(gained, axis=1)[:, last_hit]
    summed = (ratio(hits, taken, empty=0) * gained).sum(axis=1)
    return ratio(summed, gained.sum(axis=1), empty=np.nan)


def brier(truth: Bools, probabilities: Floats, counted: Bools, weights: Weights) -> Floats:
    """Mean squared difference of probability and truth over cells (Brier, 1950).

    Returns
    -------
    float array of shape (n_draws,), 0..1, 0 is best
    """
    squared = np.where(counted, (probabilities - truth) ** 2, 0).sum(axis=1)
    return ratio(weights @ squared, weights @ counted.sum(axis=1), empty=np.nan)


def brier_by_topic(truth: Bools, probabilities: Floats, counted: Bools, weights: Weights) -> Floats:
    """Brier score of each topic by itself, shape (n_draws, n_topics)."""
    squared = np.where(counted, (probabilities - truth) ** 2, 0)
    return ratio(weights @ squared, weights @ counted, empty=np.nan)


def calibration_error(
    truth: Bools, probabilities: Floats, counted: Bools, weights: Weights
) -> Floats:
    """Mean over cells of |mean probability - share of truth| of the cell's bin.

    The cells of all topics fall into 15 bins of equal numbers ("equal mass"), not of equal width:
    most cells are improbable, and of bins of equal width the first would hold nearly all (Nixon et
    al., Measuring calibration in deep learning, 2019). Equal probabilities share a bin, so that
    the order of teasers does not matter. Bins are set once, on the data as they are.

    Returns
    -------
    float array of shape (n_draws,), 0..1, 0 is best
    """
    cells = probabilities[counted]
    bins = equal_mass_bins(cells)
    rows, _ = np.nonzero(counted)
    gaps = np.bincount(
        rows * N_CALIBRATION_BINS + bins,
        weights=cells - truth[counted],
        minlength=len(truth) * N_CALIBRATION_BINS,
    ).reshape(len(truth), N_CALIBRATION_BINS)
    error = np.abs(weights @ gaps).sum(axis=1)
    return ratio(error, weights @ counted.sum(axis=1), empty=np.nan)


def calibration_error_by_topic(
    truth: Bools, probabilities: Floats, counted: Bools, weights: Weights
) -> Floats:
    """Calibration error of each topic by itself, shape (n_draws, n_topics)."""
    columns = [
        calibration_error(truth[:, [one]], probabilities[:, [one]], counted[:, [one]], weights)
        for one in range(truth.shape[1])
    ]
    return np.stack(columns, axis=1)


def equal_mass_bins(cells: Floats) -> NDArray[np.int64]:
    """Give each probability the number of its bin; bins hold equal numbers but for ties."""
    first_of_ties = np.searchsorted(np.sort(cells), cells, side="left")
    bins: NDArray[np.int64] = first_of_ties * N_CALIBRATION_BINS // max(len(cells), 1)
    return bins


def area_under_roc(scores: Floats, positive: Bools, weights: Weights) -> Floats:
    """Chance that a positive has a higher score than a negative; ties count half.

    Parameters
    ----------
    scores, positive : arrays of shape (n_teasers,)
    weights : float array of shape (n_draws, n_teasers)

    Returns
    -------
    float array of shape (n_draws,); nan where no weight is on a positive, or none on a negative
    """
    _, rank = np.unique(scores, return_inverse=True)
    place = np.zeros((len(scores), rank.max(initial=-1) + 1))
    place[np.arange(len(scores)), rank] = 1
    drawn_positive = (weights * positive) @ place
    drawn_negative = (weights * ~positive) @ place
    below = np.cumsum(drawn_negative, axis=1) - drawn_negative / 2
    pairs = drawn_positive.sum(axis=1) * drawn_negative.sum(axis=1)
    return ratio((drawn_positive * below).sum(axis=1), pairs, empty=np.nan)


def sample_f1(truth: Bools, assigned: Bools, counted: Bools) -> Floats:
    """F1 of each teaser's set of topics, shape (n_teasers,); 1 where both sets are empty."""
    hits = (truth & assigned & counted).sum(axis=1)
    errors = ((truth != assigned) & counted).sum(axis=1)
    return ratio(2 * hits, 2 * hits + errors, empty=1)


def exact(truth: Bools, assigned: Bools, counted: Bools) -> Floats:
    """1 for each teaser whose topics are all right, else 0; shape (n_teasers,)."""
    wrong: Bools = ((truth != assigned) & counted).any(axis=1)
    return (~wrong).astype(float)


def mean_of_teasers(figures: Floats, weights: Weights) -> Floats:
    """Mean over teasers of a figure of shape (n_teasers,); shape (n_draws,)."""
    return ratio(weights @ figures, weights.sum(axis=1), empty=np.nan)


def mean_of_topics(figures: Floats) -> Floats:
    """Mean over the topics that have the figure, from (n_draws, n_topics) to (n_draws,)."""
    known = ~np.isnan(figures)
    return ratio(np.where(known, figures, 0).sum(axis=1), known.sum(axis=1), empty=np.nan)
