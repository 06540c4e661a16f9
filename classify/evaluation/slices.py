"""How right topics are on parts of the data: short teasers, one country, one kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from classify.evaluation.bootstrap import Estimate, Weights, estimate
from classify.evaluation.multilabel_metrics import Bools, Counts, exact, mean_of_teasers, sample_f1


@dataclass(frozen=True, slots=True, kw_only=True)
class SliceFigures:
    """Scores of one part of the teasers, without its disputed cells.

    There is no mean over topics here: a part holds too few teasers of most of them.
    """

    name: str
    n_teasers: int
    coverage: Estimate | None
    """Share (0..1) of teasers that were given a topic."""
    micro_f1: Estimate | None
    """None where no teaser of the part has a topic."""
    sample_f1: Estimate | None
    exact: Estimate | None


def score_slices(
    names: Sequence[str],
    order: Sequence[str],
    truth: Bools,
    assigned: Bools,
    counted: Bools,
    weights: Weights,
) -> tuple[SliceFigures, ...]:
    """Score each part of the teasers by itself.

    Parameters
    ----------
    names : sequence of str, of length n_teasers
        The part that each teaser is of.
    order : sequence of str
        The parts to score, in order; parts without a teaser are left out.
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
