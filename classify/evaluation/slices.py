"""Scores of topics on slices of the data: short teasers, one country, one kind."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from classify.evaluation.bootstrap import estimate
from classify.evaluation.multilabel_metrics import Bools, Counts, exact, mean_of_teasers, sample_f1
from classify.evaluation.resampling import Weights
from classify.records import SliceFigures


def score_slices(
    names: Sequence[str],
    order: Sequence[str],
    truth: Bools,
    assigned: Bools,
    counted: Bools,
    weights: Weights,
) -> tuple[SliceFigures, ...]:
    """Score each slice of the teasers separately.

    Parameters
    ----------
    names : sequence of str, of length n_teasers
        The slice that each teaser is in.
    order : sequence of str
        The slices to score, in order; slices without a teaser are left out.
    truth, assigned, counted : bool arrays of shape (n_teasers, n_topics)
    weights : float array of shape (n_draws, n_teasers)
    """
    parts = np.asarray(names, dtype=object)
    return tuple(
        _figures(name, truth[rows], assigned[rows], counted[rows], weights[:, rows])
        for name in order
        if (rows := parts == name).any()
    )


def _figures(
    name: str, truth: Bools, assigned: Bools, counted: Bools, weights: Weights
) -> SliceFigures:
    covered = assigned.any(axis=1).astype(float)
    return SliceFigures(
        name=name,
        n_teasers=len(truth),
        coverage=estimate(mean_of_teasers(covered, weights)),
        micro_f1=estimate(Counts.of(truth, assigned, counted, weights).micro_f1),
        sample_f1=estimate(mean_of_teasers(sample_f1(truth, assigned, counted), weights)),
        exact=estimate(mean_of_teasers(exact(truth, assigned, counted), weights)),
    )
