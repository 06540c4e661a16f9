"""Work on parts of a pile at the same time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Any

from joblib import cpu_count
from threadpoolctl import threadpool_limits

_AHEAD = 2  # calls for each thread that are made ready: so many results at most wait in memory


def in_threads(work: Callable[..., Any], items: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
    """Call `work` with each item, a thread for each processor; results come in order.

    Matrix products then keep to one thread each: threads of theirs beside these would wait for each
    other most of the time. Not by joblib, whose caller sleeps between looks: piles are often small
    enough for that to be half of the time.
    """
    rest = iter(items)
    first = list(islice(rest, 2))
    if len(first) < 2:
        yield from (work(*item) for item in first)
        return
    n_threads = cpu_count()
    with threadpool_limits(1, user_api="blas"), ThreadPoolExecutor(n_threads) as pool:
        waiting: deque[Future[Any]] = deque()
        for part in (first, rest):
            for item in part:
                if len(waiting) >= _AHEAD * n_threads:
                    yield waiting.popleft().result()
                waiting.append(pool.submit(work, *item))
        while waiting:
            yield waiting.popleft().result()


def done_in_threads(work: Callable[..., None], items: Iterable[tuple[Any, ...]]) -> None:
    """Do the same for work that returns nothing."""
    for _ in in_threads(work, items):
        pass
