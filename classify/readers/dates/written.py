"""What is written of a date, which may lack its year, before it is placed in time."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Literal

from classify.errors import ReadError
from classify.readers.dates.names import MONTHS, folded_word
from classify.records import DatePrecision

DayOrder = Literal["dmy", "mdy"]

# In running English text; elsewhere months are known in all languages (`names`).
MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b"
YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_DAY_ALONE = re.compile(r"(?P<day>\d{4}-?\d\d-?\d\d)(?P<zone>Z|[+-]\d\d:?\d\d)?")
_MAX_LEAD = timedelta(days=1)  # a day ahead of us where the outlet's day has begun already


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
    order: DayOrder | None = None
    """The order of day and month, where they are numbers that tell it ("20/1/2025")."""
    unclear: tuple[int, int] | None = None
    """Two numbers, of which one is the day and one the month ("1/9/2025"); then there is a year."""
    refused: str | None = None
    """What stood beside the day and was not read, such as a zone that is not known."""

    @property
    def is_partial(self) -> bool:
        """Whether a day is given but no year."""
        return self.moment is None and self.year is None and self.month is not None

    @property
    def is_clock_only(self) -> bool:
        """Whether there is a time of day and nothing else."""
        return self.clock is not None and not (self.month or self.moment or self.unclear)

    def in_order(self, order: DayOrder) -> WrittenDate:
        """Return the date with day and month told apart, if they are not yet."""
        if self.unclear is None:
            return self
        day, month = self.unclear if order == "dmy" else self.unclear[::-1]
        return replace(self, day=day, month=month, unclear=None)

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


def latest_reading(date: WrittenDate, as_of: datetime) -> datetime | None:
    """Place a date in the latest year that does not put it after now."""
    if not date.is_partial:
        moment = date.placed()
        return moment if moment and moment - as_of <= _MAX_LEAD else None
    for year in range(as_of.year + 1, as_of.year - 9, -1):  # Feb. 29 may lie eight years back
        moment = date.placed(year)
        if moment and moment - as_of <= _MAX_LEAD:
            return moment
    return None


def in_utc(moment: datetime) -> datetime:
    """Give a time in UTC; a naive one is taken to be in UTC already."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def read_as_of(text: str) -> datetime:
    """Read the ISO 8601 date or time that a run speaks from, in UTC.

    A date alone stands for the end of that day, as whoever names a day means the news of it; in
    UTC, or in the zone behind it: "2025-01-20+03:00".

    Raises
    ------
    ValueError
        If it is no date or time.
    OverflowError
        If it is none that UTC can express.
    """
    day = _DAY_ALONE.fullmatch(text)
    moment = datetime.fromisoformat(f"{day['day']}T23:59:59{day['zone'] or ''}" if day else text)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


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


def written_date(found: re.Match[str]) -> WrittenDate | None:
    """Turn a match of the groups `month`, `day` and `year` into a date; None if there is none."""
    parts = found.groupdict()
    return day_of_calendar(
        int(parts["year"]) if parts.get("year") else None,
        MONTHS[folded_word(parts["month"])],
        int(parts["day"]) if parts.get("day") else None,
    )


def day_of_calendar(year: int | None, month: int, day: int | None) -> WrittenDate | None:
    """Return a day or a month; None if there is no such day."""
    date = WrittenDate(year=year, month=month, day=day, precision="day" if day else "month")
    # A leap year stands in for the missing one, so that "Feb. 29" passes.
    return date if date.placed(2024) else None
