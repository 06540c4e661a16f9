"""The nearest of each teaser in a pile too large to compare all: nearly exact, and reproducible.

In meaning: an inverted file (Jégou, Douze & Schmid, 2011, without compression). Vectors are
partitioned into cells around centres; each teaser is compared with those of its time window in the
cells whose centres are nearest. In words: only rare stems generate candidates, as blocking does in
record linkage; those with the greatest weight of shared rare stems are compared by all stems.

Nothing here is random: the same pile in the same order gives the same result.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from classify.compute import done_in_threads, evenly_spaced, in_threads
from classify.stories.neighbours import N_NEAREST, NONE, keep_top, make_keys, read_keys, top_keys
from classify.stories.products import cosines, row_products
from classify.stories.time_window import Window

N_PROBES = 16
"""Cells that each teaser is compared with."""
MAX_SHARING = 300
"""Maximum number of teasers of one window that share a stem which generates candidates."""

_SAMPLE = 32  # teasers for each cell that the centres are learned from
_N_ROUNDS = 5
_N_PROPOSED = 3 * N_NEAREST
_CHUNK = 512  # rows compared at a time
_SPANS = 20  # parts of a window that are cut out of the stems at a time
_LONGEST_SPAN = 16_384

Numbers = NDArray[np.int64]


def compare_some(
    vectors: NDArray[np.floating], stems: csr_matrix, window: Window
) -> tuple[Numbers, Numbers]:
    """Find approximate nearest neighbours; rows in order of time, else far more is compared.

    Parameters
    ----------
    vectors : float32 or float16 array of shape (n, n_dims), rows of unit length
    stems : sparse matrix of shape (n, n_terms), rows of unit length or zero
    window : Window

    Returns
    -------
    keys by meaning and by words (see `classify.stories.neighbours`), each (n, N_NEAREST)
    """
    return nearest_in_cells(vectors, window), nearest_by_rare_stems(stems, window)


def nearest_in_cells(vectors: NDArray[np.floating], window: Window) -> Numbers:
    """Compare each teaser with those in the cells nearest to it; keys (n, N_NEAREST)."""
    n = len(vectors)
    centres = _centres(vectors, max(N_PROBES, round(2 * np.sqrt(n))))
    n_probes = min(N_PROBES, len(centres))
    probes = np.empty((n, n_probes), dtype=np.int32)
    homes = np.empty(n, dtype=np.int32)

    def assign(part: slice) -> None:
        similarity = vectors[part].astype(np.float32, copy=False) @ centres.T
        homes[part] = similarity.argmax(axis=1)
        probes[part] = np.argpartition(-similarity, n_probes - 1, axis=1)[:, :n_probes]

    done_in_threads(assign, ((slice(at, at + _CHUNK),) for at in range(0, n, _CHUNK)))
    keys = np.full((n, N_NEAREST), NONE)

    def compare(rows: Numbers, members: Numbers) -> tuple[Numbers, Numbers]:
        others = window.reach(rows, members)
        similarity = cosines(vectors, rows, others)
        return rows, top_keys(similarity, others, window.far(rows, others))

    work = (
        (asking[at : at + _CHUNK], members)
        for asking, members in zip(
            _by_cell(probes, len(centres)), _by_cell(homes[:, None], len(centres)), strict=True
        )
        for at in range(0, len(asking) if len(members) else 0, _CHUNK)
    )
    for rows, found in in_threads(compare, work):
        keys[rows] = keep_top(np.hstack([keys[rows], found]))
    return keys


def nearest_by_rare_stems(stems: csr_matrix, window: Window) -> Numbers:
    """Compare each teaser with those that share rare stems with it; keys (n, N_NEAREST)."""
    n = stems.shape[0]
    n_near = window.n_near().mean()
    n_documents = np.bincount(stems.indices, minlength=stems.shape[1])
    is_rare = n_documents * n_near <= MAX_SHARING * n
    rare = csr_matrix(stems[:, np.flatnonzero(is_rare)])
    # rows that share their stems with equally many are compared together: they fill one rectangle
    sums = np.concatenate([[0], np.cumsum(n_documents[is_rare][rare.indices])])
    load = np.diff(sums[rare.indptr])
    del sums
    keys = np.full((n, N_NEAREST), NONE)
    all_rows = np.arange(n)
    n_rows = int(np.clip(n_near / _SPANS, _CHUNK, _LONGEST_SPAN))
    for start in range(0, n, n_rows):
        span = all_rows[start : start + n_rows]
        others = window.reach(span, all_rows)
        transposed = csr_matrix(rare[others].T)
        span = span[np.argsort(load[span], kind="stable")]

        def compare(
            rows: Numbers, others: Numbers = others, transposed: csr_matrix = transposed
        ) -> None:
            proposed = _proposed(csr_matrix(rare[rows] @ transposed), others)
            row, place = np.nonzero(proposed != NONE)
            _, second = read_keys(proposed[row, place])
            found = make_keys(row_products(stems, rows[row], second), second)
            found[window.pairs_far(rows[row], second)] = NONE
            proposed[row, place] = found
            keys[rows] = keep_top(proposed)

        done_in_threads(compare, ((span[at : at + _CHUNK],) for at in range(0, len(span), _CHUNK)))
    return keys


def _proposed(shared: csr_matrix, others: Numbers) -> Numbers:
    """Of those that share rare stems with each row the most similar, as keys."""
    n_found = np.diff(shared.indptr)
    square = np.full((len(n_found), int(n_found.max(initial=0))), NONE)
    places = np.arange(shared.nnz) + np.repeat(
        np.arange(len(n_found)) * square.shape[1] - shared.indptr[:-1], n_found
    )
    square.ravel()[places] = make_keys(shared.data, others[shared.indices])
    return keep_top(square, _N_PROPOSED)


def _centres(vectors: NDArray[np.floating], n_cells: int) -> NDArray[np.float32]:
    """Learn centres by spherical k-means (Dhillon & Modha, 2001) from evenly spaced rows."""
    sample = vectors[evenly_spaced(len(vectors), _SAMPLE * n_cells)].astype(np.float32)
    centres = sample[evenly_spaced(len(sample), n_cells)]
    for _ in range(_N_ROUNDS):
        homes = np.empty(len(sample), dtype=np.int64)
        for at in range(0, len(sample), _CHUNK):
            homes[at : at + _CHUNK] = (sample[at : at + _CHUNK] @ centres.T).argmax(axis=1)
        members = csr_matrix(
            (np.ones(len(homes), np.float32), (homes, np.arange(len(homes)))),
            shape=(len(centres), len(homes)),
        )
        sums = members @ sample
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(lengths > 0, sums / np.maximum(lengths, 1e-12), centres)
    return centres


def _by_cell(cells: NDArray[np.int32], n_cells: int) -> Iterator[Numbers]:
    """Rows of each cell, rising; a row may be in several."""
    order = np.argsort(cells, axis=None, kind="stable")
    ends = np.cumsum(np.bincount(cells.ravel(), minlength=n_cells))
    for start, end in zip(np.concatenate([[0], ends[:-1]]), ends, strict=True):
        yield order[start:end] // cells.shape[1]
