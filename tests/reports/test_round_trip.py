"""What was written for spreadsheets reads back as what it was."""

from datetime import UTC, datetime
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from classify.readers import read_teasers
from classify.records import SourceRef, Teaser
from classify.reports import render_rows, render_workbook, rows_of_teasers

# what guards, delimiters and line ends are made of, and words
SIGNS = ["=", "+", "-", "@", "'", '"', ";", ",", "|", "\n", " ", "a", "Ы", "1", "b."]
TEXTS = st.lists(st.sampled_from(SIGNS), max_size=14).map("".join)
NAMES = st.sampled_from(["Region", "status", "Updated", "extra.x", "id", "=1", "Nr", "labels"])


@st.composite
def made_teasers(draw) -> list[Teaser]:
    """Teasers as our readers give them: what JSON Lines have is cleaned, and then it stays."""
    rows = [
        {
            "headline": f"Storm {number} {draw(TEXTS)}",
            "text": draw(TEXTS),
            "truncated": draw(st.booleans()),
            "published": draw(st.sampled_from([None, "2025-01-20", "2025-01-20T10:00:00Z"])),
            "outlet": draw(st.sampled_from([None, "=Post", "Gazette; Coast"])),
            "extra": draw(st.dictionaries(NAMES, TEXTS.map(lambda text: f"x{text}".strip()))),
        }
        for number in range(draw(st.integers(1, 3)))
    ]
    return read_back(render_rows(rows, "jsonl").encode())


def read_back(content: bytes) -> list[Teaser]:
    as_of = datetime(2025, 2, 1, tzinfo=UTC)
    return read_teasers(BytesIO(content), strict=True, as_of=as_of, on_note=lambda note: None)


@given(made_teasers())
def test_csv_reads_back_equal(teasers):
    content = render_rows(rows_of_teasers(teasers, nested=False), "csv").encode()
    assert read_back(content) == teasers


@given(made_teasers())
def test_a_workbook_reads_back_equal(teasers):
    again = read_back(render_workbook(rows_of_teasers(teasers, nested=False)))
    assert again == teasers


def test_columns_read_back_from_csv_word_for_word():
    extra = {"Region": "=North; -South", "Updated": "yesterday", "extra.x": "'a'\nb", "id": "7"}
    teaser = Teaser(headline="Storm", language="en", sources=(SourceRef(file="a.csv", item=2),))
    teaser = Teaser(**{**{n: getattr(teaser, n) for n in teaser.__slots__}, "extra": extra})
    rows = list(rows_of_teasers([teaser], nested=False))
    assert read_back(render_rows(rows, "csv").encode()) == [teaser]
