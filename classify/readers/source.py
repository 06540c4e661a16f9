"""What every reader is told, and where it reports the items that it cannot read."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from classify.errors import LabelError, ReadError

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """One source on its way in."""

    source: str
    """Name of the source, for messages and for `SourceRef.file`."""
    as_of: datetime
    """Anchor of relative and partial dates (aware UTC)."""
    on_fault: Callable[[ReadError], None]
    """Takes each item that cannot be read; raises to stop."""
    outlet: str | None = None
    """Outlet of the items that do not name their own."""
    unit: str = "line"
    """What its items are counted in, for messages."""
    is_file: bool = True
    """Whether it is a place that teasers name among their sources; a program's objects are not."""
    headline_required: bool = True
    """Whether an item needs a headline; labelled data may be bare sentences."""


def log_fault(error: ReadError | LabelError) -> None:
    """Log an unreadable item as a warning; reading goes on."""
    _log.warning("left out %s", error)


def raise_fault(error: ReadError | LabelError) -> None:
    """Stop at the first unreadable item."""
    raise error
