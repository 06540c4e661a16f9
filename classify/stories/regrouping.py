"""Corrections applied to groups: only the stories that they name change."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from classify.compute import connected_components

Numbers = NDArray[np.int64]
Pairs = Sequence[tuple[int, int]]
Regroup = Callable[[Numbers, Pairs, Pairs], Numbers]


def with_corrections(labels: Numbers, same: Pairs, different: Pairs, regroup: Regroup) -> Numbers:
    """Split and join groups as corrections demand.

    A group that holds two teasers of different events is regrouped by itself: its parts join no
    other group. Then groups are joined whole; only where that brings together different events,
    these groups are regrouped together.

    Parameters
    ----------
    labels : int array of shape (n,)
        Groups before corrections.
    same, different : pairs of positions; must not contradict each other
    regroup : callable
        From rising positions, and pairs of places among them that are in one group and in two, to
        the group of each.

    Returns
    -------
    int array of shape (n,), groups numbered by their first member
    """
    parted = _repaired(labels, same, different, regroup)
    ends = np.array([*same], dtype=np.int64).reshape(-1, 2).T
    n = len(labels)
    chained = [np.arange(n), _firsts(parted)]
    joined = connected_components(
        n, np.concatenate([chained[0], ends[0]]), np.concatenate([chained[1], ends[1]])
    )
    found = _repaired(np.asarray(joined, dtype=np.int64), same, different, regroup)
    return np.asarray(np.unique(_firsts(found), return_inverse=True)[1], dtype=np.int64)


def _repaired(labels: Numbers, same: Pairs, different: Pairs, regroup: Regroup) -> Numbers:
    """Regroup each group that holds different events."""
    found = labels.copy()
    free = int(labels.max(initial=-1)) + 1
    for label in sorted(
        {int(labels[one]) for one, other in different if labels[one] == labels[other]}
    ):
        rows = np.flatnonzero(labels == label)
        place = {row: number for number, row in enumerate(rows.tolist())}

        def among(pairs: Pairs, place: dict[int, int] = place) -> Pairs:
            return [
                (place[one], place[other])
                for one, other in pairs
                if one in place and other in place
            ]

        parts = regroup(rows, among(same), among(different))
        found[rows] = free + parts
        free += int(parts.max()) + 1
    return found


def _firsts(labels: Numbers) -> Numbers:
    """First member of each row's group."""
    _, first, back = np.unique(labels, return_index=True, return_inverse=True)
    firsts: Numbers = first[back]
    return firsts
