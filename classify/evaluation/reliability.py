"""Reliability: predicted probabilities against observed frequencies."""

from __future__ import annotations

import numpy as np

from classify.evaluation.bootstrap import defined
from classify.evaluation.multilabel_metrics import Bools, Floats
from classify.evaluation.resampling import Weights, ratio
from classify.records import ReliabilityBin


def reliability(
    truth: Bools, probabilities: Floats, counted: Bools, weights: Weights, *, n_bins: int = 10
) -> tuple[ReliabilityBin, ...]:
    """Put decisions into bins of equal width and count how many came true.

    Bins of equal width show the whole range. The calibration error uses bins of equal numbers,
    because nearly all decisions would fall into the first bin of equal width.

    Parameters
    ----------
    truth, counted : bool arrays of shape (n_teasers, n_topics)
    probabilities : float array of shape (n_teasers, n_topics), 0..1
    weights : float array of shape (n_draws, n_teasers)
    n_bins : int

    Returns
    -------
    tuple of ReliabilityBin, those that are not empty, by rising probability
    """
    number = np.minimum((probabilities * n_bins).astype(int), n_bins - 1)
    bins = []
    for position in range(n_bins):
        inside = counted & (number == position)
        if not inside.any():
            continue
        per_teaser = inside.sum(axis=1)
        share = ratio(weights @ (inside & truth).sum(axis=1), weights @ per_teaser, empty=np.nan)
        bins.append(
            ReliabilityBin(
                low=position / n_bins,
                high=(position + 1) / n_bins,
                n_cells=int(per_teaser.sum()),
                mean_probability=float(probabilities[inside].mean()),
                share=defined(share),
            )
        )
    return tuple(bins)
