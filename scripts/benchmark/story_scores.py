"""Pairwise and B-cubed figures of stories where annotators may differ on a pair."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scripts.story_piles import Pile

N_RESAMPLES = 1000

Numbers = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Precision, recall and F1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return 2 * self.precision * self.recall / max(1e-12, self.precision + self.recall)


@dataclass(frozen=True, kw_only=True)
class StoryFigures:
    """How right the stories of one pile are; pairs that do not count are left out."""

    pairwise: Figures
    b_cubed: Figures
    without_largest: Figures
    """Pairwise, without the largest true story: one story has most of the pairs of many a week."""
    interval: tuple[float, float]
    """95 % of pairwise F1, by drawing teasers' true stories anew."""


def score(pile: Pile, found: Numbers) -> StoryFigures:
    """Compare found stories with true ones."""
    same, counted = truth(pile)
    rest = ~same[same.sum(axis=1).argmax()]
    kept = np.ix_(rest, rest)
    return StoryFigures(
        pairwise=pairwise(found, same, counted),
        b_cubed=b_cubed(found, same, counted),
        without_largest=pairwise(found[rest], same[kept], counted[kept]),
        interval=_interval(pile, found, same, counted),
    )


def truth(pile: Pile) -> tuple[Bools, Bools]:
    """Pairs that are one story, and pairs that count; both (n, n)."""
    n = len(pile.keys)
    first, second = (rows.ravel() for rows in np.indices((n, n)))
    same, counted = (each.reshape(n, n) for each in pile.judged(first, second))
    return same, counted


def pairwise(found: Numbers, same: Bools, counted: Bools) -> Figures:
    """Figures over pairs of teasers."""
    upper = np.triu_indices(len(found), 1)
    joined, true, known = (found[:, None] == found)[upper], same[upper], counted[upper]
    right = (joined & true & known).sum()
    return Figures(
        precision=float(right / max(1, (joined & known).sum())),
        recall=float(right / max(1, (true & known).sum())),
    )


def b_cubed(found: Numbers, same: Bools, counted: Bools) -> Figures:
    """Figures over teasers (Bagga & Baldwin, 1998)."""
    joined, true = (found[:, None] == found) & counted, same & counted
    right = (joined & true).sum(axis=1)
    return Figures(
        precision=float((right / joined.sum(axis=1)).mean()),
        recall=float((right / true.sum(axis=1)).mean()),
    )


def difference(pile: Pile, found: Numbers, before: Numbers) -> tuple[float, float, float]:
    """By how much found stories are better than others of the same pile, and its interval.

    Pairwise F1 of real weeks, B-cubed F1 of other piles; 95 %, the same true stories drawn anew for
    both.
    """
    same, counted = truth(pile)
    scored = _drawn_pairwise if pile.same is not None else _drawn_b_cubed
    times = _draws(pile)
    gains = scored(pile, found, same, counted, times) - scored(pile, before, same, counted, times)
    low, high = np.quantile(gains[1:], [0.025, 0.975])
    return float(gains[0]), float(low), float(high)


def _interval(pile: Pile, found: Numbers, same: Bools, counted: Bools) -> tuple[float, float]:
    """Draw true stories anew."""
    scores = _drawn_pairwise(pile, found, same, counted, _draws(pile))[1:]
    low, high = np.quantile(scores, [0.025, 0.975])
    return float(low), float(high)


def _draws(pile: Pile) -> Numbers:
    """How often each teaser's story is drawn, (1 + n_resamples, n); first once each."""
    random = np.random.default_rng(0)
    _, story = np.unique(pile.truth, return_inverse=True)
    n_stories = int(story.max()) + 1
    times = [
        np.bincount(random.integers(0, n_stories, n_stories), minlength=n_stories)
        for _ in range(N_RESAMPLES)
    ]
    drawn: Numbers = np.stack([np.ones(n_stories, dtype=np.int64), *times])[:, story]
    return drawn


def _drawn_pairwise(
    pile: Pile, found: Numbers, same: Bools, counted: Bools, times: Numbers
) -> NDArray[np.float64]:
    """F1 over pairs in each draw; a pair of two stories counts as often as both are drawn."""
    first, second = np.triu_indices(len(found), 1)
    joined = (found[first] == found[second]) & counted[first, second]
    true = same[first, second] & counted[first, second]
    kept = joined | true
    first, second, joined, true = (each[kept] for each in (first, second, joined, true))
    one_story = pile.truth[first] == pile.truth[second]
    scores = []
    for drawn in times:
        one, other = drawn[first], drawn[second]
        weight = np.where(one_story, one, one * other)
        right = weight[joined & true].sum()
        scores.append(2 * right / max(1, weight[joined].sum() + weight[true].sum()))
    return np.array(scores)


def _drawn_b_cubed(
    _: Pile, found: Numbers, same: Bools, counted: Bools, times: Numbers
) -> NDArray[np.float64]:
    """B-cubed F1 in each draw; a teaser counts as often as its story is drawn."""
    joined, true = (found[:, None] == found) & counted, same & counted
    right = (joined & true).sum(axis=1)
    precision, recall = (
        times @ (right / of.sum(axis=1)) / times.sum(axis=1) for of in (joined, true)
    )
    scores: NDArray[np.float64] = 2 * precision * recall / (precision + recall)
    return scores
