from datetime import UTC, datetime

import pytest

from classify.readers.dates import parse_date, parse_timestamp

AS_OF = datetime(2025, 1, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "moment", "precision"),
    [
        ("2025", "2025-01-01T00:00", "year"),
        ("2025-01", "2025-01-01T00:00", "month"),
        ("2025-01-18", "2025-01-18T00:00", "day"),
        ("2025-01-18T14:05:00Z", "2025-01-18T14:05", "second"),
        ("2025-01-18T14:05:00+02:00", "2025-01-18T12:05", "second"),
        ("2025-01-18 14:05", "2025-01-18T14:05", "second"),
        ("Tue, 10 Jun 2025 12:00:00 +0000", "2025-06-10T12:00", "second"),
        ("18 Jan 2025", "2025-01-18T00:00", "day"),
        ("January 18, 2025", "2025-01-18T00:00", "day"),
        ("18.01.2025", "2025-01-18T00:00", "day"),
        ("18/01/2025", "2025-01-18T00:00", "day"),
    ],
)
def test_timestamps(written: str, moment: str, precision: str):
    assert parse_timestamp(written) == (
        datetime.fromisoformat(moment).replace(tzinfo=UTC),
        precision,
    )


@pytest.mark.parametrize(
    "written", ["", "soon", "yesterday", "Jan 18", "2025-13", "2025-02-30", "03/02/2025", "99"]
)
def test_what_is_no_complete_date(written: str):
    with pytest.raises(ValueError, match="no complete date; write it as 2025-01-18"):
        parse_timestamp(written)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Jan 18, 2025", "2025-01-18T00:00"),
        ("Sept. 3rd, 2024", "2024-09-03T00:00"),
        ("18 January 2025, 14:05", "2025-01-18T14:05"),
        ("14:05, 18 January 2025", "2025-01-18T14:05"),
        ("January 18, 2025 at 3:20 PM", "2025-01-18T15:20"),
        ("Jan 18, 2025, 12:05 a.m. ET", "2025-01-18T05:05"),
        ("Sat 18 Jan 2025 09.30 GMT", "2025-01-18T09:30"),
        ("Published On 18 Jan 2025", "2025-01-18T00:00"),
        ("Last updated: 2025-01-18", "2025-01-18T00:00"),
        ("01/18/2025", "2025-01-18T00:00"),
        ("2 hours ago", "2025-01-20T10:00"),
        ("an hour ago", "2025-01-20T11:00"),
        ("56 mins ago", "2025-01-20T11:04"),
        ("5h", "2025-01-20T07:00"),
        ("just now", "2025-01-20T12:00"),
        ("2 days ago", "2025-01-18T00:00"),
        ("1 month ago", "2024-12-01T00:00"),
        ("yesterday", "2025-01-19T00:00"),
        ("Yesterday at 9:30 PM", "2025-01-19T21:30"),
        ("Today, 14:05", "2025-01-20T14:05"),
        ("Saturday", "2025-01-18T00:00"),
    ],
)
def test_dates_on_lines(written: str, moment: str):
    date = parse_date(written, as_of=AS_OF)
    assert date is not None
    assert date.placed() == datetime.fromisoformat(moment).replace(tzinfo=UTC)


def test_date_without_year():
    date = parse_date("Sat 18 Jan, 14:05", as_of=AS_OF)
    assert date is not None
    assert date.is_partial
    assert date.placed() is None
    assert date.placed(2024) == datetime(2024, 1, 18, 14, 5, tzinfo=UTC)


def test_unclear_order_is_a_date_but_not_guessed():
    date = parse_date("03/02/2025", as_of=AS_OF)
    assert date is not None
    assert date.placed() is None


@pytest.mark.parametrize(
    "written",
    [
        "May",
        "March on Minsk",
        "Feb 30",
        "12",
        "5 hours",
        "14.05",
        "2:13",
        "Monday blues",
        "Jan 18 talks",
    ],
)
def test_what_is_no_date(written: str):
    assert parse_date(written, as_of=AS_OF) is None


@pytest.mark.parametrize(
    "written", ["999 years ago", "99 weeks ago", "9 months ago", "yesterday", "Sunday"]
)
def test_a_day_before_all_days_is_a_date_and_not_placed(written: str):
    date = parse_date(written, as_of=datetime(1, 1, 1, tzinfo=UTC))
    assert date is not None
    assert date.placed() is None
