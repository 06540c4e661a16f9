"""Weights of a logarithmic opinion pool of several classifiers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from classify.compute import logistic

MIN_CELLS = 100
"""Positive cells below which weights are not learned, and topics share one curve."""

UNLEARNED_WEIGHT = 0.3
"""Weight of each further opinion beside 1 for the first, where they are not learned and after each
is brought to the same spread; the bundled model's, learned from 1,531 teasers, are 0.7 and 0.3."""

_RIDGE = 1e-3
_N_STEPS = 30


def pool_weights(
    opinions: Sequence[NDArray[np.float64]],
    truth: NDArray[np.bool_],
    counted: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Fit the weights under which pooled log-odds explain the labels best.

    A logarithmic opinion pool (Genest & Zidek, Combining probability distributions, 1986): one
    weight per classifier for all topics, by logistic regression over all counted cells. Classifiers
    that are fitted together overfit to the one that knows the training texts best; fitted
    separately and weighted on unseen texts, each adds what the others lack.

    Parameters
    ----------
    opinions : sequence of float arrays of shape (n_texts, n_topics)
        Log-odds for texts that no classifier was trained on; nan where there are none.
    truth, counted : bool arrays of shape (n_texts, n_topics)

    Returns
    -------
    float array of shape (n_opinions,), none of them negative
    """
    n_opinions = len(opinions)
    fallback = _unlearned(opinions)
    used = counted & np.logical_and.reduce([np.isfinite(one) for one in opinions])
    if n_opinions == 1 or truth[used].sum() < MIN_CELLS:
        return fallback
    columns = np.stack([one[used] for one in opinions] + [np.ones(int(used.sum()))], axis=1)
    at = np.append(np.full(n_opinions, 1.0 / n_opinions), 0.0)
    for _ in range(_N_STEPS):  # Newton's method; convex, and a handful of numbers
        probability = logistic(columns @ at)
        gradient = columns.T @ (probability - truth[used]) + _RIDGE * at
        weight = probability * (1 - probability)
        curvature = (columns * weight[:, None]).T @ columns + _RIDGE * np.eye(n_opinions + 1)
        step = np.linalg.solve(curvature, gradient)
        at = at - step
        if np.abs(step).max() < 1e-8:
            break
    weights = np.maximum(at[:-1], 0.0)
    return weights if np.isfinite(weights).all() and weights.any() else fallback


def _unlearned(opinions: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Weights that do not depend on the scale of each opinion.

    Few examples give small weights and small log-odds, while those of another classifier have been
    calibrated: without scaling, the further classifier would outweigh the first.
    """
    spreads = np.array([_spread(one) for one in opinions])
    ratio = np.divide(spreads[0], spreads, out=np.ones_like(spreads), where=spreads > 0)
    return np.where(np.arange(len(opinions)) == 0, 1.0, UNLEARNED_WEIGHT * ratio)


def _spread(opinions: NDArray[np.float64]) -> float:
    """Typical spread of a topic's log-odds over texts."""
    known = opinions[np.isfinite(opinions).all(axis=1)]
    return float(np.sqrt(known.var(axis=0).mean())) if len(known) else 0.0
