"""The message of an exception, in one line."""

from __future__ import annotations


def in_one_line(error: Exception) -> str:
    """Return in one line what went wrong when a file was read."""
    if isinstance(error, KeyError):
        return f"there is no {error}"
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    return next(iter(str(error).splitlines()), type(error).__name__)
