"""Which teasers could report one event: near in meaning and words, and in time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix

_CHUNK = 512  # rows compared at a time: some 100 MB for 10,000 teasers of one week


def near_pairs(
    vectors: NDArray[np.float32],
    words: csr_matrix | None,
    days: NDArray[np.float64],
    *,
    window_days: float,
    word_weight: float,
    min_similarity: float,
) -> csr_matrix:
    """Compare all teasers within the time window.

    Work grows with the pairs within the window when rows are in order of time, and with all pairs
    when they are not.

    Parameters
    ----------
    vectors : float32 array of shape (n, n_dims), rows of unit length
    words : sparse matrix of shape (n, n_terms), rows of unit length or zero
        None compares the vectors alone.
    days : float array of shape (n,)
        Time of each teaser in days; nan for undated ones, which are compared with all.
    window_days : float
        Teasers further apart are never near.
    word_weight : float
        Similarity is (1 - word_weight) * cosine of vectors + word_weight * cosine of words.
    min_similarity : float, greater than 0

    Returns
    -------
    symmetric sparse matrix of shape (n, n) of the similarities from `min_similarity` on,
    without the diagonal
    """
    n = len(vectors)
    rows, columns, values = [], [], []
    for chunk, others in _within_reach(days, window_days):
        similarity = vectors[chunk] @ vectors[others].T
        if words is not None:
            similarity *= 1 - word_weight
            similarity += word_weight * (words[chunk] @ words[others].T).toarray()
        apart = np.abs(days[chunk, None] - days[others]) > window_days  # False beside nan
        # rounded, so that the last bits of a sum cannot decide between two equal pairs
        similarity = np.round(similarity.astype(np.float64), 6)
        # each pair once, so that both of its places hold the same value
        kept = (similarity >= min_similarity) & ~apart & (others > chunk[:, None])
        row, column = np.nonzero(kept)
        rows.append(chunk[row])
        columns.append(others[column])
        values.append(similarity[kept])
    if not rows:
        return csr_matrix((n, n))
    places = (np.concatenate(rows), np.concatenate(columns))
    upper = coo_matrix((np.concatenate(values), places), shape=(n, n))
    return csr_matrix(upper + upper.T)


def _within_reach(
    days: NDArray[np.float64], window_days: float
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Rows chunk by chunk, each with the rows from its first on that may lie in its window."""
    rows = np.arange(len(days))
    for start in range(0, len(days), _CHUNK):
        chunk, others = rows[start : start + _CHUNK], rows[start:]
        if not np.isnan(days[chunk]).any():
            too_early = days[others] < days[chunk].min() - window_days  # False for nan
            too_late = days[others] > days[chunk].max() + window_days
            others = others[~too_early & ~too_late]
        yield chunk, others
