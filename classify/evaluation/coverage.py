"""Coverage and precision as the minimum probability rises."""

from __future__ import annotations

import numpy as np

from classify.evaluation.bootstrap import defined, estimate
from classify.evaluation.multilabel_metrics import (
    Bools,
    Counts,
    Floats,
    mean_of_teasers,
    mean_of_topics,
)
from classify.evaluation.resampling import Weights, ratio
from classify.records import CoveragePoint

BOUNDS = (*(step / 20 for step in range(1, 20)), 0.97, 0.98, 0.99)
"""Probabilities at which the curve is drawn."""


def coverage_curve(
    truth: Bools, probabilities: Floats, counted: Bools, answered: Bools, weights: Weights
) -> tuple[CoveragePoint, ...]:
    """Compute coverage and precision for each of several bounds on the probability.

    Parameters
    ----------
    truth, counted : bool arrays of shape (n_teasers, n_topics)
    probabilities : float array of shape (n_teasers, n_topics)
    answered : bool array of shape (n_teasers,)
        False where the model abstains: such a teaser gets no topic at any bound.
    weights : float array of shape (n_draws, n_teasers)

    Returns
    -------
    tuple of CoveragePoint, one for each of `BOUNDS`
    """
    return tuple(
        coverage_point(
            truth, (probabilities >= bound) & answered[:, None], counted, weights, bound=bound
        )
        for bound in BOUNDS
    )


def coverage_point(
    truth: Bools, assigned: Bools, counted: Bools, weights: Weights, *, bound: float | None = None
) -> CoveragePoint:
    """Give coverage and precision of one assignment of topics.

    Parameters
    ----------
    truth, assigned, counted : bool arrays of shape (n_teasers, n_topics)
    weights : float array of shape (n_draws, n_teasers)
    bound : float, optional
        The minimum probability of the assignment.
    """
    counts = Counts.of(truth, assigned, counted, weights)
    hits, given = counts.hits, counts.hits + counts.false_alarms
    return CoveragePoint(
        bound=bound,
        coverage=defined(mean_of_teasers(assigned.any(axis=1).astype(float), weights)),
        micro_precision=estimate(ratio(hits.sum(axis=1), given.sum(axis=1), empty=np.nan)),
        macro_precision=estimate(mean_of_topics(ratio(hits, given, empty=np.nan))),
    )
