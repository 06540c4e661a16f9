"""Disjoint sets (union-find), and connected components of a graph."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Item = TypeVar("Item", bound=Hashable)


class UnionFind(Generic[Item]):
    """Disjoint sets (Galler & Fischer, An improved equivalence algorithm, 1964).

    An item that was not joined yet is a set of its own.
    """

    def __init__(self) -> None:
        self._parents: dict[Item, Item] = {}

    def find(self, item: Item) -> Item:
        """Return the root of the set that an item is in: the same for all of its items."""
        parents = self._parents
        while (parent := parents.get(item, item)) != item:
            above = parents.get(parent, parent)
            parents[item] = above  # halves the path for the next one
            item = above
        return item

    def union(self, one: Item, other: Item) -> None:
        """Join two sets; the root of the first becomes the root of both."""
        root, joined = self.find(one), self.find(other)
        if root != joined:
            self._parents[joined] = root


def connected_components(
    n: int, first: NDArray[np.integer], second: NDArray[np.integer]
) -> NDArray[np.int32]:
    """Find the connected components of a graph.

    Parameters
    ----------
    n : int
        Number of nodes.
    first, second : int arrays of shape (n_edges,), nodes from 0 to n - 1

    Returns
    -------
    int array of shape (n,), the number of each node's component, from 0
    """
    # loading scipy takes longer than most callers of this package need
    from scipy.sparse import coo_matrix, csgraph

    graph = coo_matrix((np.ones(len(first), dtype=np.int8), (first, second)), shape=(n, n))
    parts: NDArray[np.int32] = csgraph.connected_components(graph, directed=False)[1]
    return parts
