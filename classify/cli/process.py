"""The process of the `classify` command: its streams, its signals, and how it ends.

Nothing heavy is imported here, so that this is set up a moment after the start.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from types import FrameType
from typing import Any, NoReturn, TextIO

_ENDING = ("SIGINT", "SIGTERM", "SIGHUP")  # the last is not known to Windows
_FROM_SIGNAL = 128  # added to a signal's number, as shells do


class Interrupted(BaseException):
    """The user, or the system, wants us to end.

    Not KeyboardInterrupt, which libraries on the way take for theirs to answer.
    """


class Interruption:
    """Turns signals that ask for the end into `Interrupted`, and that into a line and a status.

    A second signal, and one that comes when exceptions cannot be raised, ends the process at once.
    """

    def __init__(self) -> None:
        self.number = 0
        self.at_once = True
        """While there is nothing to clean up."""

    def listen(self) -> None:
        """Answer signals from now on; what the caller ignores (nohup) stays ignored."""
        for name in _ENDING:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._on_signal)
        sys.unraisablehook = self._on_unraisable

    @property
    def status(self) -> int:
        """Exit status of a process that was interrupted."""
        return _FROM_SIGNAL + self.number

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        is_first, self.number = not self.number, number
        if self.at_once or not is_first:
            self._end_at_once()
        raise Interrupted

    def _on_unraisable(self, event: Any) -> None:
        """End if an interruption met a callback: that cannot pass an exception on."""
        if self.number:
            self._end_at_once()
        sys.__unraisablehook__(event)

    def _end_at_once(self) -> NoReturn:
        with suppress(OSError):
            os.write(2, b"\ninterrupted\n" if os.isatty(2) else b"interrupted\n")
        os._exit(self.status)


def run_process(interruption: Interruption) -> NoReturn:
    """Run the verb that the command line asks for, and end with its status."""
    open_streams()
    from classify.cli.app import run
    from classify.cli.terminal import say

    interruption.at_once = False
    try:
        status = run()
    except BaseException:
        # not by its class: who imports or calls back may wrap what comes from within
        if not interruption.number:
            raise
        status = interruption.status
        say("interrupted")
    sys.exit(status)


def open_streams() -> None:
    """Open what the caller has closed of standard input, output and error, to nowhere.

    The system gives closed numbers to the next files that are opened. A file of ours would then get
    what libraries write to standard error. `sys.stdin` and `sys.stdout` stay None, so that whoever
    needs them can say so.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest number that is free
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115


def close_to_nowhere(stream: TextIO | None) -> None:
    """Let what a stream still holds go nowhere: it cannot be written, and Python tries at exit."""
    with suppress(OSError, ValueError, AttributeError):  # of a stream that is no file
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())  # type: ignore[union-attr]  # suppressed above
        os.close(nowhere)
