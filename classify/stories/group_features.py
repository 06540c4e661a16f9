"""Features of two groups of teasers: probabilities of their pairs, centres and times."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classify.compute import evenly_spaced
from classify.stories.pair_scores import PairScores

FEATURES = (
    "mean",
    "best",
    "best of the larger's members",
    "best of the smaller's members",
    "share of the larger's members with a near one",
    "share of the smaller's members with a near one",
    "centres alike",
    "size of the larger",
    "size of the smaller",
    "days between",
    "inside the larger",
    "inside the smaller",
    "mean, by size of the larger",
    "mean, by size of the smaller",
    "best of the larger's members, by size of the smaller",
)
"""Probabilities as log-odds, sizes as logarithms: a linear model is made of these."""

MAX_COMPARED = 12
"""Members of each group whose pairs are scored; of larger groups evenly spaced ones."""

_NEAR = 0.2  # probability from which on a member has a near one in the other group
_LEAST = 0.005  # probabilities nearer to 0 or 1 than this are all the same
_CHUNK = 2048  # pairs of groups at a time

Numbers = NDArray[np.int64]
Scores = NDArray[np.float64]


class Groups:
    """Groups while they are merged; each is identified by its first member.

    Parameters
    ----------
    places : float array of shape (n, n_dims), rows of unit length
    days : float array of shape (n,); nan for undated teasers
    """

    def __init__(self, places: NDArray[np.floating], days: NDArray[np.float64]) -> None:
        n = len(places)
        self.places = places
        self.days = days
        self.root: Numbers = np.arange(n)
        """The group of each teaser, shape (n,)."""
        self.sizes: Numbers = np.ones(n, dtype=np.int64)
        self.inside: Scores = np.zeros(n)
        """Of each group: the sum of the probabilities of its own pairs."""
        self._arrange()

    def merge(self, into: Numbers, gone: Numbers, between: Scores) -> None:
        """Merge pairs of groups, of which no two share a group.

        Parameters
        ----------
        into, gone : int arrays of shape (n_merges,), the first member of `into` before that of
            `gone`
        between : float array of shape (n_merges,)
            Mean probability of the pairs of the two.
        """
        heir = np.arange(len(self.root))
        heir[gone] = into
        self.root = heir[self.root]
        self.inside[into] += self.inside[gone] + between * self.sizes[into] * self.sizes[gone]
        self.sizes[into] += self.sizes[gone]
        self._arrange()

    def join(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Merge the groups of pairs of teasers unconditionally."""
        for one, other in pairs:
            into, gone = sorted((int(self.root[one]), int(self.root[other])))
            if into != gone:
                self.merge(np.array([into]), np.array([gone]), np.ones(1))

    def members(self, group: int) -> Numbers:
        """Positions of the members of a group, rising."""
        start = self._starts[group]
        found: Numbers = self._order[start : start + self.sizes[group]]
        return found

    def _arrange(self) -> None:
        self._order: Numbers = np.argsort(self.root, kind="stable")
        self._starts: Numbers = np.searchsorted(self.root[self._order], np.arange(len(self.root)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Pairs of groups, compared."""

    features: Scores
    """Shape (n_pairs, n_features), in order of `FEATURES`."""
    means: Scores
    """Mean probability of the pairs of teasers, shape (n_pairs,)."""


def compare(groups: Groups, one: Numbers, other: Numbers, scores: PairScores) -> Compared:
    """Compare pairs of groups.

    Parameters
    ----------
    groups : Groups
    one, other : int arrays of shape (n_pairs,), first members of groups
    scores : PairScores
    """
    features, means = np.empty((len(one), len(FEATURES))), np.empty(len(one))
    for start in range(0, len(one), _CHUNK):
        part = slice(start, start + _CHUNK)
        swap = groups.sizes[one[part]] < groups.sizes[other[part]]
        larger = np.where(swap, other[part], one[part])
        smaller = np.where(swap, one[part], other[part])
        table, mean = np.empty((len(larger), len(FEATURES))), np.empty(len(larger))
        single = groups.sizes[larger] == 1  # as most are, in a large pile
        for chosen, compare_them in ((single, _compare_singles), (~single, _compare)):
            if chosen.any():
                table[chosen], mean[chosen] = compare_them(
                    groups, larger[chosen], smaller[chosen], scores
                )
        # rounded, so that the last bits of a sum cannot decide between two equal merges
        features[part], means[part] = np.round(table, 6), mean
    return Compared(features=features, means=means)


def _compare(
    groups: Groups, larger: Numbers, smaller: Numbers, scores: PairScores
) -> tuple[Scores, Scores]:
    sizes = np.log(groups.sizes[larger]), np.log(groups.sizes[smaller])
    cross = _Cross.of(groups, larger, smaller)
    probability = scores.of(cross.rows, cross.columns).astype(np.float64)
    mean = np.add.reduceat(probability, cross.starts) / cross.n_pairs
    of_larger = np.maximum.reduceat(probability, cross.runs)
    turned = np.maximum.reduceat(probability[cross.turned], cross.turned_runs)
    best_larger, near_larger = _per_group(of_larger, cross.n_rows)
    best_smaller, near_smaller = _per_group(turned, cross.n_columns)
    centres = np.einsum(
        "ij,ij->i", _centres(groups, larger), _centres(groups, smaller), dtype=np.float64
    )
    odds, best_odds = _log_odds(mean), _log_odds(best_larger)
    columns = [
        odds,
        _log_odds(np.maximum.reduceat(probability, cross.starts)),
        best_odds,
        _log_odds(best_smaller),
        near_larger,
        near_smaller,
        centres,
        *sizes,
        _days_between(groups, larger, smaller),
        _log_odds(_inside(groups, larger)),
        _log_odds(_inside(groups, smaller)),
        odds * sizes[0],
        odds * sizes[1],
        best_odds * sizes[1],
    ]
    return np.stack(columns, axis=1), mean


def _compare_singles(
    groups: Groups, one: Numbers, other: Numbers, scores: PairScores
) -> tuple[Scores, Scores]:
    """Compare groups of one: the same as `_compare`, without their pairs."""
    probability = scores.of(one, other).astype(np.float64)
    odds, near = _log_odds(probability), (probability >= _NEAR).astype(np.float64)
    none, alone = np.zeros(len(one)), _log_odds(np.ones(len(one)))
    places = (groups.places[rows].astype(np.float64) for rows in (one, other))
    centres = np.einsum("ij,ij->i", *places)
    days = np.nan_to_num(np.abs(groups.days[one] - groups.days[other]))
    columns = [odds, odds, odds, odds, near, near, centres, none, none, days, alone, alone]
    return np.stack([*columns, none, none, none], axis=1), probability


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cross:
    """All pairs of compared members of pairs of groups, one pair of groups after the other."""

    rows: Numbers
    columns: Numbers
    starts: Numbers
    """Where each pair of groups begins."""
    n_pairs: Numbers
    n_rows: Numbers
    n_columns: Numbers
    runs: Numbers
    """Where each member of the larger group begins."""
    turned: Numbers
    """The order in which the members of the smaller group come one after the other."""
    turned_runs: Numbers

    @classmethod
    def of(cls, groups: Groups, larger: Numbers, smaller: Numbers) -> _Cross:
        picked: dict[int, Numbers] = {}
        for group in np.unique(np.concatenate([larger, smaller])).tolist():
            members = groups.members(group)
            picked[group] = members[evenly_spaced(len(members), MAX_COMPARED)]
        rows, columns, turned = [], [], []
        at = 0
        for one, other in zip(larger.tolist(), smaller.tolist(), strict=True):
            own, others = picked[one], picked[other]
            rows.append(np.repeat(own, len(others)))
            columns.append(np.tile(others, len(own)))
            count = len(own) * len(others)
            turned.append(np.arange(at, at + count).reshape(len(own), len(others)).T.ravel())
            at += count
        n_rows = np.array([len(picked[one]) for one in larger.tolist()])
        n_columns = np.array([len(picked[other]) for other in smaller.tolist()])
        n_pairs = n_rows * n_columns
        return cls(
            rows=np.concatenate(rows),
            columns=np.concatenate(columns),
            starts=_starts(n_pairs),
            n_pairs=n_pairs,
            n_rows=n_rows,
            n_columns=n_columns,
            runs=_starts(np.repeat(n_columns, n_rows)),
            turned=np.concatenate(turned),
            turned_runs=_starts(np.repeat(n_rows, n_columns)),
        )


def _starts(lengths: Numbers) -> Numbers:
    starts: Numbers = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    return starts


def _per_group(best: Scores, n_members: Numbers) -> tuple[Scores, Scores]:
    """Mean of the members' best probabilities, and the share of members that have a near one."""
    starts = _starts(n_members)
    mean = np.add.reduceat(best, starts) / n_members
    near = np.add.reduceat((best >= _NEAR).astype(np.float64), starts) / n_members
    return mean, near


def _centres(groups: Groups, chosen: Numbers) -> NDArray[np.float64]:
    """Centres of groups, rows of unit length or zero."""
    found, back = np.unique(chosen, return_inverse=True)
    members = [groups.members(group) for group in found.tolist()]
    starts = _starts(np.array([len(each) for each in members]))
    own = groups.places[np.concatenate(members)].astype(np.float64)
    sums = np.add.reduceat(own, starts, axis=0)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    centres: NDArray[np.float64] = (sums / np.where(lengths > 0, lengths, 1.0))[back]
    return centres


def _days_between(groups: Groups, one: Numbers, other: Numbers) -> Scores:
    """Days between the last of one group and the first of the other; 0 where they overlap."""

    def ends(chosen: Numbers) -> tuple[Scores, Scores]:
        found, back = np.unique(chosen, return_inverse=True)
        spans = []
        for group in found.tolist():
            days = groups.days[groups.members(group)]
            days = days[~np.isnan(days)]
            spans.append((days.min(), days.max()) if len(days) else (np.nan, np.nan))
        first, last = np.array(spans)[back].T
        return first, last

    (first, last), (other_first, other_last) = ends(one), ends(other)
    gap: Scores = np.maximum(first, other_first) - np.minimum(last, other_last)
    between: Scores = np.maximum(0.0, np.nan_to_num(gap))
    return between


def _inside(groups: Groups, chosen: Numbers) -> Scores:
    """Mean probability of a group's own pairs; 1 for a group of one."""
    sizes = groups.sizes[chosen]
    n_pairs = sizes * (sizes - 1) / 2
    found: Scores = np.where(sizes > 1, groups.inside[chosen] / np.maximum(n_pairs, 1), 1.0)
    return found


def _log_odds(probability: Scores) -> Scores:
    clipped = np.clip(probability, _LEAST, 1 - _LEAST)
    odds: Scores = np.log(clipped / (1 - clipped))
    return odds
