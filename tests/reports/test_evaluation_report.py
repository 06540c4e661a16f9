import csv
import json

import pytest

from classify.errors import UnknownNameError
from classify.evaluation import evaluate_topics
from classify.records import to_json_dict
from classify.reports import EVALUATION_FORMATS, render_evaluation
from classify.taxonomy import Taxonomy
from tests.builders import labelled, prediction

HEAD = ["format", "title", "facts"]
NAMES = {"bees": "Bees | hives", "ports": "Ports and shipping", "moths": "Moths"}
ODD = "Hive <script>alert(1)</script> swarms | *twice*"
LABELLED = [
    labelled("Ship enters harbour", "ports"),
    labelled(ODD, "bees", disputed=("ports",)),
    labelled("Horoscope"),
]
SHARES = ({"ports": 0.9, "bees": 0.2}, {"ports": 0.1, "bees": 0.3}, {"ports": 0.6, "bees": 0.1})


def predictions(shares):
    return [
        prediction(item.teaser, moths=0.0, **share)
        for item, share in zip(LABELLED, shares, strict=True)
    ]


def evaluation(against=None):
    return evaluate_topics(
        LABELLED,
        predictions(SHARES),
        taxonomy=Taxonomy.from_keys(["ports", "bees", "moths"]),
        against=against,
        n_resamples=20,
    )


FOUND = evaluation()
COMPARED = evaluation(against=predictions(SHARES[1:] + SHARES[:1]))


def render(format, found=FOUND):
    return render_evaluation(
        found, names=NAMES, title="How right", facts={"Data": "three teasers"}, format=format
    )


def test_markdown_says_the_main_things_first():
    report = render("md")
    assert report.startswith(
        "# How right\n\n- Data: three teasers\n\nOf 3 teasers 67 % get a topic"
    )
    assert "50 % of the topics given are right" in report
    assert "left out of the means: moths." in report


def test_markdown_has_topics_in_the_order_of_the_taxonomy():
    report = render("md")
    assert report.index("| Bees \\| hives | 1 |") < report.index("| Ports and shipping | 1 |")
    assert "| Moths | 0 | no example |" in report


def test_markdown_shows_the_teasers_behind_a_confusion():
    report = render("md")
    assert "hives missed, none given** (1)" in report
    assert "labelled Bees" in report
    assert "(30 %); given none; disputed Ports and shipping" in report
    assert "<script>" not in report


@pytest.mark.parametrize("heading", ["come true?", "Coverage against", "Parts of", "no topic fits"])
def test_markdown_has_every_part(heading):
    assert heading in render("md")


def test_the_page_is_one_file_that_does_nothing():
    page = render("html")
    assert page.startswith("<!doctype html>" if page[0] == "<" else page)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "http" not in page.replace("http-equiv", "")
    assert page.count("<svg") >= 4
    assert "Reliability: " in page


def test_a_comparison_stands_in_the_reports_that_have_one():
    for format in ("md", "html"):
        assert "Compared with" not in render(format)
        assert "Compared with" in render(format, COMPARED)
        assert "All topics right with this model only: 1 teaser; with the other only: 0." in render(
            format, COMPARED
        )


def test_json_holds_everything():
    content = json.loads(render("json", COMPARED))
    assert list(content)[:3] == HEAD
    assert {key: content[key] for key in content if key not in HEAD} == to_json_dict(COMPARED)


def test_csv_has_a_row_a_topic():
    bees, ports, moths = csv.DictReader(render("csv").lstrip("\ufeff").splitlines())
    assert (ports["topic"], ports["name"], ports["f1"]) == (
        "ports",
        "Ports and shipping",
        str(2 / 3),
    )
    assert bees["f1"] == "0.0"
    assert moths["f1"] == moths["f1_low"] == ""


@pytest.mark.parametrize("format", EVALUATION_FORMATS)
def test_the_same_evaluation_gives_the_same_text(format):
    assert render(format) == render(format)
    assert render(format).endswith("\n")


def test_an_unknown_format_lists_the_known():
    with pytest.raises(UnknownNameError, match="Known: csv, html, json, md"):
        render("pdf")
