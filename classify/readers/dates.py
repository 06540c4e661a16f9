"""Dates as newsrooms write them: ISO, "Jan. 18", "18 January 2025, 14:05", "2 hours ago".

What is written is first read as it stands (`WrittenDate`, which may lack its year), and only then
placed in time. A date whose order cannot be told ("03/02/2025") is known to be a date, but which
one is not guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta, timezone
from email.utils import parsedate_to_datetime

from classify.errors import ReadError
from classify.records import DatePrecision

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b"
YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(
    r"(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?\s*",
    re.IGNORECASE,
)
_PRECEDING_WORDS = re.compile(
    r"(?:(?:first |last )?(?:published|posted|updated|issued|modified|date|added)(?: on| at)?:?"
    r"|on)\s+",
    re.IGNORECASE,
)
_CALENDAR = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{MONTH}\s+{DAY}(?:,?\s+{YEAR})?",
        rf"{DAY}\s+(?:of\s+)?{MONTH}(?:,?\s+{YEAR})?",
        rf"{MONTH},?\s+{YEAR}",
        rf"{YEAR}-(?P<month>[01]\d)-{DAY}",
        rf"(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)\.{YEAR}",
    )
]
# Europeans write the day first, Americans the month: told apart only where one is over 12.
_SLASHED = re.compile(rf"(?P<first>[0-3]?\d)/(?P<second>[0-3]?\d)/{YEAR}")
# Fixed offsets in hours; summer time of "ET" and "PT" is ignored, so they may be off by one hour.
_ZONES = {"": 0, "z": 0, "utc": 0, "gmt": 0, "bst": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3}
_ZONES |= {"msk": 3, "est": -5, "et": -5, "edt": -4, "pst": -8, "pt": -8, "pdt": -7}
_CLOCK = re.compile(
    r"(?P<hour>[0-2]?\d)(?:[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?)?\s*"
    r"(?P<half>[ap]\.?m\b\.?)?\s*(?P<zone>[a-z]{1,4})?",
    re.IGNORECASE,
)
_GLUE = re.compile(r"\s*[,·|@T/–—-]\s*|\s+at\s+|\s+", re.IGNORECASE)  # parts day and clock
_RELATIVE = re.compile(
    r"(?:about |over )?(?P<number>\d{1,3}|an?)\s*"
    r"(?P<unit>s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?|months?"
    r"|y|yrs?|years?)"
    r"\.?(?P<ago>\s+ago)?",
    re.IGNORECASE,
)
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400}
_NAMED_DAYS = {"today": 0, "yesterday": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDate:
    """A date as it was written: any part may be missing."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    clock: time | None = None
    """Time of day with its zone; UTC where none is written."""
    moment: datetime | None = None
    """The time itself, where it was written relative to now ("2 hours ago")."""
    precision: DatePrecision = "day"

    @property
    def is_partial(self) -> bool:
        """Whether a day is given but no year."""
        return self.moment is None and self.year is None and self.month is not None

    @property
    def is_clock_only(self) -> bool:
        """Whether there is a time of day and nothing else."""
        return self.clock is not None and self.month is None and self.moment is None

    def placed(self, year: int | None = None) -> datetime | None:
        """Place it in time (UTC); None if a part is missing or there is no such day."""
        if self.moment is not None:
            return self.moment
        year = self.year or year
        if year is None or (self.month is None and self.precision != "year"):
            return None
        clock = self.clock or time(0, tzinfo=UTC)
        try:
            local = datetime.combine(datetime(year, self.month or 1, self.day or 1), clock)
            return local.astimezone(UTC)
        except (ValueError, OverflowError):
            return None


