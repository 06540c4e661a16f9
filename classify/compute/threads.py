"""Threads: work on parts of a pile in parallel, and sums that do not depend on their number."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import islice
from threading import Lock
from typing import Any

from joblib import cpu_count
from threadpoolctl import ThreadpoolController

_AHEAD = 2  # calls for each thread that are made ready: so many results at most wait in memory


class _BlasLimit:
    """Keeps BLAS to one thread while at least one caller holds the limit.

    The number of threads is a setting of the whole process. If each caller set and restored it, one
    that ends would lift the limit from others that still work, and the last might leave it at one.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._n_holders = 0
        self._limits = ExitStack()

    def hold(self) -> None:
        """Limit libraries that are not limited yet: one may be loaded while others already work."""
        with self._lock:
            found = ThreadpoolController().select(user_api="blas")
            if any(library.num_threads > 1 for library in found.lib_controllers):
                self._limits.enter_context(found.limit(limits=1))
            self._n_holders += 1

    def release(self) -> None:
        """Restore the previous setting, if nobody else holds the limit."""
        with self._lock:
            self._n_holders -= 1
            if not self._n_holders:
                self._limits.close()


_BLAS = _BlasLimit()  # as the setting that it guards, one for the process


@contextmanager
def one_blas_thread() -> Iterator[None]:
    """Keep matrix products to one thread, as a context or as the decorator of a function.

    How a product is split among threads decides how its sums are rounded. Without this, results
    would depend on the number of processors. Other work of the process is limited to one thread
    meanwhile; the previous setting is restored at the end.
    """
    _BLAS.hold()
    try:
        yield
    finally:
        _BLAS.release()


def in_threads(work: Callable[..., Any], items: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
    """Call `work` with each item, a thread for each processor; results come in order.

    Matrix products then use one thread each: nested threads would mostly wait for each other.
    joblib is not used, as its caller sleeps between polls, which for small piles would be half of
    the time.
    """
    rest = iter(items)
    first = list(islice(rest, 2))
    if len(first) < 2:
        with one_blas_thread():
            yield from (work(*item) for item in first)
        return
    n_threads = cpu_count()
    with one_blas_thread(), ThreadPoolExecutor(n_threads) as pool:
        waiting: deque[Future[Any]] = deque()
        for part in (first, rest):
            for item in part:
                if len(waiting) >= _AHEAD * n_threads:
                    yield waiting.popleft().result()
                waiting.append(pool.submit(work, *item))
        while waiting:
            yield waiting.popleft().result()


def done_in_threads(work: Callable[..., None], items: Iterable[tuple[Any, ...]]) -> None:
    """Do the same for work without a result."""
    for _ in in_threads(work, items):
        pass
