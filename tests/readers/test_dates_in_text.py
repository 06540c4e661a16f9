from datetime import UTC, datetime

import pytest

from classify.readers.dates import latest_reading
from classify.readers.listing.dates_in_text import publishing_date

AS_OF = datetime(2025, 1, 20, tzinfo=UTC)


def day_of(text: str) -> str | None:
    date = publishing_date(text, AS_OF)
    moment = latest_reading(date, AS_OF) if date else None
    return moment.date().isoformat() if moment else None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The ministry reported on Jan. 18. Trains run again.", "2025-01-18"),
        ("The ministry said on 18 January that trains run again.", "2025-01-18"),
        ("Trains run again, the ministry said on Saturday, Jan. 18.", "2025-01-18"),
        ("On Dec. 16, the council adopted measures.", "2024-12-16"),
        ("KYIV, Jan 18 - Trains run again.", "2025-01-18"),
        ("MINSK, 18 January. /Vesna/ Trains run again.", "2025-01-18"),
        ("Trains will run again, the ministry said on Jan. 18.", "2025-01-18"),
        ("Seized on Oct. 3, she was sentenced on Jan. 15.", "2025-01-15"),
        ("The deal was signed on Jan. 18, 2024.", "2024-01-18"),
        ("Her diary, published on Jan. 26, tells of the vote.", "2024-01-26"),
    ],
)
def test_days_of_publishing(text: str, day: str):
    assert day_of(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "He travels ahead of the Jan. 26 elections.",
        "Prisoners have been freed since July.",
        "Prisoners have been freed since July 3.",
        "He will visit the plant on Feb. 3.",
        "On Jan. 26, voters will choose a president.",
        "Belarusians vote on Jan. 26.",
        "The road stays shut until Jan. 10.",
        "He was seized on Jan. 3 last year.",
        "They may march on Friday.",
        "",
    ],
)
def test_days_only_mentioned(text: str):
    assert day_of(text) is None


def test_leap_day_finds_its_year():
    date = publishing_date("The ministry reported on Feb. 29.", AS_OF)
    assert date is not None
    assert latest_reading(date, AS_OF) == datetime(2024, 2, 29, tzinfo=UTC)
