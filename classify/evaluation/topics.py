"""Labelled teasers and predictions to an Evaluation: figures, and the teasers behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from classify.compute import one_blas_thread
from classify.datasets import label_arrays, prediction_arrays
from classify.evaluation.bootstrap import estimate
from classify.evaluation.comparison import compare_topics
from classify.evaluation.confusions import confusions
from classify.evaluation.coverage import coverage_curve, coverage_point
from classify.evaluation.multilabel_metrics import area_under_roc
from classify.evaluation.reliability import reliability
from classify.evaluation.resampling import draw_weights
from classify.evaluation.slices import score_slices
from classify.evaluation.topic_metrics import score_topics
from classify.records import (
    KINDS,
    Comparison,
    ConfusedTopics,
    CoveragePoint,
    Estimate,
    Evaluation,
    LabelledTeaser,
    Misjudged,
    Prediction,
    ReliabilityBin,
)
from classify.taxonomy import Taxonomy

MIN_COUNTRY = 10
"""Teasers; countries with fewer are put together as "others"."""
N_TOPIC_BINS = 5
"""Bins of one topic's reliability diagram: it has too few examples for ten."""

_LENGTHS = ((15, "up to 15 words"), (30, "16 to 30 words"), (75, "31 to 75 words"))
_LONGEST = "over 75 words"
_HEADLINE_ONLY = "headline only"
_NOT_STATED = "not stated"
_OTHERS = "others"

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


@one_blas_thread()
def evaluate_topics(
    labelled: Sequence[LabelledTeaser],
    predictions: Sequence[Prediction],
    *,
    taxonomy: Taxonomy,
    against: Sequence[Prediction] | None = None,
    groups: Sequence[int] | None = None,
    n_resamples: int = 1000,
) -> Evaluation:
    """Score predictions against labels that people gave.

    Parameters
    ----------
    labelled : sequence of LabelledTeaser
    predictions : sequence of Prediction
        One a teaser, in the same order.
    taxonomy : Taxonomy
    against : sequence of Prediction, optional
        Of another model, for a paired comparison.
    groups : sequence of int, optional
        Teasers of one group are resampled together.
    n_resamples : int
        Bootstrap samples behind each 95 % interval.
    """
    labels = label_arrays(labelled, taxonomy)
    truth, counted = labels.truth, labels.counted
    probabilities, assigned = prediction_arrays(predictions, taxonomy)
    members = None if groups is None else np.asarray(groups)
    cells = Cells(truth, probabilities, assigned, counted)
    weights = draw_weights(len(truth), n_resamples=n_resamples, seed=0, groups=members)
    return Evaluation(
        scores=score_topics(
            truth,
            probabilities,
            assigned,
            topics=taxonomy.keys,
            counted=counted,
            groups=members,
            n_resamples=n_resamples,
        ),
        statuses=dict(sorted(Counter(one.status for one in predictions).items())),
        reliability=reliability(truth, probabilities, counted, weights),
        topic_reliability=_topic_reliability(cells, weights, taxonomy),
        coverage=_coverage(cells, weights, predictions),
        operating_point=coverage_point(truth, assigned, counted, weights),
        slices={
            facet: score_slices(parts, order, truth, assigned, counted, weights)
            for facet, (parts, order) in _facets(labelled).items()
        },
        confusions=_confused(cells, labelled, taxonomy),
        misjudged=_misjudged(labelled, predictions),
        novelty=_novelty(labelled, predictions, weights),
        comparison=_comparison(cells, weights, against, taxonomy) if against else None,
    )


class Cells(NamedTuple):
    """Labels, and predictions of a model; arrays of shape (n_teasers, n_topics)."""

    truth: Bools
    probabilities: Floats
    assigned: Bools
    counted: Bools


def _topic_reliability(
    cells: Cells, weights: Floats, taxonomy: Taxonomy
) -> dict[str, tuple[ReliabilityBin, ...]]:
    return {
        topic: reliability(
            cells.truth[:, [column]],
            cells.probabilities[:, [column]],
            cells.counted[:, [column]],
            weights,
            n_bins=N_TOPIC_BINS,
        )
        for column, topic in enumerate(taxonomy.keys)
    }


