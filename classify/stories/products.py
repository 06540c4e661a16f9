"""Products of rows of one matrix."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

_CHUNK = 16_384  # pairs at a time


def row_products(
    matrix: csr_matrix, first: NDArray[np.integer], second: NDArray[np.integer]
) -> NDArray[np.float64]:
    """Multiply pairs of rows, shape (n_pairs,).

    Parameters
    ----------
    matrix : sparse matrix of shape (n, n_terms)
    first, second : int arrays of shape (n_pairs,)
    """
    found = np.empty(len(first))
    for at in range(0, len(first), _CHUNK):
        part = slice(at, at + _CHUNK)
        both = matrix[first[part]].multiply(matrix[second[part]])
        found[part] = np.asarray(both.sum(axis=1)).ravel()
    return found


def cosines(
    vectors: NDArray[np.floating], rows: NDArray[np.integer], others: NDArray[np.integer]
) -> NDArray[np.float32]:
    """Compare unit vectors, shape (n_rows, n_others), in single precision."""
    one, other = (vectors[each].astype(np.float32, copy=False) for each in (rows, others))
    similarity: NDArray[np.float32] = one @ other.T
    return similarity
