from datetime import UTC, datetime

import pytest

from classify.batch import read_plan
from classify.errors import PlanError
from classify.records import BriefLength

WHOLE = """
out = "digests"
formats = ["html"]
as_of = 2025-01-31

[[digest]]
name = "desk"
inputs = "inbox/*.jsonl"
topics = ["elections"]
every = "week"
max_words = 400
brief_length = "1 sentence, 280 characters"
since = false
language = "ru"

[[digest]]
name = "all"
inputs = ["a.csv", "b.csv"]
as_of = 2025-02-01T12:00:00+02:00
formats = ["md", "eml"]
"""


def write(tmp_path, text):
    path = tmp_path / "plan.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_reads_a_plan(tmp_path):
    plan = read_plan(write(tmp_path, WHOLE))
    assert (plan.folder, plan.out, plan.model) == (tmp_path, tmp_path / "digests", "default")
    desk, everything = plan.digests
    assert desk.inputs == ("inbox/*.jsonl",)
    assert (desk.every, desk.max_words, desk.since) == ("week", 400, False)
    assert desk.brief_length == BriefLength(max_sentences=1, max_characters=280)
    assert everything.brief_length == BriefLength()
    assert desk.formats == ("html",)
    assert (desk.language, everything.language) == ("ru", "en")
    assert desk.as_of == datetime(2025, 1, 31, 23, 59, 59, tzinfo=UTC)
    assert everything.formats == ("md", "eml")
    assert everything.as_of == datetime(2025, 2, 1, 10, tzinfo=UTC)
    assert everything.since


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[[digest]", "is no TOML"),
        (f"out = {'9' * 5000}", "is no TOML: .*4300"),
        (f"out = {'[' * 5000}", "is no TOML"),
        ('[[digest]]\nname = "a"\ninputs = "a\\u0000b"', r"inputs is to be a list of texts"),
        ('out = "a\\u0000b"\n[[digest]]\nname = "a"\ninputs = "a"', "out is to be a text"),
        ('[[digest]]\nname = "index.html"\ninputs = "a"', "name is a folder's name"),
        (
            '[[digest]]\nname = "a"\ninputs = "a"\nas_of = 0001-01-01T00:00:00+14:00',
            "as_of is out of range",
        ),
        ('rank_by = "size"\n[[digest]]\nname = "a"\ninputs = "a"', "rank_by is one of consequence"),
        (
            'boost = "sport"\n[[digest]]\nname = "a"\ninputs = "a"',
            "'sport' is no NAME=FACTOR",
        ),
        ('boost = {sport = 0}\n[[digest]]\nname = "a"\ninputs = "a"', "weight of 'sport'"),
        ('boost = {sport = []}\n[[digest]]\nname = "a"\ninputs = "a"', "boost: "),
        ('out = "x"', "plans no digest"),
        ("digest = 1", "plans no digest"),
        ('[[digest]]\nname = "a"', "digest 1: has no inputs"),
        ('[[digest]]\ninputs = "a"', "digest 1: has no name"),
        ('[[digest]]\nname = "a"\ninputs = []', "has no inputs"),
        ('[[digest]]\nname = "../a"\ninputs = "a"', "name is a folder's name"),
        ('[[digest]]\nname = "a/b"\ninputs = "a"', "name is a folder's name"),
        (
            'labels = "ru"\n[[digest]]\nname = "a"\ninputs = "a"',
            "digest 1: labels is now language",
        ),
        (
            '[[digest]]\nname = "a"\ninputs = "a"\ntopic = "x"',
            "unknown key topic; known: all, as_of",
        ),
        ('[[digest]]\nname = "a"\ninputs = "a"\nevery = "hour"', "every is one of all, day, week"),
        ('[[digest]]\nname = "a"\ninputs = "a"\nmax_words = 0', "max_words is to be a number"),
        ('[[digest]]\nname = "a"\ninputs = "a"\nsince = 1', "since is true or false"),
        ('[[digest]]\nname = "a"\ninputs = "a"\nas_of = "soon"', "as_of is no date or time"),
        ('[[digest]]\nname = "a"\ninputs = "a"\nas_of = 7', "as_of is no date or time"),
        ('[[digest]]\nname = "a"\ninputs = [1]', "inputs is to be a list of texts"),
        ('[[digest]]\nname = "a"\ninputs = "a"\ntitle = 3', "title is to be a text"),
        (
            '[[digest]]\nname = "a"\ninputs = "a"\nlanguage = 3',
            "digest 1: language is to be a text",
        ),
        (
            '[[digest]]\nname = "a"\ninputs = "a"\nbrief_length = 40',
            "digest 1: brief_length is to be a text, not 40",
        ),
        (
            '[[digest]]\nname = "a"\ninputs = "a"\nbrief_length = "40 lines"',
            "digest 1: brief_length: unknown unit 'lines' in '40 lines'. Say words, sentences",
        ),
        (
            'brief_length = "0 words"\n[[digest]]\nname = "a"\ninputs = "a"',
            "digest 1: brief_length: '0 words': the number goes from 1 to 999999",
        ),
        ('out = 3\n[[digest]]\nname = "a"\ninputs = "a"', "out is to be a text"),
        ('[[digest]]\nname = "a"\ninputs = "a"\n' * 2, "plans a more than once"),
    ],
)
def test_a_plan_that_cannot_be_is_named(tmp_path, text, reason):
    with pytest.raises(PlanError, match=reason):
        read_plan(write(tmp_path, text))


def test_a_missing_plan(tmp_path):
    with pytest.raises(PlanError, match="cannot be read"):
        read_plan(tmp_path / "none.toml")


@pytest.mark.parametrize(
    "columns", ['"headline=Vorzeile,text=Lauf"', '{ headline = "Vorzeile", text = "Lauf" }']
)
def test_a_plan_names_columns_and_the_order_of_dates(tmp_path, columns):
    text = f'[[digest]]\nname = "a"\ninputs = "a.csv"\ncolumns = {columns}\ndate_format = "mdy"\n'
    (digest,) = read_plan(write(tmp_path, text)).digests
    assert (digest.columns, digest.date_format) == ("headline=Vorzeile,text=Lauf", "mdy")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('columns = "gist=Titel"', "columns: there is no field 'gist'"),
        ("columns = { headline = 7 }", "columns is to be a text, not 7"),
        ('date_format = "yy"', "date_format: "),
        ("date_format = 7", "date_format is to be a text"),
    ],
)
def test_columns_that_cannot_be_are_refused(tmp_path, line, reason):
    text = f'[[digest]]\nname = "a"\ninputs = "a.csv"\n{line}\n'
    with pytest.raises(PlanError, match=reason):
        read_plan(write(tmp_path, text))


def test_what_stands_on_top_is_planned(tmp_path):
    path = tmp_path / "plan.toml"
    path.write_text(
        'watch = "names.txt"\nboost = "sanctions=3, Belarus=2"\n'
        '[[digest]]\nname = "a"\ninputs = "a"\n'
        '[[digest]]\nname = "b"\ninputs = "a"\nrank_by = "reports"\n[digest.boost]\nsport = 0.5\n',
        encoding="utf-8",
    )
    first, second = read_plan(path).digests
    assert (first.rank_by, first.watch) == ("consequence", "names.txt")
    assert first.boost == {"sanctions": 3, "Belarus": 2}
    assert (second.rank_by, second.boost) == ("reports", {"sport": 0.5})
