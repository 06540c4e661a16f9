"""Dates as spreadsheets count them: days since a day zero, with the time as a share of the day."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from classify.readers.dates.written import WrittenDate

DAY_ZERO_1900 = date(1899, 12, 30)
"""Of the system that nearly all spreadsheets use, from March 1900 on."""
DAY_ZERO_1904 = date(1904, 1, 1)
"""Of workbooks made by old versions for the Macintosh."""
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_SHARE_OF_DAY = re.compile(r"0?[.,]\d+(?:[eE]-\d+)?")
_FIRST_YEAR, _LAST_YEAR = 1970, 2099  # a number outside is no date of news
_SECONDS_PER_DAY = 86_400


def serial_date(written: str, day_zero: date) -> WrittenDate | None:
    """Read a number of days since day zero; None if it is none of 1970 to 2099.

    Examples
    --------
    >>> serial_date("45675.5", DAY_ZERO_1900).moment.isoformat()
    '2025-01-18T12:00:00+00:00'
    """
    if not _SERIAL.fullmatch(written):
        return None
    number = float(written.replace(",", "."))
    seconds = round(number * _SECONDS_PER_DAY)
    moment = datetime.combine(day_zero, time(), UTC) + timedelta(seconds=seconds)
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return None
    return WrittenDate(moment=moment, precision="day" if number.is_integer() else "second")


def share_of_day(written: str) -> str | None:
    """Write a share of a day as a time, such as "0.4375" as "10:30:00"; None if it is none."""
    if not _SHARE_OF_DAY.fullmatch(written):
        return None
    seconds = round(float(written.replace(",", ".")) * _SECONDS_PER_DAY)
    if not 0 <= seconds < _SECONDS_PER_DAY:
        return None
    return (datetime.min + timedelta(seconds=seconds)).time().isoformat()
