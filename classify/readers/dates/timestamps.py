"""Dates of tables and feeds: ISO 8601, RFC 2822, in words, or seconds since 1970."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import cast

from classify.readers.dates.lines import leading_date, parse_date
from classify.readers.dates.written import (
    DayOrder,
    WrittenDate,
    in_utc,
    latest_reading,
    written_date,
)
from classify.readers.dates.zones import zone_of
from classify.records import DatePrecision

_CURE = "write it as 2025-01-18 or 2025-01-18T14:05:00Z"
_DAY_ALONE = re.compile(r"[\d-]{8,10}|\d{4}-W\d\d(-\d)?")
_NUMBER = re.compile(r"\d{9,20}(?:\.\d+)?")
_DIGITS_OF_TIME = re.compile(r"(\d{8})(\d{4}(?:\d\d)?)")
# As nearly all feeds write dates; `parse_date` reads the same, and all other ways, more slowly.
_RFC_2822 = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(?P<day>\d{1,2}) "
    r"(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (?P<year>(?:19|20)\d\d) "
    r"(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d):(?P<second>[0-5]\d) (?P<zone>GMT|[+-]\d{4})"
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PER_SECOND = (1, 10**3, 10**6, 10**9)
# News of the web; a number outside is in another unit, or no time.
_FIRST_SECOND, _LAST_SECOND = 631_152_000, 4_102_444_800  # the years 1990 to 2099
_NO_VALUE = frozenset(["nan", "n/a", "null", "none", "nat", "<na>", "#n/a", "\\n"])
_NO_WORD = frozenset(["na", "nil", "undefined", "unknown", "-", "--", "—", "–", "?"])
# What programs write for "no date": zero in a database, in Unix, in .NET and in spreadsheets.
_ZERO = re.compile(r"(?:0000-00-00|0001-01-01|1899-12-3[01])(?:[T ][0:.]*)?(?:Z|\+00:?00)?")
_ZERO_OF_UNIX = re.compile(r"1970-01-01(?:[T ]00:00(?::00(?:\.0+)?)?)?(?:Z|\+00:?00)?")


@dataclass(frozen=True, slots=True)
class DateFormat:
    """How dates of a source are written, as a user says: "dmy", "MM/DD/YYYY", "%d.%m.%y %H:%M".

    Raises
    ------
    ValueError
        If it does not say in which order day, month and year stand.
    """

    written: str

    def __post_init__(self) -> None:
        if sorted(self._letters) != ["d", "m", "y"] or self._letters in ("ydm", "myd", "dym"):
            raise ValueError(
                f"{self.written!r} does not say in which order day and month stand; write dmy, mdy,"
                " DD/MM/YYYY or %d/%m/%Y"
            )

    @property
    def _letters(self) -> str:
        """The parts of the day in their order, each once."""
        if "%" in self.written:
            found = re.findall(r"%-?([dmyYbB])", self.written)
            letters = "".join(found).replace("b", "m").replace("B", "m").casefold()
        else:
            letters = "".join(re.findall("[dmy]", self.written.partition(" ")[0].casefold()))
        return "".join(dict.fromkeys(letters))

    @property
    def order(self) -> DayOrder:
        """The order of day and month."""
        return "dmy" if self._letters.index("d") < self._letters.index("m") else "mdy"

    def read(self, written: str) -> WrittenDate | None:
        """Read a date that is written just so; None if it is not."""
        if "%" not in self.written:
            return None
        try:
            moment = in_utc(datetime.strptime(written, self.written))
        except (ValueError, OverflowError):
            return None
        has_clock = re.search("%[-]?[HIXcsS]", self.written)
        return WrittenDate(moment=moment, precision="second" if has_clock else "day")


def is_missing(written: str, *, is_prose: bool = False) -> bool:
    """Tell whether a cell says that it has no value: "NaN", "N/A", "NULL", "-".

    Parameters
    ----------
    written : str
    is_prose : bool
        Whether it may be words of an author, so that "Unknown" is a title.
    """
    folded = written.strip().casefold()
    return not folded or folded in _NO_VALUE or (folded in _NO_WORD and not is_prose)


def is_zero(written: str) -> bool:
    """Tell whether a date is the zero of a program, which stands for none."""
    text = written.strip()
    return text == "0" or bool(_ZERO.fullmatch(text) or _ZERO_OF_UNIX.fullmatch(text))


def parse_timestamp(
    written: str, *, as_of: datetime | None = None
) -> tuple[datetime, DatePrecision]:
    """Read a complete date: ISO 8601 of any precision, RFC 2822, in words, or an epoch.

    Parameters
    ----------
    written : str
        A time whose zone is not known gives its day.
    as_of : datetime, optional
        Anchor of relative dates and days without a year; without it they are not read.

    Raises
    ------
    ValueError
        If it is none of these, or the order of its day and month cannot be told.
    """
    date = read_timestamp(written, as_of=as_of)
    moment = date.placed()
    if moment is None:
        raise ValueError(f"{written.strip()!r} is no complete date; {_CURE}")
    return moment, date.precision


def read_timestamp(
    written: str, *, as_of: datetime | None = None, format: DateFormat | None = None
) -> WrittenDate:
    """Read a date as `parse_timestamp` does, and keep what is doubtful about it.

    Parameters
    ----------
    written : str
        As in a cell of a table.
    as_of : datetime, optional
        Anchor of relative dates and days without a year; without it they are not read.
    format : DateFormat, optional
        How dates are written in this table; others are read as they stand.

    Returns
    -------
    WrittenDate
        Placed in time, or `unclear`. With `refused` where only the day could be read.

    Raises
    ------
    ValueError
        If it is no date, or none with a year.
    """
    text = written.strip()
    date = (format.read(text) if format else None) or _iso_date(text) or _epoch(text)
    date = date or _rfc_date(text)
    if date is None:
        date = parse_date(text, as_of=as_of) or leading_date(text)
    if date is not None and format:
        date = date.in_order(format.order)
    if date is not None and date.is_partial and as_of:
        date = replace(date, moment=latest_reading(date, as_of))
    if date is None or (date.placed() is None and date.unclear is None):
        raise ValueError(f"{text!r} is no complete date; {_CURE}")
    return date


def _iso_date(text: str) -> WrittenDate | None:
    """Read ISO 8601, as precise as it is."""
    parts = re.fullmatch(r"(\d{4})(?:-(\d\d))?", text)
    compact = _DIGITS_OF_TIME.fullmatch(text)
    try:
        if parts:
            moment = datetime(int(parts[1]), int(parts[2] or 1), 1, tzinfo=UTC)
            return WrittenDate(moment=moment, precision="month" if parts[2] else "year")
        moment = in_utc(datetime.fromisoformat(f"{compact[1]}T{compact[2]}" if compact else text))
    except (ValueError, OverflowError):
        return None
    precision = "day" if _DAY_ALONE.fullmatch(text) else "second"
    return WrittenDate(moment=moment, precision=cast(DatePrecision, precision))


def _rfc_date(text: str) -> WrittenDate | None:
    """Read "Sat, 18 Jan 2025 14:05:00 GMT"."""
    found = _RFC_2822.fullmatch(text)
    zone = zone_of(found["zone"]) if found else None
    date = written_date(found) if found else None
    if found is None or zone is None or date is None:
        return None
    clock = time(int(found["hour"]), int(found["minute"]), int(found["second"]), tzinfo=zone)
    return replace(date, clock=clock, precision="second")


def _epoch(text: str) -> WrittenDate | None:
    """Read a number of seconds since 1970, or of a thousandth, millionth or billionth of them."""
    if not _NUMBER.fullmatch(text):
        return None
    number = float(text)
    for per_second in _PER_SECOND:
        if _FIRST_SECOND <= number / per_second < _LAST_SECOND:
            whole = text.partition(".")[0]
            seconds = number if per_second == 1 else int(whole) / per_second
            moment = _EPOCH + timedelta(milliseconds=round(seconds * 1000))
            return WrittenDate(moment=moment, precision="second")
    return None
