import csv
import io
import json
from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.errors import ReadError
from classify.readers import merge_copies, plain_line, plain_text, read_teasers
from classify.readers.cut_marks import without_cut_mark
from classify.readers.dates import is_missing
from classify.readers.inline_markup import text_of_value
from classify.records import DATE_PRECISIONS, KINDS, SourceRef, Teaser, teaser_id, to_json_dict


def from_text(text: str, **options) -> list[Teaser]:
    return read_teasers(BytesIO(text.encode()), **options)


def row(**fields: object) -> Teaser:
    (teaser,) = from_text(json.dumps({"headline": "Storm hits coast", **fields}), strict=True)
    return teaser


def test_every_field():
    teaser = row(
        id=7,
        text="Roofs are off […]",
        published="2025-01-18T14:05:00+02:00",
        kind="analysis",
        language="pt-BR",
        country="by",
        outlet="Vesna",
        url="https://vesna.example/1",
    )
    assert teaser == Teaser(
        id="7",
        headline="Storm hits coast",
        text="Roofs are off",
        truncated=True,
        published=datetime(2025, 1, 18, 12, 5, tzinfo=UTC),
        date_precision="second",
        date_basis="feed",
        kind="analysis",
        language="pt",
        country="BY",
        sources=(
            SourceRef(outlet="Vesna", url="https://vesna.example/1", file="<stream>", item=1),
        ),
    )


def test_aliases():
    (teaser,) = from_text('{"title": "Storm", "summary": "Roofs.", "date": "2025-01", "link": "u"}')
    assert (teaser.headline, teaser.text, teaser.id) == ("Storm", "Roofs.", "u")
    assert (teaser.published, teaser.date_precision) == (datetime(2025, 1, 1, tzinfo=UTC), "month")


def test_a_fields_own_name_beats_its_alias():
    assert row(title="Other").headline == "Storm hits coast"


def test_id_from_outlet_headline_and_text():
    assert row(outlet="Vesna", text="Roofs.").id == teaser_id("Vesna", "Storm hits coast", "Roofs.")


def test_null_and_empty_values_count_as_absent():
    teaser = row(text=None, published="", language="", country=None, kind="", id="")
    assert (teaser.text, teaser.published, teaser.kind) == ("", None, "news")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"headline": ""}, "has no headline"),
        ({"headline": " \n"}, "has no headline"),
        ({"headline": 5}, "headline is a number, not text"),
        ({"headline": "\ud800"}, "headline holds half a character"),
        ({"text": ["a"]}, "text is a list, not text"),
        ({"id": ["x"]}, "id is a list, not text"),
        ({"sources": "x"}, "sources is no JSON list"),
        ({"sources": [1]}, "sources holds a number, not objects"),
    ],
    ids=str,
)
def test_faulty_rows(fields: dict[str, object], reason: str):
    content = json.dumps({"headline": "fine"}) + "\n" + json.dumps({"headline": "h", **fields})
    faults: list[ReadError] = []
    assert len(from_text(content, on_error=faults.append)) == 1
    assert [fault.item for fault in faults] == ["line 2"]
    assert faults[0].reason.startswith(reason)
    with pytest.raises(ReadError, match="line 2"):
        from_text(content, strict=True)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"truncated": "maybe"}, "truncated is 'maybe', neither true nor false; kept without it"),
        ({"published": "soon"}, "'soon' is no complete date; write it as 2025-01-18"),
        ({"published": ["2025"]}, "published is no date; left undated"),
        ({"published": "1/9/2025"}, "'1/9/2025' may be day first or month first; left undated"),
        ({"published": "0001-01-01"}, "'0001-01-01' stands for no date; left undated"),
        ({"kind": "gossip"}, "unknown kind 'gossip'; known: news, opinion"),
        ({"date_precision": "week"}, "unknown date_precision 'week'"),
        ({"language": "English!"}, "language is 'english!', not a code"),
        ({"country": "Belarus"}, "country is 'BELARUS', not a code of two letters"),
    ],
    ids=str,
)
def test_a_value_that_cannot_be_read_costs_itself_alone(fields, reason):
    content = json.dumps({"headline": "fine"}) + "\n" + json.dumps({"headline": "h", **fields})
    notes: list[str] = []
    assert from_text(content, on_note=notes.append)[1].published is None
    (note,) = notes
    assert note.startswith(f"<stream>, line 2: {reason}")
    with pytest.raises(ReadError, match="line 2"):
        from_text(content, strict=True)


def test_faulty_lines():
    faults: list[ReadError] = []
    content = '{"headline": "a"}\n\n{"headline": \n[1]\n{"headline": "b"}'
    assert len(from_text(content, on_error=faults.append)) == 2
    assert [(fault.item, fault.reason.partition(":")[0]) for fault in faults] == [
        ("line 3", "is no JSON"),
        ("line 4", "is a list, not an object"),
    ]


