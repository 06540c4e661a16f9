"""The value of a date column -> a date that may be, or a word on why there is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from classify.errors import ReadError
from classify.readers.dates import (
    WrittenDate,
    is_missing,
    is_zero,
    read_timestamp,
    serial_date,
)
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
        counted = serial_date(written, intake.day_zero) if intake.day_zero else None
        date = counted or read_timestamp(written, as_of=as_of, format=intake.date_format)
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
    if counted:
        intake.dates.count(place, written, date)
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
    """Date what waited for the whole source, and say which columns of the source are not known.

    Parameters
    ----------
    teasers : sequence of Teaser
        All of the source.
    intake : Intake
        With which they were read.
    """
    dated = settled_dates(teasers, intake)
    name_unknown(intake)
    return dated


def settled_dates(teasers: Sequence[Teaser], intake: Intake) -> list[Teaser]:
    """Date those teasers of some that waited for the others, and say which stay undated."""
    dated, notes, undated = intake.dates.settled(teasers)
    for note in notes:
        intake.on_note(f"{intake.source}, {note}")
    if intake.dates.n_counted:
        first, meaning = intake.dates.counted
        more = f" and {intake.dates.n_counted - 1:,} more" * (intake.dates.n_counted > 1)
        intake.on_note(f"{intake.source}, {first}{more} read {meaning}")
    kept: dict[int, Teaser] = {}
    for one in undated:
        reason = f"{one.written!r} may be day first or month first; left undated"
        intake.on_doubt(ReadError(intake.source, reason, item=one.item))
        if one.column:
            extra = {**one.teaser.extra, one.column: one.written}
            kept[id(one.teaser)] = replace(one.teaser, extra=extra)
    return [kept.get(id(one), one) for one in dated] if kept else dated


def name_unknown(intake: Intake) -> None:
    """Name the columns of a source that stand for no field."""
    unknown = list(intake.unknown)
    if unknown:
        shown = ", ".join(map(repr, unknown[:_MAX_NAMES]))
        more = f" and {len(unknown) - _MAX_NAMES:,} more" * (len(unknown) > _MAX_NAMES)
        intake.on_note(f"{intake.source}: not known, kept as they are: {shown}{more}")
