"""Time zones: right, or none."""

from datetime import datetime, timedelta

import pytest

from classify.readers.dates.zones import zone_of

WINTER, SUMMER = datetime(2025, 1, 20, 12), datetime(2025, 7, 20, 12)


@pytest.mark.parametrize(
    ("written", "winter", "summer"),
    [
        ("UTC", 0, 0),
        ("z", 0, 0),
        ("CET", 1, 1),
        ("MESZ", 2, 2),
        ("EEST", 3, 3),
        ("MSK", 3, 3),
        ("мск", 3, 3),
        ("EST", -5, -5),
        ("ET", -5, -4),
        ("PT", -8, -7),
        ("Eastern Daylight Time", -4, -4),
        ("Moscow time", 3, 3),
        ("Kyiv time", 2, 3),
        ("за київським часом", 2, 3),
        ("heure de Paris", 1, 2),
        ("Europe/Warsaw", 1, 2),
        ("GMT+3", 3, 3),
        ("UTC−05:00", -5, -5),
        ("+0530", 5.5, 5.5),
        ("+5:45", 5.75, 5.75),
    ],
)
def test_known_zones(written, winter, summer):
    zone = zone_of(written)
    assert zone is not None
    for moment, hours in ((WINTER, winter), (SUMMER, summer)):
        assert moment.replace(tzinfo=zone).utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize("written", ["IST", "AST", "XYZ", "GMT+15", "+10:20", "Europe/Nowhere", ""])
def test_zones_that_are_not_known_or_mean_several_are_none(written):
    assert zone_of(written) is None


@pytest.mark.parametrize(
    ("zone", "moment", "hours"),
    [
        ("ET", datetime(2025, 3, 9, 1, 59), -5),
        ("ET", datetime(2025, 3, 9, 3), -4),
        ("ET", datetime(2025, 11, 2, 3), -5),
        ("ET", datetime(2005, 4, 4), -4),
        ("London time", datetime(2025, 3, 30, 0, 59), 0),
        ("London time", datetime(2025, 3, 30, 2), 1),
        ("London time", datetime(2025, 10, 26, 3), 0),
        ("MSK", datetime(2012, 1, 20), 4),
    ],
)
def test_summer_time_begins_and_ends_on_its_day(zone, moment, hours):
    assert moment.replace(tzinfo=zone_of(zone)).utcoffset() == timedelta(hours=hours)
