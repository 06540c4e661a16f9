"""From scores to calibrated probabilities."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from classify.compute import logistic
from classify.topics.opinion_pool import MIN_CELLS

Scores = NDArray[np.float64]
Truth = NDArray[np.bool_]

MIN_POSITIVES = 8
"""Minimum number of positive examples to fit a curve."""

_N_TOPICS_ASSUMED = 12
"""A topic without examples is expected in one of this many texts."""

_SPREAD_SLOPE = 2.0
"""Log-odds that one standard deviation of a score is worth where no truth is known: between 2.1
and 2.3 for the definitions of the bundled topics alone."""


def fit_sigmoid(scores: Scores, truth: Truth) -> tuple[float, float]:
    """Fit slope and offset so that logistic(slope * score + offset) is the probability of truth.

    Platt, Probabilistic outputs for support vector machines (1999), with his corrected targets,
    which keep a small sample from claiming certainty; steps as in Lin, Lin & Weng, A note on
    Platt's probabilistic outputs (2007).

    Parameters
    ----------
    scores : float array of shape (n,)
        Scores of texts that the scoring model was not trained on.
    truth : bool array of shape (n,)

    Returns
    -------
    (slope, offset), (1, 0) where there is too little to learn from
    """
    n_positive = int(truth.sum())
    n_negative = len(truth) - n_positive
    if min(n_positive, n_negative) < MIN_POSITIVES:
        return 1.0, 0.0
    targets = np.where(truth, (n_positive + 1) / (n_positive + 2), 1 / (n_negative + 2))
    at, loss = np.array([1.0, 0.0]), _cross_entropy(scores, targets, np.array([1.0, 0.0]))
    for _ in range(50):  # Newton steps; a well-conditioned fit of two numbers takes under ten
        probability = logistic(at[0] * scores + at[1])
        error = probability - targets
        weight = probability * (1 - probability)
        gradient = np.array([error @ scores, error.sum()])
        curvature = np.array(
            [[weight @ scores**2, weight @ scores], [weight @ scores, weight.sum()]]
        )
        step = np.linalg.solve(curvature + 1e-9 * np.eye(2), gradient)
        # a whole step can overshoot where the curve is flat, so it is halved until it helps
        while (better := _cross_entropy(scores, targets, at - step)) > loss:
            step = step / 2
            if np.abs(step).max() < 1e-9:
                break
        at, loss = at - step, min(loss, better)
        if np.abs(step).max() < 1e-9:
            break
    slope, offset = float(at[0]), float(at[1])
    if not np.isfinite([slope, offset]).all() or slope <= 0:
        return 1.0, 0.0  # scores that contradict the truth are noise, not a scale
    return slope, offset


def _cross_entropy(scores: Scores, targets: Scores, at: Scores) -> float:
    """Mean loss of the curve with this slope and offset."""
    log_odds = at[0] * scores + at[1]
    return float(np.mean(np.logaddexp(0, log_odds) - targets * log_odds))


def assume_sigmoid(scores: Scores, share: float) -> tuple[float, float]:
    """Choose slope and offset where too little truth is known to fit them.

    Parameters
    ----------
    scores : float array of shape (n,) or (n, n_topics)
        Scores of ordinary texts; several topics get one curve, their spread being that within
        topics.
    share : float
        Share of them that is expected to be true: the mean of the probabilities.

    Returns
    -------
    (slope, offset), (1, 0) where the scores do not differ
    """
    spread = float(np.sqrt(scores.var(axis=0).mean())) if scores.size else 0.0
    if spread < 1e-9:
        return 1.0, 0.0
    slope = _SPREAD_SLOPE / spread
    low, high = -slope * float(scores.max()) - 20, -slope * float(scores.min()) + 20
    for _ in range(60):  # the mean rises with the offset
        middle = (low + high) / 2
        low, high = (
            (low, middle) if logistic(slope * scores + middle).mean() > share else (middle, high)
        )
    return slope, (low + high) / 2


def calibrate(
    scores: Scores, truth: Truth, counted: Truth, *, known: Truth, borrowed: bool = False
) -> tuple[Scores, Scores]:
    """Slope and offset of each topic: fitted where it has examples, assumed where it has none.

    While all topics together have few examples, one curve serves all that have some. A topic that
    is not known, for want of any example or definition, keeps its constant score.

    Parameters
    ----------
    scores : float array of shape (n_texts, n_topics)
        Of texts that the scoring model was not trained on; nan where there are none.
    truth, counted : bool arrays of shape (n_texts, n_topics)
    known : bool array of shape (n_topics,)
    borrowed : bool
        Whether the texts are of another origin, so that the frequency of a topic among them does
        not predict its frequency later; topics without examples then share one curve.

    Returns
    -------
    slopes and offsets, float arrays of shape (n_topics,)
    """
    usable = np.isfinite(scores) & counted
    few = np.count_nonzero(usable & truth) < MIN_CELLS
    joint = fit_sigmoid(scores[usable], truth[usable]) if few else None
    defined = scores[:, known] if borrowed else scores[:, :0]
    assumed = assume_sigmoid(defined, 1 / _N_TOPICS_ASSUMED) if defined.size else None
    curves = []
    for topic, column in enumerate(scores.T):
        if not known[topic]:
            curves.append((1.0, 0.0))
            continue
        there = usable[:, topic]
        n_positive, n = int(truth[there, topic].sum()), int(there.sum())
        if min(n_positive, n - n_positive) >= MIN_POSITIVES:
            curves.append(joint or fit_sigmoid(column[there], truth[there, topic]))
        else:
            share = (n_positive + 1) / (n + _N_TOPICS_ASSUMED)
            curves.append(assumed or assume_sigmoid(column[np.isfinite(column)], share))
    slopes, offsets = zip(*curves, strict=True)
    return np.array(slopes), np.array(offsets)
