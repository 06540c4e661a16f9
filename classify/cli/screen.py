"""What goes to the terminal: results on standard output, all else on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from classify.atomic import write_text

_MIN_FOR_PROGRESS = 200  # teasers: some two seconds of work


def clean(message: str) -> str:
    """Make a message one line without control characters, whatever a file or its name holds."""
    return "".join(char if char.isprintable() else " " for char in message)


def say(message: str) -> None:
    """Tell the user something that is no result."""
    print(clean(message), file=sys.stderr)  # noqa: T201


def put(content: str, out: Path | None) -> None:
    """Write a result into a file, or to standard output."""
    if out is None:
        sys.stdout.buffer.write(content.encode("utf-8"))
        sys.stdout.flush()
        return
    write_text(out, content)
    say(f"wrote {out}")


@contextmanager
def progress(
    label: str, n_items: int, *, then: str | None = None
) -> Iterator[Callable[[int], None] | None]:
    """Show a bar on standard error, on a terminal and for long work only.

    Parameters
    ----------
    label : str
    n_items : int
    then : str, optional
        What is done, for a time that is not known, when there are no more items.
    """
    if n_items < _MIN_FOR_PROGRESS or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    bar = Progress(
        "{task.description}",
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task(label, total=n_items)
        n_left = n_items

        def advance(n_done: int) -> None:
            nonlocal n_left
            n_left -= n_done
            bar.advance(task, n_done)
            if n_left <= 0 and then:
                bar.update(task, description=then, total=None)

        yield advance
