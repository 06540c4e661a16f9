import csv
import json

import pytest

from classify.errors import UnknownNameError
from classify.reports.evaluation import (
    headline_table,
    render_story_scores,
    render_topic_scores,
    topic_table,
)


def figure(value):
    return {"value": value, "low": value - 0.1, "high": value + 0.1}


FIGURES = ("precision", "recall", "f1", "average_precision")
OVERALL = (
    "macro_f1", "micro_f1", "sample_f1", "mean_average_precision", "exact", "brier",
    "calibration_error",
)  # fmt: skip
SCORES = {
    "n_teasers": 9,
    "n_disputed": 2,
    **{name: figure(0.5) for name in OVERALL},
    **{f"strict_{name}": figure(0.25) for name in OVERALL},
    "topics": [
        {"topic": "ports", "n_positive": 4, **{name: figure(0.75) for name in FIGURES}},
        {"topic": "bees", "n_positive": 0, **dict.fromkeys(FIGURES)},
    ],
}
STORY_FIGURES = (
    "b_cubed_precision", "b_cubed_recall", "b_cubed_f1",
    "pairwise_precision", "pairwise_recall", "pairwise_f1",
)  # fmt: skip
STORY_SCORES = {
    "n_teasers": 9,
    "n_stories": 4,
    "n_predicted": 5,
    **{name: figure(0.5) for name in STORY_FIGURES},
    "adjusted_rand": -0.0625,
    "adjusted_mutual_information": -1e-12,
    "siblings_joined": None,
}
HEAD = {"title": "How right", "facts": {"Data": "nine teasers"}}


def render_topics(kind, names=None, scores=SCORES):
    return render_topic_scores(
        scores,
        names={"ports": "Ports and shipping"} if names is None else names,
        format=kind,
        **HEAD,
    )


def render_stories(kind, scores=STORY_SCORES):
    return render_story_scores(scores, format=kind, **HEAD)


@pytest.fixture(params=[render_topics, render_stories], ids=["topics", "stories"])
def render(request):
    return request.param


def test_markdown_names_topics_and_gives_intervals():
    report = render_topics("md")
    assert report.startswith("# How right\n\n- Data: nine teasers\n\n| figure |")
    assert "| macro-F1 | .500 (.400 to .600) | .250 (.150 to .350) |" in report
    assert "| Ports and shipping | 4 | .750 (.650 to .850) |" in report
    assert "| bees | 0 | no example | no example | no example | no example |" in report


def test_markdown_says_what_the_means_leave_out():
    report = render_topics("md")
    assert "9 teasers; 2 disputed decisions. Without an example, and so left out of the" in report
    assert "left out of the means: bees." in report
    assert "one of two annotators gave are left out" in report


def test_topics_stand_in_the_order_of_the_taxonomy():
    taxonomy = {"bees": "Bees", "ports": "Ports"}
    report = render_topics("md", taxonomy)
    assert report.index("| Bees | 0 |") < report.index("| Ports | 4 |")
    rows = list(csv.DictReader(render_topics("csv", taxonomy).lstrip("\ufeff").splitlines()))
    assert [row["topic"] for row in rows] == ["bees", "ports"]


def test_the_tables_stand_alone():
    assert headline_table(SCORES)[2] == "| macro-F1 | .500 (.400 to .600) | .250 (.150 to .350) |"
    table = topic_table(SCORES["topics"], {"ports": "Ports | quays\nand piers"})
    assert table[0] == "| topic | n | P | R | F1 | AP |"
    assert table[2].startswith("| Ports \\| quays and piers | 4 |")


def test_a_story_report_reads_well():
    report = render_stories("md")
    assert "| B-cubed F1 | .500 (.400 to .600) |" in report
    assert "| adjusted Rand index | -.062 |" in report
    assert "| adjusted mutual information | .000 |" in report
    assert "| sibling pairs wrongly joined (0 is best) | no siblings |" in report
    assert "9 teasers; 4 true stories, 5 as told." in report
    joined = render_stories("md", STORY_SCORES | {"siblings_joined": figure(0.9)})
    assert "| sibling pairs wrongly joined (0 is best) | .900 (.800 to 1.000) |" in joined


@pytest.mark.parametrize(
    ("render", "scores"),
    [(render_topics, SCORES), (render_stories, STORY_SCORES)],
    ids=["topics", "stories"],
)
def test_json_holds_every_figure(render, scores):
    content = json.loads(render("json"))
    assert next(iter(content)) == "format"
    assert content == {"format": 1, **HEAD, "scores": scores}


def test_json_has_null_for_what_is_no_number():
    odd = {"value": float("nan"), "low": float("-inf"), "high": 1.0}
    content = json.loads(render_topics("json", scores=SCORES | {"exact": odd}))
    assert content["scores"]["exact"] == {"value": None, "low": None, "high": 1.0}


def test_csv_has_a_row_a_topic():
    ports, bees = csv.DictReader(render_topics("csv").lstrip("\ufeff").splitlines())
    assert (ports["topic"], ports["name"]) == ("ports", "Ports and shipping")
    assert float(ports["f1"]) == 0.75
    assert float(ports["f1_high"]) == 0.85
    assert bees["f1"] == bees["f1_low"] == ""


def test_csv_has_a_row_a_story_figure():
    rows = list(csv.DictReader(render_stories("csv").lstrip("\ufeff").splitlines()))
    assert [row["figure"] for row in rows] == [
        *STORY_FIGURES, "adjusted_rand", "adjusted_mutual_information", "siblings_joined",
    ]  # fmt: skip
    assert rows[0] == {"figure": "b_cubed_precision", "value": "0.5", "low": "0.4", "high": "0.6"}
    assert rows[6] == {"figure": "adjusted_rand", "value": "-0.0625", "low": "", "high": ""}
    assert rows[8]["value"] == ""


@pytest.mark.parametrize("kind", ["md", "json", "csv"])
def test_the_same_scores_give_the_same_text(render, kind):
    assert render(kind) == render(kind)
    assert render(kind).endswith("\n")


def test_an_unknown_format_lists_the_known(render):
    with pytest.raises(UnknownNameError, match="Known: csv, json, md"):
        render("pdf")
