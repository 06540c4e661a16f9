"""The sentences of a teaser that a brief may print: verbatim, whole, and news."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.text import news_sentences
from classify.text.quotations import begins_quoted, breaks_off


def printed(text, **known):
    return [text[span.start : span.end] for span in news_sentences(text, **known)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HASK (AP) - The dam burst. Photo: AP", ["The dam burst."]),
        ("Photo: AP. HASK (AP) — The dam burst.", ["The dam burst."]),
        ("The dam burst. “", ["The dam burst."]),
        ("The dam burst. Follow us on Telegram.", ["The dam burst."]),
        ("The dam burst. […]", ["The dam burst."]),
        ("Follow us on Telegram", []),
        ("", []),
    ],
)
def test_prints_news_alone(text, expected):
    assert printed(text) == expected


def test_a_headline_is_printed_once():
    text = "The dam at Lipa burst. Nobody was hurt."
    assert printed(text, headline="“The dam at Lipa burst”") == ["Nobody was hurt."]


def test_a_quotation_that_stays_open_is_incomplete():
    spans = news_sentences("He said: “No. Then he left.")
    assert [span.complete for span in spans] == [False, True]


@pytest.mark.parametrize(
    ("text", "begins", "breaks"),
    [
        ("“No,” he said.", False, False),
        ('“No," he said.', False, False),
        ("„Nein“, sagte er.", False, False),
        ("«Нет», сказал он.", False, False),
        ("He said: “No.", False, True),
        ('He said: "No.', False, True),
        ("We ran,” he said.", True, False),
        ("A man of 6'2\" fled.", False, False),
    ],
)
def test_open_quotations(text, begins, breaks):
    assert (begins_quoted(text), breaks_off(text)) == (begins, breaks)


PARTS = [
    "HASK (AP) -",
    "The dam burst.",
    "“No,",
    "said Lee.”",
    "Photo: AP.",
    "He left.",
    "…",
    "»",
    '"',
]


@given(st.lists(st.sampled_from(PARTS), max_size=8).map(" ".join) | st.text(), st.booleans())
def test_spans_are_verbatim_and_in_order(text, truncated):
    spans = news_sentences(text, truncated=truncated)
    ends = [0, *(offset for span in spans for offset in (span.start, span.end))]
    assert ends == sorted(ends)
    assert all(text[span.start : span.end].strip() for span in spans)
