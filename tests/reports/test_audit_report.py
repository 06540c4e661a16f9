import csv
import json
from dataclasses import replace

import pytest

from classify.errors import UnknownNameError
from classify.records import Audit, AuditedTeaser, Finding, TopicHealth, to_json_dict
from classify.reports import AUDIT_FORMATS, render_audit
from classify.reports.audits.render import N_SHOWN


def teaser(id="t1", headline="Hive <script>alert(1)</script> swarms", **fields):
    fields = {
        "text": "=Queens|counted",
        "labels": ("bees",),
        "disputed": (),
        "split": "train",
        "place": "/home/someone/labels.csv, line 3",
    } | fields
    return AuditedTeaser(id=id, headline=headline, **fields)


def finding(kind, **fields):
    return Finding(kind=kind, teaser=fields.pop("teaser", teaser()), **fields)


TOPIC = TopicHealth(
    topic="bees",
    n_positive=3,
    n_primary=2,
    n_disputed=1,
    splits={"test": 1, "train": 2},
    n_too_much=0,
    n_missing=1,
    alpha=0.75,
    too_small=True,
)
FOUND = Audit(
    n_teasers=40,
    n_without_label=0,
    n_disputed=1,
    splits={"train": 39, "test": 1},
    n_in_no_split=0,
    alpha=0.75,
    n_taught=10,
    topics=(TOPIC,),
    findings=(
        finding("leak", other=teaser("t2", labels=(), split="test"), resemblance=0.5),
        finding("label missing", topic="ports", probability=0.97),
    ),
    unreadable=("labels.csv, line 9: has no 'labels'",),
)
CLEAN = replace(FOUND, findings=(), unreadable=(), alpha=None, n_disputed=0, n_taught=0)


def render(format, found=FOUND):
    names = {"bees": "Bees", "ports": "Ports | quays"}
    return render_audit(found, names=names, title="How sound", facts={"Data": "x"}, format=format)


def test_markdown_says_the_main_things_first():
    report = render("md")
    assert "In 40 teasers: 1 near copy in another split, 1 label probably missing." in report
    assert "1 item could not be read." in report
    assert "alpha of .750; 1 label is disputed." in report
    assert "has learned the labels of 10 of these teasers (25 %)" in report
    assert "| Bees | 3 | 2 | 1 | 2 | 1 | 0 | 1 | .750 | too small |" in report


def test_markdown_shows_each_finding_with_its_place():
    report = render("md")
    assert "(t1, labels.csv, line 3)" in report
    assert "/home/someone" not in report
    assert "50 % of the wording shared; labelled Bees (train); t2 labelled none (test)" in report
    assert "97 % probable; labelled Bees" in report
    assert "- labels.csv, line 9" in report


def test_sound_data_are_said_to_be_sound():
    report = render("md", CLEAN)
    assert "In 40 teasers: nothing that looks wrong." in report
    assert "cannot be counted" in report
    assert "Beware" not in report
    assert "## Left out" not in report


def test_what_is_too_long_for_a_page_is_in_the_spreadsheet():
    many = replace(FOUND, findings=FOUND.findings[1:] * (N_SHOWN + 3))
    assert "and 3 more, in audit.csv" in render("md", many)
    assert "And 3 more, in audit.csv" in render("html", many)
    assert len(render("csv", many).splitlines()) == N_SHOWN + 3 + 1


def test_the_page_is_one_file_that_does_nothing():
    page = render("html")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "http" not in page.replace("http-equiv", "")
    assert "Leaks between splits" in page
    assert "Contradicting near copies" not in page


def test_csv_has_a_row_a_finding_and_room_for_a_decision():
    leak, missing = csv.DictReader(render("csv").lstrip("\ufeff").splitlines())
    assert (leak["finding"], leak["other_id"], leak["other_split"]) == ("leak", "t2", "test")
    assert (missing["topic"], missing["probability"], missing["decision"]) == ("ports", "0.97", "")
    assert missing["text"].startswith("'=")


def test_json_holds_everything():
    content = json.loads(render("json"))
    assert content == {
        "format": 1,
        "title": "How sound",
        "facts": {"Data": "x"},
        **to_json_dict(FOUND),
    }


@pytest.mark.parametrize("format", AUDIT_FORMATS)
def test_the_same_audit_gives_the_same_text(format):
    assert render(format) == render(format)
    assert render(format).endswith("\n")


def test_an_unknown_format_lists_the_known():
    with pytest.raises(UnknownNameError, match="Known: csv, html, json, md"):
        render("pdf")
