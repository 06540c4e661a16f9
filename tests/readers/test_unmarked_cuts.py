"""Texts that their source cut without a mark, and those that only lack a stop."""

from __future__ import annotations

from io import BytesIO

import pytest

from classify import as_teasers, read_teasers
from classify.readers import are_cut, mark_cuts
from tests.builders import teaser

WHOLE = ["The dam burst.", "Crews left the port.", "He said “no.”", "Who fell?", "A ferry sank."]
LONG = "Crews of all island ferries will stop work on Friday morning, as their union said so"


@pytest.mark.parametrize(
    "text",
    ["Crews left the port and", "Crews left,", "He met Georgia Gov.", "He left. Crews of the"],
)
def test_form_shows_a_cut(text):
    assert are_cut([text], [""]) == [True]


@pytest.mark.parametrize(
    "text", ["", "The dam burst.", "Storm hits coast", "He asked: “Who?”", "他走了。"]
)
def test_a_text_alone_may_be_whole(text):
    assert are_cut([text], [""]) == [False]


def test_an_outlet_shows_how_it_closes_its_texts():
    texts = [*WHOLE, "The harbour master resigns"]
    assert are_cut(texts, ["Post"] * 6) == [False] * 5 + [True]
    assert are_cut(texts, ["Post"] * 5 + ["Gazette"]) == [False] * 6
    without = [
        "The dam bursts",
        "Crews leave",
        "A ferry sinks",
        "Ports close",
        "One fell. Two left",
    ]
    assert are_cut(without, ["Post"] * 5) == [False] * 5


def test_a_column_of_a_fixed_width():
    words = [
        "ferry",
        "crews",
        "left",
        "port",
        "island",
        "master",
        "harbour",
        "union",
        "strike",
        "dam",
        "bridge",
        "storm",
    ]
    texts = [" ".join(words[n:] + words[:n])[:60].strip() for n in range(4)]
    assert sum(are_cut([*texts, "Port opens", "Ferry sinks"], [""] * 6)) >= 3
    assert are_cut([LONG.ljust(200, "x")], [""]) == [True]


def test_readers_mark_what_is_cut():
    rows = "\n".join(f"Headline {n},{text}" for n, text in enumerate(WHOLE))
    table = f"headline,text\n{rows}\nPort,The harbour master resigns\n".encode()
    assert [one.truncated for one in read_teasers(BytesIO(table))] == [False] * 5 + [True]


def test_what_a_source_states_stands():
    row = {"headline": "Port", "text": "Crews left the port and", "truncated": False}
    assert not as_teasers([row])[0].truncated
    assert as_teasers([{"headline": "Port", "text": "Crews left the port and"}])[0].truncated


def test_only_the_flag_differs():
    given = [teaser("Port", "Crews left the port and"), teaser("Dam", "The dam burst.")]
    marked = mark_cuts(given)
    assert [one.truncated for one in marked] == [True, False]
    assert [one.text for one in marked] == [one.text for one in given]
    assert mark_cuts(marked) == marked
