import json

import pytest

from classify.records import Estimate
from classify.reports.pages import render_json
from classify.reports.tables import (
    TopicRow,
    columns_of,
    headline_table,
    interval,
    signed,
    topic_table,
)


def figure(value, low=None, high=None):
    low, high = value - 0.1 if low is None else low, value + 0.1 if high is None else high
    return Estimate(value=value, low=low, high=high)


OVERALL = (
    "macro_f1", "micro_f1", "sample_f1", "mean_average_precision", "exact", "brier",
    "calibration_error",
)  # fmt: skip


def test_headlines_stand_beside_the_strict_ones():
    figures, strict = (dict.fromkeys(OVERALL, figure(value)) for value in (0.5, 0.25))
    table = headline_table(figures, strict)
    assert table[2] == "| macro-F1 | .500 (.400 to .600) | .250 (.150 to .350) |"


def test_a_row_a_topic_without_markup():
    names = ("precision", "recall", "f1", "average_precision")
    topics = [
        TopicRow("bees", 0, dict.fromkeys(names)),
        TopicRow("ports", 4, dict.fromkeys(names, figure(0.75))),
    ]
    table = topic_table(topics, {"ports": "Ports | quays\nand piers"})
    assert table[0] == "| topic | n | P | R | F1 | AP |"
    assert table[2].startswith("| Ports \\| quays and piers | 4 | .750 (.650 to .850) |")
    assert table[3] == "| bees | 0 | no example | no example | no example | no example |"


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (None, "no example"),
        (0.5, ".500"),
        (1.0, "1.000"),
        (-1e-9, ".000"),
        (figure(0.7, 0.65, 1), ".700 (.650 to 1.000)"),
    ],
)
def test_intervals(found, expected):
    assert interval(found) == expected


def test_differences_have_their_sign():
    assert signed(figure(0.012, -0.003, 0.027)) == "+.012 (-.003 to +.027)"
    assert signed(figure(0.0, 0.0, 0.0)) == ".000 (.000 to .000)"
    assert signed(None) == "no example"


def test_columns_of_a_spreadsheet():
    assert columns_of("f1", figure(0.5, 0.4, 0.6)) == {"f1": 0.5, "f1_low": 0.4, "f1_high": 0.6}
    assert columns_of("", None) == {"value": None, "low": None, "high": None}


@pytest.mark.parametrize("number", [float("nan"), float("inf"), None])
def test_a_spreadsheet_leaves_empty_what_is_no_number(number):
    assert columns_of("f1", number)["f1"] is None


def test_what_is_no_number_becomes_null_in_json():
    content = json.loads(render_json({"a": [float("nan"), (1.0, float("inf"))]}, "t", {}))
    assert content["a"] == [None, [1.0, None]]
