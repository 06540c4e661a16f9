"""From a sparse graph of near pairs to groups, by average linkage."""

from __future__ import annotations

import heapq

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, triu

_STEPS = 1_000_000  # similarities are counted in millionths: sums of integers know no rounding


def group(similarities: csr_matrix, *, min_similarity: float) -> NDArray[np.int64]:
    """Merge the two groups with the greatest mean similarity, until none has `min_similarity`.

    Average linkage (Sokal & Michener, 1958) in which pairs that are not in the graph count as
    similarity 0. So two groups without a near pair never merge, the work and the memory grow with
    the pairs in the graph and not with the square of its components: on 7,356 undated teasers of
    NeuS 7,080 hang together in one. Ties are broken by position: put the teasers into an order of
    their own first.

    Parameters
    ----------
    similarities : symmetric sparse matrix of shape (n, n)
        Lower ones than `min_similarity` count in the means.
    min_similarity : float, greater than 0

    Returns
    -------
    int array of shape (n,), groups numbered by their first member
    """
    bound = round(min_similarity * _STEPS)
    totals, queue = _pairs(similarities, bound)
    sizes = [1] * len(totals)
    firsts = list(range(len(totals)))  # of each teaser: one that its group was merged into
    while queue:
        mean, one, other = heapq.heappop(queue)
        total = totals[one].get(other)
        if total is None or -total / (sizes[one] * sizes[other]) != mean:
            continue  # one of the two has grown or gone since
        _merge(totals, one, other)
        sizes[one] += sizes[other]
        firsts[other] = one
        for third, total in totals[one].items():
            n_pairs = sizes[one] * sizes[third]
            if total >= bound * n_pairs:
                heapq.heappush(queue, (-total / n_pairs, min(one, third), max(one, third)))
    for row, first in enumerate(firsts):  # a group's first member stands before the others
        firsts[row] = firsts[first]
    return np.asarray(np.unique(firsts, return_inverse=True)[1], dtype=np.int64)


def _pairs(
    similarities: csr_matrix, bound: int
) -> tuple[list[dict[int, int]], list[tuple[float, int, int]]]:
    """Similarity of each row to each near one, and those from the bound on in a heap."""
    upper = triu(similarities, k=1, format="coo")
    totals: list[dict[int, int]] = [{} for _ in range(similarities.shape[0])]
    queue = []
    counts = np.rint(upper.data * _STEPS).astype(np.int64)
    for one, other, count in zip(
        upper.row.tolist(), upper.col.tolist(), counts.tolist(), strict=True
    ):
        totals[one][other] = totals[other][one] = count
        if count >= bound:
            queue.append((-float(count), one, other))
    heapq.heapify(queue)
    return totals, queue


def _merge(totals: list[dict[int, int]], one: int, other: int) -> None:
    """Add the similarities of one group to those of another, and empty it."""
    moved, totals[other] = totals[other], {}
    for third, total in moved.items():
        del totals[third][other]
        if third != one:
            joint = totals[one].get(third, 0) + total
            totals[one][third] = totals[third][one] = joint
