import csv
import json
from dataclasses import replace

import pytest

from classify.errors import UnknownNameError
from classify.records import Estimate, StoryScores, to_json_dict
from classify.reports import render_story_scores


def figure(value):
    return Estimate(value=value, low=value - 0.1, high=value + 0.1)


FIGURES = (
    "b_cubed_precision", "b_cubed_recall", "b_cubed_f1",
    "pairwise_precision", "pairwise_recall", "pairwise_f1",
)  # fmt: skip
SCORES = StoryScores(
    n_teasers=9,
    n_stories=4,
    n_predicted=5,
    **{name: figure(0.5) for name in FIGURES},
    adjusted_rand=-0.0625,
    adjusted_mutual_information=-1e-12,
    siblings_joined=None,
)
HEAD = {"title": "How right", "facts": {"Data": "nine teasers"}}


def render(format, scores=SCORES):
    return render_story_scores(scores, format=format, **HEAD)


def test_a_story_report_reads_well():
    report = render("md")
    assert "| B-cubed F1 | .500 (.400 to .600) |" in report
    assert "| adjusted Rand index | -.062 |" in report
    assert "| adjusted mutual information | .000 |" in report
    assert "| sibling pairs wrongly joined (0 is best) | no siblings |" in report
    assert "9 teasers; 4 true stories, 5 as told." in report
    joined = render("md", replace(SCORES, siblings_joined=figure(0.9)))
    assert "| sibling pairs wrongly joined (0 is best) | .900 (.800 to 1.000) |" in joined


def test_json_holds_every_figure():
    content = json.loads(render("json"))
    assert next(iter(content)) == "format"
    assert content == {"format": 1, **HEAD, "scores": to_json_dict(SCORES)}


def test_csv_has_a_row_a_story_figure():
    rows = list(csv.DictReader(render("csv").lstrip("\ufeff").splitlines()))
    assert [row["figure"] for row in rows] == [
        *FIGURES, "adjusted_rand", "adjusted_mutual_information", "siblings_joined",
    ]  # fmt: skip
    assert rows[0] == {"figure": "b_cubed_precision", "value": "0.5", "low": "0.4", "high": "0.6"}
    assert rows[6] == {"figure": "adjusted_rand", "value": "-0.0625", "low": "", "high": ""}
    assert rows[8]["value"] == ""


def test_an_unknown_format_lists_the_known():
    with pytest.raises(UnknownNameError, match="Known: csv, json, md"):
        render("pdf")
