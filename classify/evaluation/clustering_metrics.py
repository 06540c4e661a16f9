"""Scores of a grouping into stories.

Every figure is a ratio of sums over the true stories, so that stories can be resampled by weight.
Numbers of stories are names: any integers do, and every number is a group, -1 too. Memory grows
with teasers and with stories x resamples, never with pairs of teasers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classify.evaluation.bootstrap import defined, estimate
from classify.evaluation.resampling import Weights, draw_weights, ratio
from classify.records import Estimate, StoryScores

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def b_cubed(truth: Ints, predicted: Ints) -> tuple[float, float, float]:
    """Return B-cubed precision, recall and F1.

    For each teaser: which share of its predicted story is of its true story, and which share of
    its true story is in its predicted story, itself included; then the means over teasers
    (Bagga & Baldwin, 1998; Amigó et al., 2009). F1 is the harmonic mean of the two means.

    Parameters
    ----------
    truth, predicted : int arrays of shape (n_teasers,)

    Raises
    ------
    ValueError
        If there are no teasers, or the arrays differ in length.
    """
    _check(truth, predicted)
    n_shared = _n_alike(truth, predicted)
    precision = float((n_shared / _n_alike(predicted)).mean())
    recall = float((n_shared / _n_alike(truth)).mean())
    return precision, recall, 2 * precision * recall / (precision + recall)


def pairwise(truth: Ints, predicted: Ints) -> tuple[float, float, float]:
    """Return precision, recall and F1 of joining pairs of teasers.

    A pair is right if it is joined and its two are of one story. Parameters and errors as in
    `b_cubed`; what the figures are without pairs is said in `StoryScores`.
    """
    _check(truth, predicted)
    as_is = np.ones((1, len(truth)))
    precision, recall, f1 = _pairwise(_per_teaser(truth, predicted), as_is)
    return float(precision[0]), float(recall[0]), float(f1[0])


def score_stories(
    truth: Ints,
    predicted: Ints,
    *,
    siblings: Ints | None = None,
    n_resamples: int = 1000,
    seed: int = 0,
) -> StoryScores:
    """Score a grouping.

    Parameters
    ----------
    truth, predicted : int arrays of shape (n_teasers,)
        Number of each teaser's story.
    siblings : int array of shape (n_teasers,), optional
        The same number for teasers of stories that are easily confused; below 0 for a story
        without siblings.
    n_resamples : int
        Bootstrap samples of true stories behind the intervals.
    seed : int

    Raises
    ------
    ValueError
        If there are no teasers, the arrays differ in length, or a story has two sibling numbers.
    """
    from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

    _check(truth, predicted)
    names, story_of = np.unique(truth, return_inverse=True)
    sums = _per_teaser(truth, predicted).summed(story_of)
    weights = draw_weights(len(names), n_resamples=n_resamples, seed=seed)
    b_cubed_figures = [defined(figures) for figures in _b_cubed(sums, weights)]
    pairwise_figures = [defined(figures) for figures in _pairwise(sums, weights)]
    return StoryScores(
        n_teasers=len(truth),
        n_stories=len(names),
        n_predicted=len(np.unique(predicted)),
        b_cubed_precision=b_cubed_figures[0],
        b_cubed_recall=b_cubed_figures[1],
        b_cubed_f1=b_cubed_figures[2],
        pairwise_precision=pairwise_figures[0],
        pairwise_recall=pairwise_figures[1],
        pairwise_f1=pairwise_figures[2],
        adjusted_rand=float(adjusted_rand_score(truth, predicted)),
        adjusted_mutual_information=float(adjusted_mutual_info_score(truth, predicted)),
        siblings_joined=None
        if siblings is None
        else _siblings_joined(truth, predicted, siblings, n_resamples=n_resamples, seed=seed),
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """Contribution of each teaser, or each story, to the scores; arrays of shape (n_units,).

    A pair of teasers counts half for either of the two.
    """

    n_teasers: Floats
    precision: Floats
    recall: Floats
    pairs_together: Floats
    pairs_joined: Floats
    pairs_right: Floats

    def summed(self, story_of: Ints) -> _Parts:
        """Sum the teasers' parts by story."""

        def total(parts: Floats) -> Floats:
            return np.bincount(story_of, weights=parts).astype(float)

        return _Parts(
            n_teasers=total(self.n_teasers),
            precision=total(self.precision),
            recall=total(self.recall),
            pairs_together=total(self.pairs_together),
            pairs_joined=total(self.pairs_joined),
            pairs_right=total(self.pairs_right),
        )


def _per_teaser(truth: Ints, predicted: Ints) -> _Parts:
    n_true, n_joined, n_shared = _n_alike(truth), _n_alike(predicted), _n_alike(truth, predicted)
    return _Parts(
        n_teasers=np.ones(len(truth)),
        precision=n_shared / n_joined,
        recall=n_shared / n_true,
        pairs_together=(n_true - 1) / 2,
        pairs_joined=(n_joined - 1) / 2,
        pairs_right=(n_shared - 1) / 2,
    )


def _b_cubed(parts: _Parts, weights: Weights) -> tuple[Floats, Floats, Floats]:
    n_teasers = weights @ parts.n_teasers  # at least one story is always drawn
    precision = weights @ parts.precision / n_teasers
    recall = weights @ parts.recall / n_teasers
    return precision, recall, 2 * precision * recall / (precision + recall)


def _pairwise(parts: _Parts, weights: Weights) -> tuple[Floats, Floats, Floats]:
    together, joined = weights @ parts.pairs_together, weights @ parts.pairs_joined
    right = weights @ parts.pairs_right
    return (
        ratio(right, joined, empty=1),
        ratio(right, together, empty=1),
        ratio(2 * right, together + joined, empty=1),
    )


def _siblings_joined(
    truth: Ints, predicted: Ints, siblings: Ints, *, n_resamples: int, seed: int
) -> Estimate | None:
    """Share of the pairs across sibling stories that were joined."""
    if len(siblings) != len(truth):
        raise ValueError(f"{len(siblings)} sibling numbers for {len(truth)} teasers")
    _, story_of = np.unique(truth, return_inverse=True)
    families = np.where(siblings < 0, -1 - story_of, siblings)
    if (_n_alike(truth, families) != _n_alike(truth)).any():
        raise ValueError("a story has two sibling numbers; give all its teasers the same")
    # Pairs within the family, less those within one story, are the pairs across stories.
    across = _n_alike(families) - _n_alike(truth)
    joined = _n_alike(families, predicted) - _n_alike(truth, predicted)
    # Both stories of a pair hold the same joined pairs: drawn separately, intervals would be too
    # small.
    names, family_of = np.unique(families, return_inverse=True)
    weights = draw_weights(len(names), n_resamples=n_resamples, seed=seed)
    n_across = weights @ np.bincount(family_of, weights=across)
    n_joined = weights @ np.bincount(family_of, weights=joined)
    return estimate(ratio(n_joined, n_across, empty=np.nan))


def _n_alike(*groupings: Ints) -> Ints:
    """For each teaser, how many have the same number in all groupings, itself included."""
    rows = np.stack(groupings, axis=1)
    _, inverse, counts = np.unique(rows, axis=0, return_inverse=True, return_counts=True)
    alike: Ints = counts[inverse.reshape(-1)]
    return alike


def _check(truth: Ints, predicted: Ints) -> None:
    if len(truth) != len(predicted):
        raise ValueError(f"{len(truth)} true stories, but {len(predicted)} predicted ones")
    if not len(truth):
        raise ValueError("there are no teasers to score")
