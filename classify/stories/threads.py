"""Work on parts of a pile at the same time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from joblib import Parallel, delayed
from threadpoolctl import threadpool_limits


def in_threads(work: Callable[..., Any], items: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
    """Call `work` with each item, a thread for each processor; results come in order.

    Matrix products then keep to one thread each: threads of theirs beside these would wait for each
    other most of the time.
    """
    rest = iter(items)
    first = list(islice(rest, 2))
    if len(first) < 2:
        yield from (work(*item) for item in first)
        return
    calls = (delayed(work)(*item) for part in (first, rest) for item in part)
    with threadpool_limits(1, user_api="blas"):
        yield from Parallel(n_jobs=-1, prefer="threads", return_as="generator")(calls)


def done_in_threads(work: Callable[..., None], items: Iterable[tuple[Any, ...]]) -> None:
    """Do the same for work that returns nothing."""
    for _ in in_threads(work, items):
        pass
