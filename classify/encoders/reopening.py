"""Encoders that are pickled as their path and hash, and reopened when unpickled."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Protocol, Self

from classify.encoders.protocol import CheckedEncoder
from classify.errors import EncoderError


class _Hashed(Protocol):
    name: str
    sha256: str


class Reopened:
    """A mixin for encoders with a session or weights that no pickle should hold.

    The pickle holds the encoder's path and hash. Unpickling opens the encoder there, with all
    checks of loading, and refuses another encoder in its place. Within a process a copy is the
    encoder itself, as it never changes.
    """

    sha256: str

    def _reopen(self) -> Callable[[], Any]:
        """Return a call that opens the same encoder again; picklable."""
        raise NotImplementedError

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return _reopened, (self._reopen(), self.sha256)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self


class EncoderOnCall:
    """An encoder that is loaded on first use, in each process separately.

    Parameters
    ----------
    load : callable
        Gives the encoder; picklable if this is to be pickled.
    """

    def __init__(self, load: Callable[[], CheckedEncoder]) -> None:
        self._load = load

    @cached_property
    def encoder(self) -> CheckedEncoder:
        """The encoder itself."""
        return self._load()

    def __getstate__(self) -> dict[str, Any]:
        return {"_load": self._load}

    @classmethod
    def of(cls, encoder: CheckedEncoder) -> EncoderOnCall:
        """Wrap an encoder that is loaded already."""
        return cls(partial(_same, encoder))


def reopening(opened: Callable[..., Any], place: str | Path, **settings: Any) -> partial[Any]:
    """Return a call that opens an encoder from where it lies; a folder by its whole path."""
    path = Path(place)
    return partial(opened, str(path.resolve()) if path.exists() else str(place), **settings)


def _reopened(reopen: Callable[[], _Hashed], sha256: str) -> _Hashed:
    encoder = reopen()
    if encoder.sha256 != sha256:
        raise EncoderError(
            encoder.name,
            f"is another one than was pickled: its hash begins {encoder.sha256[:12]}, "
            f"expected {sha256[:12]}. Put the encoder back where it was, or load the model again.",
        )
    return encoder


def _same(encoder: CheckedEncoder) -> CheckedEncoder:
    return encoder
