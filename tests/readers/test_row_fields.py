"""Columns that stand for no field, and columns of dates beside columns of times."""

import json
from io import BytesIO

import pytest
import xlsxwriter

from classify.readers import as_teasers, read_teasers
from tests.readers.sources import from_bytes, workbook

TABLE = """Nr;Titel;Beschreibung;Datum;Uhrzeit;Region;Region;status;
7;Dockers end strike;Ships sailed.;20.01.2025;14:05;North;Coast;open;x
8;Calm at sea;;21.01.2025;;;;closed;
"""


def test_unknown_columns_are_kept_as_text():
    notes = []
    dockers, calm = from_bytes(TABLE, strict=False, on_note=notes.append)
    assert dockers.extra == {
        "Nr": "7",
        "Region": "North",
        "Region (2)": "Coast",
        "status": "open",
        "column 9": "x",
    }
    assert calm.extra == {"Nr": "8", "status": "closed"}
    assert notes == [
        "<stream>: not known, kept as they are: 'Nr', 'Region', 'Region (2)', 'status', 'column 9'"
    ]


def test_values_of_json_are_written_as_text():
    item = {"title": "Storm", "n": 3, "share": 0.5, "ok": True, "tags": ["a", "ä"], "no": None}
    (teaser,) = from_bytes(json.dumps([{**item, "nan": float("nan"), "empty": " "}]))
    assert teaser.extra == {"n": "3", "share": "0.5", "ok": "true", "tags": '["a", "ä"]'}


def test_a_column_that_another_one_beats_is_kept():
    (teaser,) = from_bytes("title,headline,url,link\nOld title,Storm,,https://a.example/1\n")
    assert (teaser.headline, teaser.extra) == ("Storm", {"title": "Old title"})
    assert teaser.sources[0].url == "https://a.example/1"


def test_a_value_that_is_none_of_its_field_is_kept_as_it_is_written():
    content = "title,kind,date,country\nStorm,print,some day,Norway\nCalm,news,1/2/2025,NO\n"
    storm, calm = from_bytes(content, strict=False, on_note=lambda note: None)
    assert storm.extra == {"kind": "print", "date": "some day", "country": "Norway"}
    assert calm.extra == {"date": "1/2/2025"}


def test_feeds_and_pages_have_no_columns():
    item = "<item><title>Storm</title><pubDate>x</pubDate><a>b</a></item>"
    feed = f"<rss><channel>{item}</channel></rss>"
    (teaser,) = from_bytes(feed, strict=False, on_note=lambda note: None)
    assert teaser.extra == {}


def test_objects_of_a_program_keep_their_keys():
    (teaser,) = as_teasers([{"title": "Storm", "Region": "North", "Nr": 7}])
    assert teaser.extra == {"Region": "North", "Nr": "7"}


def test_rows_share_their_names():
    one, other = from_bytes("title,a,b\nStorm,1,2\nCalm,3,4\n")
    assert one.extra._names is other.extra._names


def test_copies_keep_the_columns_of_all_places():
    (teaser,) = from_bytes("title,Region\nStorm,North\nStorm,South\nStorm,North\n")
    assert teaser.extra == {"Region": "North | South"}


@pytest.mark.parametrize("extra", [{"extra.a": "1"}, {"extra": "1"}, {"headline": "x", "": "y"}])
def test_names_of_ours_survive_json(extra):
    (teaser,) = from_bytes(json.dumps({"headline": "Storm", "extra": extra}))
    assert teaser.extra == extra


@pytest.mark.parametrize(
    ("day", "clock", "expected"),
    [
        ("20.01.2025", "14:05", "2025-01-20T14:05"),
        ("2025-01-20", "14:05:30", "2025-01-20T14:05:30"),
        ("1/20/2025", "2:05 PM", "2025-01-20T14:05"),
        ("20.01.2025", "14.05 Uhr", "2025-01-20T14:05"),
        ("20 Jan 2025", "14:05 CET", "2025-01-20T13:05"),
        ("2025-01-20", "14:05+03:00", "2025-01-20T11:05"),
        ("2025-01-20", "14h05", "2025-01-20T14:05"),
        ("45677", "0.4375", "2025-01-20T10:30"),
        ("45677", "10:30", "2025-01-20T10:30"),
        ("2025-01-20T08:00", "14:05", "2025-01-20T08:00"),
    ],
)
@pytest.mark.parametrize("names", ["date;time", "Datum;Uhrzeit", "Data;Godzina", "дата;время"])
def test_a_day_is_joined_with_its_time(names, day, clock, expected):
    date, time = names.split(";")
    for head, cells in ((f"{date};{time}", f"{day};{clock}"), (f"{time};{date}", f"{clock};{day}")):
        (teaser,) = from_bytes(f"title;{head}\nStorm;{cells}\n", on_note=lambda note: None)
        assert teaser.published.isoformat().startswith(expected)
        assert teaser.date_precision == "second"


def test_a_time_that_does_not_fit_its_day_is_kept():
    notes = []
    content = "title;date;time\nStorm;20.01.2025;99:99\n"
    (teaser,) = from_bytes(content, strict=False, on_note=notes.append)
    assert (teaser.date_precision, teaser.extra) == ("day", {"time": "99:99"})
    assert "99:99 is not known" in notes[0]


@pytest.mark.parametrize(
    ("number", "expected"),
    [("45677", "2025-01-20T00:00:00+00:00"), ("45677.5", "2025-01-20T12:00:00+00:00")],
)
def test_days_that_spreadsheets_count_are_read_in_text(number, expected):
    notes = []
    (teaser,) = read_teasers(
        BytesIO(f"title,date\nStorm,{number}\n".encode()), on_note=notes.append
    )
    assert teaser.published.isoformat() == expected
    assert notes == [f"<stream>, line 2: '{number}' read as spreadsheets count days: 2025-01-20"]


@pytest.mark.parametrize("number", ["20250", "90000", "4567", "456770", "-45677"])
def test_other_numbers_are_no_days(number):
    (teaser,) = from_bytes(f"title,date\nStorm,{number}\n", strict=False, on_note=lambda note: None)
    assert teaser.published is None or teaser.date_precision == "year"
    assert teaser.extra == ({} if teaser.published else {"date": number})


@pytest.mark.parametrize("from_1904", [False, True], ids=["1900", "1904"])
def test_numbers_of_a_workbook_count_from_its_own_day(from_1904):
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "date_1904": from_1904})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["title", "date", "time"])
    sheet.write_row(1, 0, ["Storm", 45677 - 1462 * from_1904, 0.4375])
    book.close()
    (teaser,) = from_bytes(stream.getvalue(), on_note=lambda note: None)
    assert teaser.published.isoformat() == "2025-01-20T10:30:00+00:00"


def test_a_sheet_without_formats_counts_from_1900():
    (teaser,) = from_bytes(workbook(News=[["title", "date"], ["Storm", 45677]]))
    assert teaser.published.isoformat() == "2025-01-20T00:00:00+00:00"
