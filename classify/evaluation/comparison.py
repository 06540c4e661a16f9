"""Two models on the same teasers: differences with intervals, resampled together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from classify.evaluation.bootstrap import estimate
from classify.evaluation.multilabel_metrics import Bools, Floats, exact
from classify.evaluation.resampling import Weights
from classify.evaluation.topic_metrics import Figures
from classify.records import Comparison, TopicDifference


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
