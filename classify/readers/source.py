"""What every reader is told, and where it reports the items that it cannot read."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from classify.errors import LabelError, ReadError
from classify.readers.date_columns import DateColumn
from classify.readers.dates import DateFormat
from classify.readers.ledger import ReadingLedger

if TYPE_CHECKING:
    from classify.readers.markup.selectors import SelectorFile

_log = logging.getLogger(__name__)


def log_fault(error: ReadError | LabelError) -> None:
    """Log an unreadable item as a warning; reading goes on."""
    _log.warning("left out %s", error)


def raise_fault(error: ReadError | LabelError) -> None:
    """Stop at the first unreadable item."""
    raise error


def log_note(note: object) -> None:
    """Log what is to be known of items that were read."""
    _log.warning("%s", note)


class DateDoubt(str):
    """A note on a date that was not used, as nobody can have published then."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """One source on its way in."""

    source: str
    """Name of the source, for messages and for `SourceRef.file`."""
    as_of: datetime
    """Anchor of relative and partial dates (aware UTC)."""
    on_fault: Callable[[ReadError], None]
    """Takes each item that cannot be read; raises to stop."""
    on_doubt: Callable[[ReadError], None] = log_note
    """Takes each value that cannot be read of an item that is kept without it; raises to stop."""
    on_note: Callable[[str], None] = log_note
    """Takes what holds for the source as a whole, such as columns that are not known."""
    ledger: ReadingLedger | None = None
    """Keeps account of the source, if anybody asks."""
    outlet: str | None = None
    """Outlet of the items that do not name their own."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Names of columns, as the user says, to the fields that they stand for."""
    date_format: DateFormat | None = None
    """How dates are written, as the user says."""
    selectors: SelectorFile | None = None
    """What is an item of a page, as the user says."""
    dates: DateColumn = field(default_factory=DateColumn)
    """What the dates of the source have shown of their order so far."""
    unknown: dict[str, None] = field(default_factory=dict)
    """Names of columns that stand for no field, as they are met."""
    shapes: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    """Names of a row's extra columns, so that rows share them."""
    keeps_extra: bool = False
    """Whether columns that stand for no field are kept, as those of a user's table are."""
    day_zero: date | None = None
    """From which day on numbers in a column of dates count, if they can be read so."""
    stated: set[str] = field(default_factory=set)
    """Fields that its items state themselves, where that keeps a reader from telling them."""
    unit: str = "line"
    """What its items are counted in, for messages."""
    is_file: bool = True
    """Whether it is a place that teasers name among their sources; a program's objects are not."""
    is_anchored: bool = True
    """Whether dates are told from `as_of`, and none lies after it."""
    headline_required: bool = True
    """Whether an item needs a headline; labelled data may be bare sentences."""
