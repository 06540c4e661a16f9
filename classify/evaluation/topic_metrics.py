"""Scores of multi-label topics and of the calibration of their probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classify.evaluation.bootstrap import defined, estimate
from classify.evaluation.multilabel_metrics import (
    Bools,
    Counts,
    Floats,
    average_precision,
    brier,
    brier_by_topic,
    calibration_error,
    calibration_error_by_topic,
    exact,
    mean_of_teasers,
    mean_of_topics,
    sample_f1,
)
from classify.evaluation.resampling import Weights, draw_weights
from classify.records import TopicFigures, TopicScores


def score_topics(
    truth: Bools,
    probabilities: Floats,
    assigned: Bools,
    *,
    topics: Sequence[str],
    counted: Bools | None = None,
    groups: NDArray[np.int64] | None = None,
    n_resamples: int = 1000,
    seed: int = 0,
) -> TopicScores:
    """Score assigned topics and their probabilities.

    Parameters
    ----------
    truth, assigned : bool arrays of shape (n_teasers, n_topics)
        `truth` is False in disputed cells.
    probabilities : float array of shape (n_teasers, n_topics), 0..1
    topics : sequence of str, of length n_topics
        Names of the columns.
    counted : bool array of shape (n_teasers, n_topics), optional
        False where annotators disagree.
    groups : int array of shape (n_teasers,), optional
        Teasers of one group are resampled together.
    n_resamples : int
        Bootstrap samples behind the intervals.
    seed : int

    Raises
    ------
    ValueError
        If there are no teasers, no undisputed label at all, or arrays that do not fit together.
    """
    if counted is None:
        counted = np.ones(truth.shape, dtype=bool)
    _check(truth, probabilities, assigned, counted, topics)
    weights = draw_weights(len(truth), n_resamples=n_resamples, seed=seed, groups=groups)
    figures = Figures.of(truth, probabilities, assigned, counted, weights)
    strict = figures
    if not counted.all():
        everything = np.ones_like(counted)
        strict = Figures.of(truth, probabilities, assigned, everything, weights)
    return TopicScores(
        n_teasers=len(truth),
        n_disputed=int((~counted).sum()),
        topics=tuple(
            _of_topic(topic, figures, column, n_positive)
            for column, (topic, n_positive) in enumerate(
                zip(topics, (truth & counted).sum(axis=0).tolist(), strict=True)
            )
        ),
        **{name: defined(found) for name, found in figures.overall.items()},
        **{f"strict_{name}": defined(found) for name, found in strict.overall.items()},
    )


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one choice of cells, with their resamples."""

    counts: Counts
    average_precision: Floats
    """Shape (n_draws, n_topics)."""
    brier: Floats
    """Shape (n_draws, n_topics)."""
    calibration_error: Floats
    """Shape (n_draws, n_topics)."""
    overall: dict[str, Floats]
    """By the names of their fields in `TopicScores`; shape (n_draws,)."""

    @classmethod
    def of(
        cls, truth: Bools, probabilities: Floats, assigned: Bools, counted: Bools, weights: Weights
    ) -> Figures:
        """Compute them; shapes as in `score_topics`, weights (n_draws, n_teasers)."""
        counts = Counts.of(truth, assigned, counted, weights)
        ranked = _average_precisions(truth, probabilities, counted, weights)
        overall = {
            "macro_f1": counts.macro_f1,
            "micro_f1": counts.micro_f1,
            "sample_f1": mean_of_teasers(sample_f1(truth, assigned, counted), weights),
            "mean_average_precision": mean_of_topics(ranked),
            "exact": mean_of_teasers(exact(truth, assigned, counted), weights),
            "brier": brier(truth, probabilities, counted, weights),
            "calibration_error": calibration_error(truth, probabilities, counted, weights),
        }
        return cls(
            counts=counts,
            average_precision=ranked,
            brier=brier_by_topic(truth, probabilities, counted, weights),
            calibration_error=calibration_error_by_topic(truth, probabilities, counted, weights),
            overall=overall,
        )


def _average_precisions(
    truth: Bools, probabilities: Floats, counted: Bools, weights: Weights
) -> Floats:
    """Average precision of each topic, shape (n_draws, n_topics)."""
    figures = []
    for column in range(truth.shape[1]):
        rows = counted[:, column]
        figures.append(
            average_precision(truth[rows, column], probabilities[rows, column], weights[:, rows])
        )
    return np.stack(figures, axis=1)


def _of_topic(topic: str, figures: Figures, column: int, n_positive: int) -> TopicFigures:
    return TopicFigures(
        topic=topic,
        n_positive=n_positive,
        precision=estimate(figures.counts.precision[:, column]),
        recall=estimate(figures.counts.recall[:, column]),
        f1=estimate(figures.counts.f1[:, column]),
        average_precision=estimate(figures.average_precision[:, column]),
        brier=estimate(figures.brier[:, column]),
        calibration_error=estimate(figures.calibration_error[:, column]),
    )


def _check(
    truth: Bools,
    probabilities: Floats,
    assigned: Bools,
    counted: Bools,
    topics: Sequence[str],
) -> None:
    """Refuse what cannot be scored."""
    if not len(truth):
        raise ValueError("there are no teasers to score")
    expected = (len(truth), len(topics))
    given = {
        "truth": truth,
        "probabilities": probabilities,
        "assigned": assigned,
        "counted": counted,
    }
    for name, array in given.items():
        if array.shape != expected:
            raise ValueError(f"{name} has shape {array.shape}, teasers and topics make {expected}")
    if not ((probabilities >= 0) & (probabilities <= 1)).all():
        raise ValueError("probabilities are to lie between 0 and 1")
    if not (truth & counted).any():
        raise ValueError("no teaser has an undisputed label: there is nothing to score against")
