"""Work in several processes; the loss of one does not affect the others."""

from __future__ import annotations

import logging
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
_log = logging.getLogger(__name__)


def in_processes(
    setup: Callable[[], Callable[[Item], Result]],
    items: Iterable[Item],
    *,
    n_processes: int,
    lost: Callable[[Item], Result],
) -> Iterator[Result]:
    """Work on items in several processes; results come in the order of the items.

    Processes are started anew ("spawn"), so a script that calls this needs the guard
    `if __name__ == "__main__":` that all Python's processes need.

    Parameters
    ----------
    setup : callable
        Called once in each process; returns what is called with its items. Both it and the items
        are pickled.
    items : iterable
    n_processes : int
    lost : callable
        Gives the result of an item whose process ended: it was killed, had no memory left, or
        raised. Another process takes its place.
    """
    todo = deque(enumerate(items))
    done: dict[int, Result] = {}
    n_yielded = 0
    workers = [_Worker(setup) for _ in range(min(n_processes, len(todo)))]
    try:
        while todo or any(worker.item is not None for worker in workers):
            for worker in workers:
                if worker.item is None and todo:
                    worker.begin(todo.popleft())
            busy = {worker.connection: worker for worker in workers if worker.item is not None}
            for connection in wait(list(busy)):
                number, result = busy[connection].finish(lost)  # type: ignore[index]
                done[number] = result
            while n_yielded in done:
                yield done.pop(n_yielded)
                n_yielded += 1
    finally:
        for worker in workers:
            worker.end()


class _Worker(Generic[Item, Result]):
    """A process that works on an item at a time, and is replaced if it ends."""

    def __init__(self, setup: Callable[[], Callable[[Item], Result]]) -> None:
        self._setup = setup
        self._start()
        self.item: tuple[int, Item] | None = None

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._setup), daemon=True)
        self._process.start()
        theirs.close()  # so that ours ends when the process does

    def begin(self, item: tuple[int, Item]) -> None:
        """Hand an item over."""
        if not self._process.is_alive():  # it ended with its last item, or while it had none
            self.end()
            self._start()
        self.item = item
        with suppress(OSError):  # it ended just now, which `finish` will see
            self.connection.send(item[1])

    def finish(self, lost: Callable[[Item], Result]) -> tuple[int, Result]:
        """Take the result of the item that was handed over."""
        assert self.item is not None
        (number, item), self.item = self.item, None
        try:
            return number, self.connection.recv()
        except (EOFError, OSError):
            self._process.join()
            return number, lost(item)

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.join()
        self.connection.close()


def _serve(connection: Connection, setup: Callable[[], Callable[[Item], Result]]) -> None:
    # whoever started this process also gets the user's Ctrl-C, and ends it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        work = setup()
        while True:
            connection.send(work(connection.recv()))
    except EOFError:  # the parent has no more items
        return
    except Exception:  # the parent notices the end of the process and reports it
        _log.debug("a process ends", exc_info=True)
