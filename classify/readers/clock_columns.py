"""A column of days beside a column of times -> one date of both."""

from __future__ import annotations

import re
from collections.abc import Mapping

from classify.readers.dates import read_timestamp, serial_date, share_of_day
from classify.readers.source import Intake

_ZONE = r"(?:\s*(?:Z|[A-Z]{2,5}|[A-Z]?[a-z]{2,5}\.?|[A-Za-z]+/\w+)?\s*(?:[+-]\d{1,2}(?::?\d\d)?)?)"
_CLOCK = re.compile(
    rf"(?:\d{{1,2}}[:h]\d{{2}}(?::\d{{2}}(?:\.\d+)?)?(?:\s*[ap]\.?m\.?)?"
    rf"|\d{{1,2}}(?:[.:]\d\d)?\s*(?:[ap]\.?m\.?|Uhr)){_ZONE}",
    re.IGNORECASE,
)
_TIME_IN_DATE = re.compile(r"\d[:h]\d\d")


def clock_of(written: str) -> str | None:
    """Give a time of day that stands alone, such as "14:05" or "2 pm CET"; None if it is none."""
    text = written.strip()
    return text if _CLOCK.fullmatch(text) else share_of_day(text)


def joined(day: str, clock: str, intake: Intake) -> tuple[str, bool] | None:
    """Put a time behind a day; None where that gives no date, or the day has a time already.

    Returns
    -------
    tuple of str and bool
        Both as one date, and whether its time can be read.
    """
    if intake.day_zero and (counted := serial_date(day, intake.day_zero)):
        if counted.precision != "day" or counted.moment is None:
            return None
        day = counted.moment.date().isoformat()
    if _TIME_IN_DATE.search(day):
        return None
    both = f"{day} {re.sub(r'(?<=[0-9])h(?=[0-9])', ':', clock)}"
    try:
        date = read_timestamp(
            both, as_of=intake.as_of if intake.is_anchored else None, format=intake.date_format
        )
    except ValueError:
        return None
    return both, not date.refused


def day_and_clock(columns: Mapping[str, str], first: str) -> tuple[str, str] | None:
    """Find among the columns of dates one of days and one of times; None without both.

    Parameters
    ----------
    columns : mapping
        Name of each column of dates in a row to its cell.
    first : str
        The one that goes before the others.
    """
    if len(columns) < 2:
        return None
    clocks = [name for name, cell in columns.items() if clock_of(cell)]
    days = [name for name in columns if name not in clocks]
    if not clocks or not days:
        return None
    return (first if first in days else days[0]), clocks[0]
