from datetime import UTC, datetime

import pytest

from classify.readers.dates import (
    DateFormat,
    parse_date,
    parse_timestamp,
    read_as_of,
    read_timestamp,
)

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


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Mon 20 Jan 2025 14.05 CET", "2025-01-20T13:05"),
        ("Updated 2:05 PM GMT+1, January 20, 2025", "2025-01-20T13:05"),
        (
            "Published January 20, 2025 9:10am EST Updated January 20, 2025 5:45pm",
            "2025-01-20T14:10",
        ),
        ("Montag, 20. Januar 2025 um 14:05 Uhr", "2025-01-20T14:05"),
        ("Veröffentlicht am 20. Januar 2025 um 14.05 Uhr", "2025-01-20T14:05"),
        ("Stand: 20.1.25, 14:05 Uhr", "2025-01-20T14:05"),
        ("Mo., 20.01.2025, 14:05", "2025-01-20T14:05"),
        ("Gestern, 14:05 Uhr", "2025-01-19T14:05"),
        ("vor 3 Stunden", "2025-01-20T09:00"),
        ("vor einer Stunde", "2025-01-20T11:00"),
        ("lundi 20 janvier 2025 à 14h05", "2025-01-20T14:05"),
        ("Publié le 20 janvier 2025 à 14h05, mis à jour le 21 janvier 2025", "2025-01-20T14:05"),
        ("le 1er février 2025", "2025-02-01T00:00"),
        ("mar. 21 janv. 2025", "2025-01-21T00:00"),
        ("il y a 3 heures", "2025-01-20T09:00"),
        ("lunes, 20 de enero de 2025", "2025-01-20T00:00"),
        ("20 de enero de 2025 a las 14:05 h", "2025-01-20T14:05"),
        ("20 ene 2025 - 14:05 CET", "2025-01-20T13:05"),
        ("5 ago 2024", "2024-08-05T00:00"),
        ("hace 2 horas", "2025-01-20T10:00"),
        ("poniedziałek, 20 stycznia 2025 r. godz. 14:05", "2025-01-20T14:05"),
        ("godzinę temu", "2025-01-20T11:00"),
        ("wczoraj, 14:05", "2025-01-19T14:05"),
        ("20 января 2025 г., 14:05 МСК", "2025-01-20T11:05"),
        ("Опубликовано: 20 января 2025, 14:05", "2025-01-20T14:05"),
        ("14:05, 20.01.2025", "2025-01-20T14:05"),
        ("вчера в 14:05", "2025-01-19T14:05"),
        ("час назад", "2025-01-20T11:00"),
        ("Понеділок, 20 січня 2025 р.", "2025-01-20T00:00"),
        ("2 години тому", "2025-01-20T10:00"),
        ("20 студзеня 2025, 14:05", "2025-01-20T14:05"),
        ("учора а 14:05", "2025-01-19T14:05"),
        ("2 гадзіны таму", "2025-01-20T10:00"),
        ("20 Jan 2025 14:05 Minsk time", "2025-01-20T11:05"),
        ("July 20, 2024 9:10 AM ET", "2024-07-20T13:10"),
        ("Mon Jan 20 14:05:00 MSK 2025", "2025-01-20T11:05"),
        ("20-Jan-25 14:05:00 GMT", "2025-01-20T14:05"),
        ("Do 14:05", "2025-01-16T14:05"),
    ],
)
def test_dates_on_lines_in_many_words(written: str, moment: str):
    date = parse_date(written, as_of=AS_OF)
    assert date is not None
    assert date.placed() == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Jan 20, 2025, 5:45 PM", "2025-01-20T17:45"),
        ("1/20/2025 12:05 AM", "2025-01-20T00:05"),
        ("Mon, 20 Jan 2025 14:05:00 CET", "2025-01-20T13:05"),
        ("Mon, 20 Jan 2025 14:05:00 ET", "2025-01-20T19:05"),
        ("Mon Jan 20 2025 14:05:00 GMT+0300 (Moscow Standard Time)", "2025-01-20T11:05"),
        ("2025-01-20T14:05:00+01:00[Europe/Warsaw]", "2025-01-20T13:05"),
        ("2025/01/20 14:05", "2025-01-20T14:05"),
        ("202501201405", "2025-01-20T14:05"),
        ("1737381900", "2025-01-20T14:05"),
        ("1737381900000", "2025-01-20T14:05"),
        ("1737381900000000000", "2025-01-20T14:05"),
        ("1737381900.0", "2025-01-20T14:05"),
    ],
)
def test_times_of_programs(written: str, moment: str):
    assert parse_timestamp(written) == (
        datetime.fromisoformat(moment).replace(tzinfo=UTC),
        "second",
    )


@pytest.mark.parametrize(
    "written",
    [
        "Mon, 20 Jan 2025 14:05:00 XYZ",
        "Mon, 20 Jan 2025 14:05:00 IST",
        "20 Jan 2025 14:05 local time",
        "20 January 2025, evening",
        "20 January 2025 25:70",
        "Jan 20, 2025 17:45 AM",
    ],
)
def test_a_time_that_is_not_known_leaves_its_day_and_is_named(written: str):
    date = read_timestamp(written)
    assert (date.placed(), date.precision) == (datetime(2025, 1, 20, tzinfo=UTC), "day")
    assert date.refused


@pytest.mark.parametrize(
    ("format", "written", "day"),
    [
        ("dmy", "1/9/2025", "2025-09-01"),
        ("mdy", "1/9/2025", "2025-01-09"),
        ("DD/MM/YYYY", "1/9/2025", "2025-09-01"),
        ("MM-DD-YY", "1-9-25", "2025-01-09"),
        ("%d/%m/%Y", "1/9/2025", "2025-09-01"),
        ("%y%m%d %H", "250109 14", "2025-01-09"),
        ("mdy", "20/1/2025", "2025-01-20"),
    ],
)
def test_a_user_says_the_order(format: str, written: str, day: str):
    moment = read_timestamp(written, format=DateFormat(format)).placed()
    assert moment is not None
    assert moment.date().isoformat() == day


@pytest.mark.parametrize("format", ["", "dm", "%H:%M", "soon", "ydm"])
def test_a_format_without_an_order_is_refused(format: str):
    with pytest.raises(ValueError, match="does not say in which order"):
        DateFormat(format)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2025-01-20", "2025-01-20T23:59:59+00:00"),
        ("20250120", "2025-01-20T23:59:59+00:00"),
        ("2025-01-20Z", "2025-01-20T23:59:59+00:00"),
        ("2025-01-20+03:00", "2025-01-20T20:59:59+00:00"),
        ("2025-01-20T12:00", "2025-01-20T12:00:00+00:00"),
        ("2025-01-20T12:00+03:00", "2025-01-20T09:00:00+00:00"),
    ],
)
def test_a_day_alone_is_spoken_from_its_end(written, moment):
    assert read_as_of(written).isoformat() == moment
