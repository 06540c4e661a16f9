"""What was fetched from an address, to be read as any other source is, and within which limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from classify.errors import ReadError

FetchStatus = Literal["new", "unchanged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """How long and how much one address may take."""

    connect_s: float = 10.0
    read_s: float = 20.0
    """Of silence."""
    whole_s: float = 60.0
    """From the first look-up to the last byte, over all redirects."""
    max_bytes: int = 20_000_000
    """Of the content, as sent and as unpacked."""
    max_redirects: int = 5
    delay_s: float = 1.0
    """Between two requests to one host, unless its robots.txt asks for more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedSource:
    """A feed or page as a server gave it; `read_teasers` takes it as a source."""

    name: str
    """The address that was asked for."""
    url: str
    """Where it was found, behind all redirects."""
    status: FetchStatus
    """Whether it is other than what was kept of before."""
    fetched: datetime
    """When its content came (aware UTC), to which relative dates in it refer."""
    n_bytes: int
    path: Path | None = None
    """The file that keeps it, if a folder was given."""
    _content: bytes | None = field(default=None, repr=False)

    def read(self) -> bytes:
        """Return the content.

        Raises
        ------
        ReadError
            If the file that keeps it is gone.
        """
        if self._content is not None or self.path is None:
            return self._content or b""
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise ReadError(self.path, f"cannot be opened ({error.strerror})") from error