def in_utc(moment: datetime) -> datetime:
    """Give a time in UTC; a naive one is taken to be in UTC already."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def anchor_time(as_of: datetime | None) -> datetime:
    """Give the time that a run speaks from, in UTC: now if not given.

    Parameters
    ----------
    as_of : datetime, optional
        A naive time is taken as UTC, as tables are read.

    Raises
    ------
    ReadError
        If it is no datetime, or no time that UTC can express.
    """
    if as_of is None:
        return datetime.now(UTC).replace(microsecond=0)
    if not isinstance(as_of, datetime):
        kind = type(as_of).__name__
        raise ReadError(
            "as_of",
            f"is {kind}; expected a datetime, such as datetime(2025, 1, 31, 12, tzinfo=UTC)",
        )
    try:
        return in_utc(as_of)
    except OverflowError as error:
        raise ReadError("as_of", f"{as_of.isoformat()} is no time that UTC can express") from error


def parse_timestamp(written: str) -> tuple[datetime, DatePrecision]:
    """Read a complete date from a table: ISO 8601 of any precision, RFC 2822, or in words.

    Raises
    ------
    ValueError
        If it is none of these, or lacks its year.
    """
    text = written.strip()
    parts = re.fullmatch(r"(\d{4})(?:-(\d\d))?", text)
    try:
        if parts:
            precision: DatePrecision = "month" if parts[2] else "year"
            return datetime(int(parts[1]), int(parts[2] or 1), 1, tzinfo=UTC), precision
        moment = in_utc(datetime.fromisoformat(text))
        return moment, "day" if re.fullmatch(r"[\d-]{8,10}|\d{4}-W\d\d(-\d)?", text) else "second"
    except (ValueError, OverflowError):
        return _timestamp_in_words(text)


def _timestamp_in_words(text: str) -> tuple[datetime, DatePrecision]:
    """Read what is not ISO 8601."""
    try:
        return in_utc(parsedate_to_datetime(text)), "second"
    except (ValueError, TypeError, IndexError, OverflowError):
        date = parse_date(text, as_of=None)
    moment = date.placed() if date else None
    if date is None or moment is None:
        cure = "write it as 2025-01-18 or 2025-01-18T14:05:00Z"
        raise ValueError(f"{text!r} is no complete date; {cure}")
    return moment, date.precision


def parse_date(written: str, *, as_of: datetime | None) -> WrittenDate | None:
    """Read a string that is a date and nothing else.

    Parameters
    ----------
    written : str
        Such as "Published On 18 Jan 2025", "Sat 18 Jan, 14:05 CET" or "3 hrs ago".
    as_of : datetime, optional
        Anchor of relative dates; without it they are not read.

    Returns
    -------
    WrittenDate or None
        None if it is no date. A date of unclear order comes back with no part known, and so does
        one that lies outside the years 1 to 9999.
    """
    rest = _PRECEDING_WORDS.sub("", written.strip(" ()"), count=1)
    weekday = _WEEKDAY.match(rest)
    after = rest[weekday.end() :] if weekday else rest
    try:
        relative = _relative_date(rest, as_of) if as_of else None
        if relative:
            return relative
        if weekday and as_of and (not after or _clock(after)):
            return _on_weekday(weekday["weekday"], as_of, _clock(after))
    except (ValueError, OverflowError):  # "900 years ago"
        return WrittenDate()
    return _calendar_date(after.strip(" ,()"))


def _calendar_date(text: str) -> WrittenDate | None:
    """Read a day of the calendar, a time of day, or both in either order."""
    found = _day_within(text)
    if found is None:
        clock = _clock(text, alone=True)
        return WrittenDate(clock=clock, precision="second") if clock else None
    date, start, end = found
    before, after = text[:start].strip(" ,-–—|·"), text[end:]
    if not before and not after.strip(" ,"):
        return date
    glue = _GLUE.match(after)
    clock = _clock(after[glue.end() :]) if glue and not before else None
    if clock is None and before and not after.strip():
        clock = _clock(before)
    if clock is None:
        return None
    return replace(date, clock=clock, precision="second") if date.day else date


def _day_within(text: str) -> tuple[WrittenDate, int, int] | None:
    """Find the first day of the calendar in a text, and where it stands."""
    for pattern in _CALENDAR:
        found = pattern.search(text)
        date = written_date(found) if found else None
        if found and date:
            return date, found.start(), found.end()
    found = _SLASHED.search(text)
    if not found:
        return None
    first, second, year = (int(found[name]) for name in ("first", "second", "year"))
    date = WrittenDate()
    if first > 12 >= second or first == second:
        date = WrittenDate(year=year, month=second, day=first)
    elif second > 12 >= first:
        date = WrittenDate(year=year, month=first, day=second)
    return date, found.start(), found.end()


def written_date(found: re.Match[str]) -> WrittenDate | None:
    """Turn a match of the groups `month`, `day` and `year` into a date; None if there is none."""
    parts = found.groupdict()
    month = parts["month"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].casefold()) + 1
    day = int(parts["day"]) if parts.get("day") else None
    year = int(parts["year"]) if parts.get("year") else None
    date = WrittenDate(year=year, month=number, day=day, precision="day" if day else "month")
    # A leap year stands in for the missing one, so that "Feb. 29" passes.
    return date if date.placed(2024) else None


def _clock(text: str, *, alone: bool = False) -> time | None:
    """Read a time of day; `alone` asks for minutes or am/pm, as "14" is no time by itself."""
    found = _CLOCK.fullmatch(text.strip(" ,()"))
    if not found or (found["minute"] is None and found["half"] is None):
        return None
    # Alone, "14.05" may be a price and "2:13" the length of a video.
    if alone and found["half"] is None and not re.match(r"\d\d:", text):
        return None
    hour, zone = int(found["hour"]), (found["zone"] or "").casefold()
    if found["half"]:
        hour = hour % 12 + (12 if found["half"][0] in "pP" else 0)
    if hour > 23 or zone not in _ZONES:
        return None
    return time(hour, int(found["minute"] or 0), tzinfo=timezone(timedelta(hours=_ZONES[zone])))


def _relative_date(text: str, as_of: datetime) -> WrittenDate | None:
    """Read "2 hours ago", "5h", "yesterday at 14:05"."""
    folded = text.strip(" .,()").casefold()
    if folded in ("just now", "now"):
        return WrittenDate(moment=as_of, precision="second")
    for name, n_days in _NAMED_DAYS.items():
        clock = _clock(folded.removeprefix(name).removeprefix(",").replace(" at ", " "))
        if folded == name or (folded.startswith(name) and clock):
            return _on_day(as_of - timedelta(days=n_days), clock)
    found = _RELATIVE.fullmatch(folded)
    if not found:
        return None
    unit = found["unit"]
    if not found["ago"] and (len(unit) > 1 or unit in "sy" or found["number"].startswith("a")):
        return None  # "5h" is a date, "5 hours" is not
    number = 1 if found["number"].startswith("a") else int(found["number"])
    return _back(as_of, number, unit)


def _back(as_of: datetime, number: int, unit: str) -> WrittenDate:
    """Go back from now by a number of units."""
    if unit.startswith(("mo", "y")):
        n_months = number * (12 if unit.startswith("y") else 1)
        months = as_of.year * 12 + as_of.month - 1 - n_months
        first = datetime(months // 12, months % 12 + 1, 1, tzinfo=UTC)
        return WrittenDate(moment=first, precision="year" if unit.startswith("y") else "month")
    moment = as_of - timedelta(seconds=number * _SECONDS[unit[0]])
    return (
        _on_day(moment, None) if unit[0] in "dw" else WrittenDate(moment=moment, precision="second")
    )


def _on_weekday(name: str, as_of: datetime, clock: time | None) -> WrittenDate:
    """Give the last such weekday, today included."""
    n_days = (as_of.weekday() - _WEEKDAYS.index(name[:3].casefold())) % 7
    return _on_day(as_of - timedelta(days=n_days), clock)


def _on_day(day: datetime, clock: time | None) -> WrittenDate:
    """Give a day, with the time of day where it is known."""
    moment = datetime.combine(day.date(), clock or time(0, tzinfo=UTC)).astimezone(UTC)
    return WrittenDate(moment=moment, precision="second" if clock else "day")
