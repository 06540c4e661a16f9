"""Dates of one source together: their order, their zeros, and those that cannot be."""

import json
from io import BytesIO

import pytest

from classify.errors import ReadError
from classify.readers import as_teasers, read_teasers
from tests.builders import MONDAY

HEADLINES = ("Dockers end strike", "Ferry crews announce walkout", "Court frees editor")


def read(dates, **options):
    """Days of teasers with these dates, and the notes."""
    notes = []
    rows = [json.dumps({"headline": h, "date": d}) for h, d in zip(HEADLINES, dates, strict=False)]
    teasers = read_teasers(BytesIO("\n".join(rows).encode()), on_note=notes.append, **options)
    return [one.published and one.published.date().isoformat() for one in teasers], notes


def test_one_number_over_twelve_tells_the_order_of_all():
    days, notes = read(["1/20/2025", "1/9/2025", "1/13/2025"])
    assert days == ["2025-01-20", "2025-01-09", "2025-01-13"]
    assert notes == ["<stream>, line 2: '1/9/2025' read month first, as other dates show"]
    days, _ = read(["1/9/2024", "20/1/2025", "2/3/2025 2:05 PM"])
    assert days == ["2024-09-01", "2025-01-20", "2025-03-02"]


@pytest.mark.parametrize("others", [[], ["1/20/2025", "20/1/2025"]], ids=["none", "both"])
def test_no_order_and_both_leave_the_date_out(others):
    days, notes = read([*others, "1/9/2025"])
    assert days[-1] is None
    assert "'1/9/2025' may be day first or month first; left undated" in notes[0]


def test_a_user_knows_better():
    assert read(["1/9/2024"], date_format="dmy") == (["2024-09-01"], [])
    with pytest.raises(ReadError, match="date_format: 'soon' does not say in which order"):
        read(["1/9/2024"], date_format="soon")


def test_a_program_gets_the_same_order():
    rows = [
        {"title": "Dockers end strike", "date": "1/9/2025"},
        {"title": "B", "date": "1/20/2025"},
    ]
    published = as_teasers(rows)[0].published
    assert published is not None
    assert published.date().isoformat() == "2025-01-09"


@pytest.mark.parametrize("zero", ["0000-00-00 00:00:00", "0001-01-01T00:00:00Z", "1970-01-01", 0])
def test_the_zero_of_a_program_is_no_date(zero):
    days, (note,) = read([zero])
    assert days == [None]
    assert "stands for no date; left undated" in note


@pytest.mark.parametrize("missing", ["NaN", "N/A", "null", "-", "", None])
def test_a_missing_value_is_no_fault(missing):
    assert read([missing]) == ([None], [])


def test_a_date_after_the_collecting_is_no_date():
    days, (note,) = read(["2027-06-01T08:00:00Z"], as_of=MONDAY)
    assert days == [None]
    assert "'2027-06-01T08:00:00Z' lies after 'as of' (" in note


def test_a_date_before_all_newspapers_is_no_date():
    days, (note,) = read(["0025-01-20"])
    assert days == [None]
    assert "'0025-01-20' lies before all newspapers" in note


def test_a_line_of_a_listing_that_cannot_be_is_no_date():
    listing = "Dockers end strike at Gdansk\n1 June 2027\nPort workers went back to work.\n"
    notes = []
    (teaser,) = read_teasers(BytesIO(listing.encode()), as_of=MONDAY, on_note=notes.append)
    assert (teaser.published, teaser.text) == (None, "Port workers went back to work.")
    assert "item 1: its date lies after 'as of' (2025-01-20); left undated" in notes[0]


@pytest.mark.parametrize(
    "line",
    [
        "lundi 20 janvier 2025, 14:05",
        "il y a 3 heures",
        "By Marta Low, 20 January 2025",
        "Kyiv, 20 January, 14:05",
        "poniedziałek, 20 stycznia 2025 r.",
        "вчера в 14:05",
    ],
)
def test_a_date_line_is_no_item_and_no_part_of_the_line_above(line):
    headline = "Dockers end strike at Gdansk after an offer of nine percent"
    listing = f"{headline}\n{line}\nPort workers went back to work.\n"
    (teaser,) = read_teasers(BytesIO(listing.encode()), as_of=MONDAY)
    assert (teaser.headline, teaser.text) == (headline, "Port workers went back to work.")
    assert teaser.published is not None


def test_distances_are_told_from_the_collecting():
    days, _ = read(["3 days ago", "hier", "Jan 3"], as_of=MONDAY)
    assert all(days)


GERMAN = """Hafenarbeiter beenden Streik in Danzig
20. Januar 2025, 14:05 Uhr
Die Hafenarbeiter sind am Montag an die Arbeit zurückgekehrt.

Gericht lässt Chefredakteur frei
1. Januar 2025, 21:15 Uhr
Der Chefredakteur verließ nach elf Monaten das Gefängnis.
"""


def test_a_day_at_the_head_of_a_line_is_no_bullet():
    teasers = read_teasers(BytesIO(GERMAN.encode()), as_of=MONDAY)
    assert [one.published and one.published.isoformat() for one in teasers] == [
        "2025-01-20T14:05:00+00:00",
        "2025-01-01T21:15:00+00:00",
    ]
    assert all(one.text.endswith(".") for one in teasers)


def test_a_listing_shows_its_order_too():
    listing = (
        "Dockers end strike at Gdansk after wage offer\n1/9/2025\nPort workers are back.\n\n"
        "Appeal court frees editor of Valley Herald\n12/30/2024 2:05 PM XYZ\nHe left prison.\n"
    )
    notes = []
    teasers = read_teasers(BytesIO(listing.encode()), as_of=MONDAY, on_note=notes.append)
    days = [one.published and one.published.date().isoformat() for one in teasers]
    assert days == ["2025-01-09", "2024-12-30"]
    assert notes == ["<stream>, item 2: its date is read as a day: the zone XYZ is not known"]
