"""Rows for machines and for spreadsheets."""

from __future__ import annotations

import csv
import io
import json

import pytest

from classify.errors import UnknownNameError
from classify.records import SourceRef, Teaser, to_json_dict
from classify.reports import ROW_FORMATS, render_rows

from .builders import at


def table(*rows: dict) -> list[dict[str, str]]:
    """Render as CSV and read it back as a spreadsheet would."""
    text = render_rows(rows, "csv")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_json_lines_keep_every_value():
    rows = [{"text": "a\u2028b\x85c\x9b31m\u202e\ud800", "n": None}, {"text": "Ålesund", "n": 1.5}]
    text = render_rows(rows, "jsonl")
    assert [json.loads(line) for line in text.splitlines()] == rows
    assert "Ålesund" in text
    text.encode("utf-8")


def test_csv_flattens_lists_and_mappings():
    row = {
        "topics": ["economy", "politics"],
        "probabilities": {"economy": 0.9, "politics": 0.55},
        "primary": None,
        "truncated": True,
        "n": -3,
    }
    assert table(row) == [
        {
            "topics": "economy;politics",
            "probabilities.economy": "0.9",
            "probabilities.politics": "0.55",
            "primary": "",
            "truncated": "true",
            "n": "-3",
        }
    ]


def test_csv_flattens_teasers():
    teaser = Teaser(
        id="a",
        headline="Storm",
        published=at(18, 14, 5),
        sources=(SourceRef(outlet="A", item=1), SourceRef(outlet="B", url="https://b.example/1")),
    )
    first, second = table(*map(to_json_dict, (teaser, Teaser(id="b", headline="Calm"))))
    assert first["published"] == "2025-01-18T14:05:00Z"
    assert first["sources.outlet"] == "A;B"
    assert first["sources.url"] == ";https://b.example/1"
    assert first["sources.item"] == "1;"
    assert "sources" not in first
    assert second["sources.outlet"] == ""


def test_csv_keeps_rows_of_different_columns():
    assert table({"a": 1}, {"b": 2}) == [{"a": "1", "b": ""}, {"a": "", "b": "2"}]
    assert render_rows([], "csv") == render_rows([], "jsonl") == ""


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://evil.example")',
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "\u200b=1+1",
        "\x1b[0m=1+1",
        "＝1+1",
        '"=1+1"',
    ],
)
def test_csv_text_is_no_formula(text):
    assert table({"headline": text})[0]["headline"].startswith("'")
    assert table({"labels": [text, "b"]})[0]["labels"].startswith("'")
    # Where Excel expects semicolons between cells, it splits ours there.
    assert ";'" in table({"labels": ["a", text]})[0]["labels"]


@pytest.mark.parametrize("text", ["\tindented", "\rreturned"])
def test_csv_text_behind_a_tab_or_return_is_text(text):
    assert table({"headline": text})[0]["headline"] == f"'{text.strip()}"


def test_csv_numbers_stay_numbers_and_text_stays_readable():
    row = {"n": -0.25, "text": "Storm; 3-0 win, a+b=c", "lines": "one\ntwo\x00\x1b[31m red\x1b[0m"}
    assert table(row) == [{"n": "-0.25", "text": "Storm; 3-0 win, a+b=c", "lines": "one\ntwo red"}]


@pytest.mark.parametrize("format", ROW_FORMATS)
def test_no_row_format_writes_what_is_no_number(format):
    with pytest.raises(ValueError, match="not JSON compliant"):
        render_rows([{"probability": float("nan")}], format)


def test_an_unknown_format_is_named():
    with pytest.raises(UnknownNameError) as caught:
        render_rows([], "xlsx")
    assert str(caught.value) == "unknown row format 'xlsx'. Known: csv, jsonl, table."
