"""Which pairs hold a group together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The strongest link of each member of a group, each pair once."""

    first: NDArray[np.int64]
    """Shape (n_links,); the smaller position of each pair."""
    second: NDArray[np.int64]
    strength: NDArray[np.float64]
    """Probability of one event, or similarity, as in the graph."""


def strongest_links(similarities: csr_matrix, labels: NDArray[np.int64]) -> Links:
    """Find the strongest link that each row has within its own group; of equals the first.

    Parameters
    ----------
    similarities : symmetric sparse matrix of shape (n, n)
    labels : int array of shape (n,)
        The group of each row.
    """
    graph = similarities.tocoo()
    within = (labels[graph.row] == labels[graph.col]) & (graph.row != graph.col) & (graph.data > 0)
    row, column, strength = graph.row[within], graph.col[within], graph.data[within]
    order = np.lexsort((column, -strength, row))
    _, first_of_row = np.unique(row[order], return_index=True)
    chosen = order[first_of_row]
    ends = np.sort(np.stack([row[chosen], column[chosen]], axis=1).astype(np.int64), axis=1)
    ends, which = np.unique(ends, axis=0, return_index=True)
    return Links(first=ends[:, 0], second=ends[:, 1], strength=strength[chosen][which])
