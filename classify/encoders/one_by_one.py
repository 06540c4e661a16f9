"""One text, one run: threads work on many texts, and no vector depends on what lies beside it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from classify.compute import Progress

Prepared = TypeVar("Prepared")

_CHUNK = 256  # texts prepared together, which keeps a tokenizer's own threads busy


def encode_one_by_one(
    texts: Sequence[str],
    prepare: Callable[[Sequence[str]], Sequence[Prepared]],
    run: Callable[[Prepared], NDArray[np.float32]],
    pool: ThreadPoolExecutor,
    *,
    n_dims: int,
    on_progress: Progress | None,
) -> NDArray[np.float32]:
    """Encode texts into a float32 array (n_texts, n_dims).

    Parameters
    ----------
    texts : sequence of str
    prepare : callable
        Takes some texts, gives for each what `run` takes.
    run : callable
        Gives the vector of one text, float32 of shape (n_dims,); called in the pool's threads.
    pool : ThreadPoolExecutor
    n_dims : int
    on_progress : callable, optional
        Called with the number of texts finished since the last call.
    """
    vectors = np.empty((len(texts), n_dims), dtype=np.float32)
    for start in range(0, len(texts), _CHUNK):
        chunk = prepare(texts[start : start + _CHUNK])
        for offset, vector in enumerate(pool.map(run, chunk)):
            vectors[start + offset] = vector
        if on_progress:
            on_progress(len(chunk))
    return vectors


def available_cores() -> int:
    """Count the cores that this process may use: the container's share, not the host's."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not offered outside Linux
        return os.cpu_count() or 1
