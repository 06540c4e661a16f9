"""What goes to the terminal: results on standard output, all else on standard error."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from classify.cli.process import close_to_nowhere
from classify.storage import write_all, write_pieces, write_whole

_MIN_FOR_PROGRESS = 200  # teasers: some two seconds of work


def clean(message: str) -> str:
    """Make a message one line without control characters, whatever a file or its name holds."""
    return "".join(char if char.isprintable() else " " for char in message)


def say(message: str) -> None:
    """Tell the user something that is no result."""
    try:
        print(clean(message), file=sys.stderr, flush=True)  # noqa: T201
    except OSError:  # nobody listens, or the disk of the log is full: the work goes on
        close_to_nowhere(sys.stderr)


def put(content: str, out: Path | None) -> None:
    """Write a result into a file, or to standard output.

    Raises
    ------
    OSError
        If it cannot be written; it names the file, or standard output.
    """
    if out is None:
        _put_on_standard_output(content.encode("utf-8"))
    else:
        put_files({out: content})


def put_files(files: Mapping[Path, str | bytes]) -> None:
    """Write results into files, all of them or none, and name them."""
    write_all(files)
    for path in files:
        say(f"wrote {path}")


def put_lines(lines: Iterable[str], out: Path | None) -> None:
    """Write a result line by line, as it comes, into a file or to standard output.

    Raises
    ------
    OSError
        If it cannot be written; it names the file, or standard output.
    """
    pieces = (line.encode("utf-8") for line in lines)
    if out is None:
        for piece in pieces:
            _put_on_standard_output(piece)
    else:
        write_pieces(out, pieces)
        say(f"wrote {out}")


def _put_on_standard_output(content: bytes) -> None:
    try:
        if sys.stdout is None:
            raise OSError(errno.EBADF, "is closed")
        with suppress(OSError):  # a stream that is no file
            os.set_blocking(sys.stdout.fileno(), True)  # some callers hand pipes that do not wait
        sys.stdout.flush()
        write_whole(sys.stdout.buffer, content)
    except OSError as error:
        close_to_nowhere(sys.stdout)
        error.filename = "standard output"
        raise


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


def put_reports(reports: Mapping[str, str], name: str, out: Path | None) -> None:
    """Write a report in every format into a folder, or the first to standard output."""
    if out:
        put_files({out / f"{name}.{kind}": text for kind, text in reports.items()})
    else:
        put(next(iter(reports.values())), None)
