"""From probabilities of pairs to groups: the best merges first, until none is probable enough."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from classify.stories.group_features import Compared, Groups, compare
from classify.stories.pair_scores import PairScores

MIN_NEAR = 0.05
"""Minimum probability of a pair of teasers for their groups to be compared."""

Numbers = NDArray[np.int64]
Scores = NDArray[np.float64]
Judge = Callable[[Groups, Numbers, Numbers, Compared], Scores]


def agglomerate(
    groups: Groups,
    first: Numbers,
    second: Numbers,
    scores: PairScores,
    judge: Judge,
    *,
    min_probability: float,
    apart: Iterable[tuple[int, int]] = (),
) -> Numbers:
    """Merge groups that are each other's best, round by round.

    Ties are broken by position: sort the teasers first.

    Parameters
    ----------
    groups : Groups
        Modified in place.
    first, second : int arrays of shape (n_near,)
        Pairs of teasers whose groups may merge.
    scores : PairScores
        Gives the probability of any pair of teasers of the compared groups.
    judge : callable
        How probable it is that each pair of groups reports one event, from the groups, the first
        members of the pairs' groups, and what comparing them found.
    min_probability : float
        That a merge must have.
    apart : pairs of positions that must be in two groups

    Returns
    -------
    int array of shape (n,): the first member of each teaser's group
    """
    n = len(groups.root)
    parted = np.array([*apart], dtype=np.int64).reshape(-1, 2)
    codes, probability, between = np.zeros(0, np.int64), np.zeros(0), np.zeros(0)
    while True:
        near = _neighbours(groups, first, second)
        new = near[~np.isin(near, codes)]
        found = compare(groups, new // n, new % n, scores)
        judged = judge(groups, new // n, new % n, found)
        codes = np.concatenate([codes, new])
        probability = np.concatenate([probability, judged])
        between = np.concatenate([between, found.means])
        open_ = (probability >= min_probability) & ~np.isin(codes, _codes(groups, parted))
        chosen = np.flatnonzero(open_)[
            _mutual(codes[open_] // n, codes[open_] % n, probability[open_])
        ]
        if not len(chosen):
            return groups.root
        into, gone = codes[chosen] // n, codes[chosen] % n
        groups.merge(into, gone, between[chosen])
        changed = np.concatenate([into, gone])
        kept = ~(np.isin(codes // n, changed) | np.isin(codes % n, changed))
        codes, probability, between = codes[kept], probability[kept], between[kept]


def _neighbours(groups: Groups, first: Numbers, second: Numbers) -> Numbers:
    """Pairs of groups with a pair of near teasers, each once, as `smaller * n + larger` root."""
    one, other = groups.root[first], groups.root[second]
    two = one != other
    one, other = one[two], other[two]
    codes: Numbers = np.unique(np.minimum(one, other) * len(groups.root) + np.maximum(one, other))
    return codes


def _codes(groups: Groups, pairs: Numbers) -> Numbers:
    return _neighbours(groups, pairs[:, 0], pairs[:, 1])


def _mutual(one: Numbers, other: Numbers, probability: Scores) -> Numbers:
    """Rows of the pairs that are each other's most probable; of equals the first partner."""
    rows = np.arange(len(one))
    here, there = np.concatenate([one, other]), np.concatenate([other, one])
    row, chance = np.concatenate([rows, rows]), np.concatenate([probability, probability])
    order = np.lexsort((there, -chance, here))
    _, firsts = np.unique(here[order], return_index=True)
    best = row[order[firsts]]
    found, count = np.unique(best, return_counts=True)
    mutual: Numbers = found[count == 2]
    return mutual
