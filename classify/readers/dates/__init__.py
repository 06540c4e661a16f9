"""Dates as newsrooms and programs write them.

What is written is first read as it stands (`WrittenDate`, which may lack its year), and only then
placed in time.
"""

from classify.readers.dates.lines import parse_date
from classify.readers.dates.serial_days import (
    DAY_ZERO_1900,
    DAY_ZERO_1904,
    serial_date,
    share_of_day,
)
from classify.readers.dates.timestamps import (
    DateFormat,
    is_missing,
    is_zero,
    parse_timestamp,
    read_timestamp,
)
from classify.readers.dates.written import (
    DAY,
    MONTH,
    YEAR,
    DayOrder,
    WrittenDate,
    anchor_time,
    in_utc,
    latest_reading,
    read_as_of,
    written_date,
)

__all__ = [
    "DAY",
    "DAY_ZERO_1900",
    "DAY_ZERO_1904",
    "MONTH",
    "YEAR",
    "DateFormat",
    "DayOrder",
    "WrittenDate",
    "anchor_time",
    "in_utc",
    "is_missing",
    "is_zero",
    "latest_reading",
    "parse_date",
    "parse_timestamp",
    "read_as_of",
    "read_timestamp",
    "serial_date",
    "share_of_day",
    "written_date",
]
