"""A user's table goes in, and comes back with what was found."""

import csv
import io
import json
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

TABLE = """\
Nr;Titel;Beschreibung;Datum;Uhrzeit;Link;Region;status
17;Ferry runs aground in fog;The coast guard took all 80 passengers ashore.;18.01.2025;14:05;https://a.example/1;North;open
18;Parliament adopts budget;Lawmakers passed the plan by two votes.;16.01.2025;09:00;https://a.example/2;=South;closed
"""
AS_OF = ("--as-of", "2025-01-20")


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "desk.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.mark.parametrize("verb", ["read", "predict", "stories"])
def test_columns_come_back_in_csv(classify, table, verb):
    result = classify(verb, table, *AS_OF, "--format", "csv")
    assert result.returncode == 0, result.stderr
    rows = {row["Nr"]: row for row in rows_of(result.stdout)}
    assert rows["17"]["Region"] == "North"
    assert rows["17"]["url"] == "https://a.example/1"
    assert rows["17"]["published"] == "2025-01-18T14:05:00Z"
    assert rows["17"]["text"].startswith("The coast guard")
    assert (rows["17"]["outlet"], rows["17"]["item"]) == ("", "2")
    assert rows["18"]["Region"] == "'=South"
    assert rows["18"]["extra.status" if verb == "predict" else "status"] == "closed"


@pytest.mark.parametrize("verb", ["read", "predict", "stories"])
def test_columns_come_back_in_a_workbook(classify, table, tmp_path, verb):
    out = tmp_path / "found.xlsx"
    result = classify(verb, table, *AS_OF, "--out", out)
    assert result.returncode == 0, result.stderr
    book = CalamineWorkbook.from_filelike(BytesIO(out.read_bytes()))
    names, *rows = book.get_sheet_by_index(0).to_python()
    assert {row[names.index("Nr")]: row[names.index("Region")] for row in rows} == {
        "17": "North",
        "18": "=South",
    }


@pytest.mark.parametrize("verb", ["read", "predict", "stories"])
def test_columns_come_back_in_a_table_to_look_at(classify, table, verb):
    result = classify(verb, table, *AS_OF, "--format", "table")
    assert result.returncode == 0, result.stderr
    head, *rows = result.stdout.splitlines()
    assert {"headline", "Nr", "Region", "text", "url"} <= set(head.split())
    assert any("Ferry runs aground in fog" in row and "North" in row for row in rows)


@pytest.mark.parametrize("verb", ["read", "predict", "stories"])
def test_a_workbook_needs_a_file(classify, table, verb):
    result = classify(verb, table, "--format", "xlsx")
    assert (result.returncode, result.stdout) == (2, "")
    assert "--out results.xlsx" in result.stderr


def test_stories_have_a_row_each_if_asked_for(classify, table):
    by_story = classify("stories", table, *AS_OF, "--format", "csv", "--rows", "stories")
    assert by_story.stdout.startswith("\ufeffid,headline,teasers,")
    by_teaser = classify("stories", table, *AS_OF, "--rows", "teasers")
    lines = [json.loads(line) for line in by_teaser.stdout.splitlines()]
    assert [line["extra"]["Nr"] for line in lines if line["is_lead"]] != []


def test_what_the_ending_says_is_the_format(classify, table, tmp_path):
    for ending in ("csv", "jsonl"):
        out = tmp_path / f"found.{ending}"
        assert classify("predict", table, *AS_OF, "--out", out).returncode == 0
        assert out.read_text(encoding="utf-8-sig").startswith(
            "teaser_id," if ending == "csv" else '{"teaser_id"'
        )


def test_read_gives_an_account(classify, table, tmp_path):
    with table.open("a", encoding="utf-8") as rows:
        rows.write("19;;no headline;gestern;;;;\n17;Calm;;some day;;;;\n")
    problems = tmp_path / "problems.csv"
    result = classify("read", table, *AS_OF, "--problems", problems)
    head, account = result.stderr.splitlines()[-2:]
    columns = "source items kept folded cut off undated bad newest why bad"
    assert head.split() == columns.split()
    assert account.split()[1:7] == ["4", "3", "0", "0", "1", "1"]
    assert account.endswith("2025-01-18 14:05  has no headline")
    found = rows_of(problems.read_text(encoding="utf-8-sig"))
    assert [(row["item"], row["kind"]) for row in found] == [
        ("line 4", "left out"),
        ("line 5", "value"),
    ]
    assert {row["file"] for row in found} == {str(table)}


def test_topics_are_listed(classify, tmp_path):
    assert classify("topics").stdout.split()[:4] == ["key", "name", "definition", "elections"]
    listed = json.loads(classify("topics", "--format", "json", "--language", "ru").stdout)
    assert (listed[0]["key"], listed[0]["name"]) == ("elections", "Выборы")
    out = tmp_path / "topics.csv"
    assert classify("topics", "--format", "csv", "--out", out).returncode == 0
    assert rows_of(out.read_text(encoding="utf-8"))[0]["iptc"] == "medtop:20000574"


def test_topics_are_named_as_people_call_them(classify, table):
    result = classify("brief", table, *AS_OF, "--topics", "Environment,ВЫБОРЫ")
    assert result.returncode == 0, result.stderr
    refused = classify("brief", table, *AS_OF, "--topics", "weather")
    assert refused.returncode == 1
    assert "unknown topic 'weather'" in refused.stderr