def _coverage(
    cells: Cells, weights: Floats, predictions: Sequence[Prediction]
) -> tuple[CoveragePoint, ...]:
    answered = np.array([one.status != "abstained" for one in predictions])
    return coverage_curve(cells.truth, cells.probabilities, cells.counted, answered, weights)


def _comparison(
    cells: Cells, weights: Floats, against: Sequence[Prediction], taxonomy: Taxonomy
) -> Comparison:
    return compare_topics(
        cells.truth,
        cells.counted,
        (cells.probabilities, cells.assigned),
        prediction_arrays(against, taxonomy),
        weights,
        topics=taxonomy.keys,
    )


def _confused(
    cells: Cells, labelled: Sequence[LabelledTeaser], taxonomy: Taxonomy
) -> tuple[ConfusedTopics, ...]:
    """Name the topics and teasers of the confusions."""
    return tuple(
        ConfusedTopics(
            missed=None if found.missed is None else taxonomy.keys[found.missed],
            given=None if found.given is None else taxonomy.keys[found.given],
            teaser_ids=tuple(labelled[row].teaser.id for row in found.rows),
        )
        for found in confusions(*cells)
    )


def _misjudged(
    labelled: Sequence[LabelledTeaser], predictions: Sequence[Prediction]
) -> tuple[Misjudged, ...]:
    found = []
    for item, one in zip(labelled, predictions, strict=True):
        missed = [topic for topic in item.labels if topic not in one.topics]
        given = [topic for topic in one.topics if topic not in (*item.labels, *item.disputed)]
        if missed or given:
            found.append(
                Misjudged(
                    teaser_id=item.teaser.id,
                    headline=item.teaser.headline,
                    text=item.teaser.text,
                    labels=item.labels,
                    disputed=item.disputed,
                    topics=one.topics,
                    missed={topic: one.probabilities[topic] for topic in missed},
                    given={topic: one.probabilities[topic] for topic in given},
                )
            )
    return tuple(found)


def _novelty(
    labelled: Sequence[LabelledTeaser],
    predictions: Sequence[Prediction],
    weights: Floats,
) -> Estimate | None:
    """How well novelty separates teasers without a topic from the others."""
    without = np.array([not (item.labels or item.disputed) for item in labelled])
    novelty = np.array([one.novelty for one in predictions])
    return estimate(area_under_roc(novelty, without, weights))


def _facets(
    labelled: Sequence[LabelledTeaser],
) -> dict[str, tuple[list[str], Sequence[str]]]:
    """Return the slicings: for each teaser its slice, and the order of the slices."""
    countries, country_order = _countries(labelled)
    return {
        "length": (
            [_length(item) for item in labelled],
            [_HEADLINE_ONLY, *(name for _, name in _LENGTHS), _LONGEST],
        ),
        "end of the text": (
            ["cut off" if item.teaser.truncated else "whole" for item in labelled],
            ["whole", "cut off"],
        ),
        "annotators": (
            ["disagree on a topic" if item.disputed else "agree" for item in labelled],
            ["agree", "disagree on a topic"],
        ),
        "kind": ([item.teaser.kind for item in labelled], KINDS),
        "country": (countries, country_order),
    }


def _length(item: LabelledTeaser) -> str:
    """Return the length class of headline and text together."""
    if not item.teaser.text:
        return _HEADLINE_ONLY
    n_words = len(item.teaser.passage.split())
    return next((name for most, name in _LENGTHS if n_words <= most), _LONGEST)


def _countries(labelled: Sequence[LabelledTeaser]) -> tuple[list[str], list[str]]:
    """Return the country of each teaser; the most frequent first, the rare ones together."""
    stated = [item.teaser.country or _NOT_STATED for item in labelled]
    counts = Counter(stated)
    named = [name for name in counts if counts[name] >= MIN_COUNTRY and name != _NOT_STATED]
    named.sort(key=lambda name: (-counts[name], name))
    parts = [name if name in (*named, _NOT_STATED) else _OTHERS for name in stated]
    return parts, [*named, _OTHERS, _NOT_STATED]
