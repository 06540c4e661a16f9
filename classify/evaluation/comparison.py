"""Two models on the same teasers: differences with intervals, resampled together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from classify.evaluation.bootstrap import Estimate, Weights, estimate
from classify.evaluation.multilabel_metrics import Bools, Floats, exact
from classify.evaluation.topic_metrics import Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicDifference:
    """F1 of one topic with either model, and first minus second."""

    topic: str
    n_positive: int
    first: float | None
    second: float | None
    difference: Estimate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The figures of the first model minus those of the second.

    Both are scored on the same resamples, so that what is hard for both cancels out: these
    intervals are narrower than those of the two models would suggest.
    """

    n_teasers: int
    differences: dict[str, Estimate]
    """By the names of the fields in `TopicScores`; of Brier score and calibration error below 0 is
    better."""
    seconds: dict[str, float]
    """The figures of the second model."""
    topics: tuple[TopicDifference, ...]
    only_first: tuple[int, ...]
    """Numbers of the teasers whose topics only the first model has all right."""
    only_second: tuple[int, ...]


def compare_topics(
    truth: Bools,
    counted: Bools,
    first: tuple[Floats, Bools],
    second: tuple[Floats, Bools],
    weights: Weights,
    *,
    topics: Sequence[str],
) -> Comparison:
    """Compare two models.

    Parameters
    ----------
    truth, counted : bool arrays of shape (n_teasers, n_topics)
    first, second : pairs of arrays of shape (n_teasers, n_topics)
        Probabilities and assigned topics of either model.
    weights : float array of shape (n_draws, n_teasers)
    topics : sequence of str, of length n_topics
        Names of the columns.
    """
    one, other = (Figures.of(truth, *model, counted, weights) for model in (first, second))
    right, other_right = (exact(truth, model[1], counted) > 0 for model in (first, second))
    f1, other_f1 = one.counts.f1, other.counts.f1
    n_positive = (truth & counted).sum(axis=0).tolist()
    return Comparison(
        n_teasers=len(truth),
        differences={
            name: found
            for name, figures in one.overall.items()
            if (found := estimate(figures - other.overall[name]))
        },
        seconds={name: float(figures[0]) for name, figures in other.overall.items()},
        topics=tuple(
            TopicDifference(
                topic=topic,
                n_positive=n_positive[column],
                first=_known(f1[0, column]),
                second=_known(other_f1[0, column]),
                difference=estimate(f1[:, column] - other_f1[:, column]),
            )
            for column, topic in enumerate(topics)
        ),
        only_first=tuple(np.flatnonzero(right & ~other_right).tolist()),
        only_second=tuple(np.flatnonzero(other_right & ~right).tolist()),
    )


def _known(figure: float) -> float | None:
    return None if np.isnan(figure) else float(figure)
