from datetime import UTC, datetime

import pytest

from classify.readers.dates import parse_date
from classify.readers.listing.chronology import DatedItem, place_in_time


def placed(*written: str | None, as_of: str = "2025-01-20") -> list[str | None]:
    anchor = datetime.fromisoformat(as_of).replace(tzinfo=UTC)
    items = []
    for text in written:
        date = parse_date(text, as_of=anchor) if text else None
        items.append(DatedItem(date, is_mention=True) if date else None)
    return [
        moment.date().isoformat() if moment else None for moment in place_in_time(items, anchor)
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param(["Jan 18"], ["2025-01-18"], id="alone"),
        pytest.param(["Jan 21"], ["2025-01-21"], id="a day ahead"),
        pytest.param(["Jan 22"], ["2024-01-22"], id="two days ahead"),
        pytest.param(
            ["Jan 18", None, "Dec 26"], ["2025-01-18", None, "2024-12-26"], id="over new year"
        ),
        pytest.param(
            ["Jan 5", "Dec 20", "Oct 1", "Jan 30"],
            ["2025-01-05", "2024-12-20", "2024-10-01", "2024-01-30"],
            id="a whole year",
        ),
        pytest.param(
            ["Jan 18", "Nov 3", "Jan 17", "Jan 16"],
            ["2025-01-18", None, "2025-01-17", "2025-01-16"],
            id="a dip is no publishing day",
        ),
        pytest.param(
            ["Nov 3", "Jan 17", "Jan 16"], [None, "2025-01-17", "2025-01-16"], id="a dip at the top"
        ),
        pytest.param(
            ["Jan 10", "Jan 12", "Jan 9"],
            ["2025-01-10", "2025-01-12", "2025-01-09"],
            id="small disorder",
        ),
        pytest.param(
            ["Oct 1", "Nov 15", "Dec 20", "Jan 18"],
            ["2024-10-01", "2024-11-15", "2024-12-20", "2025-01-18"],
            id="oldest first",
        ),
    ],
)
def test_years(written: list[str | None], expected: list[str | None]):
    assert placed(*written) == expected


def test_order_decides_where_now_does_not():
    assert placed("Jan 10", "Dec 20", "March 3", as_of="2025-06-01") == [
        "2025-01-10",
        "2024-12-20",
        "2024-03-03",
    ]


def test_nothing_to_place():
    assert placed() == []
    assert placed(None, None) == [None, None]