@pytest.mark.parametrize(
    "content",
    ['[{"headline": "a"}, {"headline": "b"}]', '[\n {"headline": "a"},\n {"headline": "b"}\n]'],
    ids=["one line", "indented"],
)
def test_json_array(content: str):
    assert [teaser.headline for teaser in from_text(content)] == ["a", "b"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["no mark", "byte order mark"])
def test_csv(delimiter: str, mark: str):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["Headline", "text", "truncated", "outlet"])
    writer.writerow(["Storm hits coast; pier gone, too", 'Roofs.\nAnd "more".', "no", "Vesna"])
    writer.writerow([])
    writer.writerow(["Calm returns", "", "yes", ""])
    storm, calm = from_text(mark + out.getvalue(), strict=True)
    assert storm.headline == "Storm hits coast; pier gone, too"
    assert storm.text == 'Roofs.\nAnd "more".'
    assert storm.sources[0] == SourceRef(outlet="Vesna", file="<stream>", item=2)
    assert (calm.truncated, calm.sources[0].item) == (True, 5)


def test_csv_without_headline_column():
    with pytest.raises(ReadError, match=r"no column 'headline'.*its columns are 'id', 'body'"):
        from_text("id,body\n1,x")


def test_csv_row_with_too_many_cells():
    faults: list[ReadError] = []
    content = "headline,text\na,b\nc,d,e\nf,g,"
    assert [t.headline for t in from_text(content, on_error=faults.append)] == ["a", "f"]
    assert [fault.item for fault in faults] == ["line 3"]


WORDS = st.text(st.characters(codec="utf-8"), max_size=40).filter(
    lambda text: not is_missing(text, is_prose=True) and text_of_value(text) == text
)
TIMES = st.datetimes(
    min_value=datetime(1900, 1, 1), max_value=datetime(2025, 1, 1), timezones=st.just(UTC)
)


@st.composite
def teasers(draw) -> Teaser:
    """Teasers as readers make them: plain words, no mark of cutting, dates with a precision."""
    headline = plain_line(draw(WORDS)) or "Storm hits coast"
    text, truncated = without_cut_mark(plain_text(draw(WORDS)))
    published = draw(st.none() | TIMES)
    ref = st.builds(
        SourceRef,
        outlet=st.none() | st.just("Vesna"),
        url=st.none() | st.just("https://vesna.example/1"),
        file=st.just("a.txt"),
        item=st.integers(1, 9),
    )
    return Teaser(
        id=draw(st.text("abcdef0123456789", min_size=1)),
        headline=headline,
        text=text,
        truncated=truncated,
        published=published,
        date_precision=draw(st.sampled_from(DATE_PRECISIONS)) if published else None,
        date_basis=draw(st.sampled_from(["feed", "text", "inferred"])) if published else "none",
        kind=draw(st.sampled_from(KINDS)),
        language=draw(st.sampled_from(["en", "und", "be"])),
        country=draw(st.sampled_from([None, "BY"])),
        sources=tuple(dict.fromkeys(draw(st.lists(ref, max_size=3)))),
        extra=draw(st.dictionaries(st.text(), st.text().filter(str.strip), max_size=3)),
    )


@given(st.lists(teasers(), min_size=1, max_size=4, unique_by=lambda teaser: teaser.id))
def test_what_is_printed_reads_back_as_jsonl(printed: list[Teaser]):
    content = "\n".join(json.dumps(to_json_dict(teaser)) for teaser in printed)
    assert from_text(content, strict=True) == merge_copies(printed)


@given(st.lists(teasers(), min_size=1, max_size=4, unique_by=lambda teaser: teaser.id))
def test_what_is_printed_reads_back_as_csv(printed: list[Teaser]):
    out = io.StringIO()
    records = [to_json_dict(teaser) for teaser in printed]
    writer = csv.DictWriter(out, fieldnames=list(records[0]))
    writer.writeheader()
    for record in records:
        places, extra = json.dumps(record["sources"]), json.dumps(record["extra"])
        writer.writerow({**record, "sources": places, "extra": extra})
    assert from_text(out.getvalue(), strict=True) == merge_copies(printed)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"headline": "A", "views": ' + "9" * 5000 + "}", "holds a number that is too long"),
        ('{"headline": "A", "sources": ' + "[" * 100_000 + "}", "is nested too deeply"),
        (json.dumps({"headline": "A", "sources": "[" * 100_000}), "sources is no JSON list"),
    ],
    ids=["a long number", "deep", "deep in a cell"],
)
def test_an_item_that_breaks_a_bound_of_python_is_named_and_the_rest_read(line, reason):
    faults = []
    teasers = from_text(f'{line}\n{{"headline": "Storm hits coast"}}\n', on_error=faults.append)
    assert [teaser.headline for teaser in teasers] == ["Storm hits coast"]
    (fault,) = faults
    assert fault.item == "line 1"
    assert reason in fault.reason


def test_column_names_that_cannot_be_read_are_named():
    with pytest.raises(ReadError, match="line 1: is no CSV: field larger than field limit"):
        from_text(f"headline,{'x' * 140_000}\nStorm,1\n", input_format="csv")
