"""The value of a date column -> a date that may be, or a word on why there is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from classify.errors import ReadError
from classify.readers.dates import WrittenDate, is_missing, is_zero, read_timestamp
from classify.readers.source import Intake
from classify.records import Teaser

# Zones that are not written, and items that are published ahead of their time.
_MAX_LEAD = timedelta(days=2)
_FIRST_YEAR = 1600
IMPOSSIBLE = re.compile(r"lies (?:after 'as of'|before all newspapers)")
"""What `impossible` says of a date."""
_MAX_SHOWN = 60
_MAX_NAMES = 12


def date_of(value: object, intake: Intake, place: str) -> WrittenDate | None:
    """Read a publishing date; what cannot be read is named and costs the date alone.

    Parameters
    ----------
    value : object
        As in the row: text, a number (an epoch), or None.
    intake : Intake
        Its source.
    place : str
        Where the row stands, for messages.

    Returns
    -------
    WrittenDate or None
        Placed in time; or `unclear`, where only other dates of the source may tell its order.
    """

    def doubt(reason: str) -> None:
        intake.on_doubt(ReadError(intake.source, reason, item=place))

    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        doubt("published is no date; left undated")
        return None
    written = value.strip() if isinstance(value, str) else f"{value}".removesuffix(".0")
    if is_missing(written):
        return None
    shown = repr(written if len(written) <= _MAX_SHOWN else f"{written[:_MAX_SHOWN]}...")
    if is_zero(written):
        doubt(f"{shown} stands for no date; left undated")
        return None
    as_of = intake.as_of if intake.is_anchored else None
    try:
        date = read_timestamp(written, as_of=as_of, format=intake.date_format)
    except ValueError as error:
        doubt(f"{error}; left undated")
        return None
    if date.order:
        intake.dates.orders.add(date.order)
    if date.refused:
        doubt(f"{shown} is read as a day: {date.refused} is not known")
    if reason := impossible(date, as_of):
        doubt(f"{shown} {reason}; left undated")
        return None
    return date


def impossible(date: WrittenDate, as_of: datetime | None) -> str | None:
    """Say why nothing can have been published at a date; None if it can.

    Parameters
    ----------
    date : WrittenDate
    as_of : datetime, optional
        When the source was collected.
    """
    moment = date.placed()
    if moment is None:
        return None
    if moment.year < _FIRST_YEAR:
        return "lies before all newspapers"
    if as_of and moment - as_of > _MAX_LEAD:
        return f"lies after 'as of' ({as_of:%Y-%m-%d})"
    return None


def settled(teasers: Sequence[Teaser], intake: Intake) -> list[Teaser]:
    """Date what waited for the whole source, and say what of the source was not used.

    Parameters
    ----------
    teasers : sequence of Teaser
        All of the source.
    intake : Intake
        With which they were read.
    """
    dated, notes, undated = intake.dates.settled(teasers)
    for note in notes:
        intake.on_note(f"{intake.source}, {note}")
    for one in undated:
        reason = f"{one.written!r} may be day first or month first; left undated"
        intake.on_doubt(ReadError(intake.source, reason, item=one.item))
    if intake.unused:
        shown = ", ".join(map(repr, list(intake.unused)[:_MAX_NAMES]))
        more = f" and {len(intake.unused) - _MAX_NAMES:,} more" * (len(intake.unused) > _MAX_NAMES)
        intake.on_note(f"{intake.source}: not used: {shown}{more}")
    return dated
