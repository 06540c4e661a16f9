"""Whatever a stranger wrote, in whichever field of whichever record: no report lets it act."""

from __future__ import annotations

import csv
import dataclasses
import json
import re
import typing
from collections.abc import Callable, Mapping
from email import message_from_string
from email.policy import default
from functools import cache
from typing import Any

import pytest

from classify.evaluation import evaluate_topics
from classify.records import Digest, LabelledTeaser, Link, Sentence, Story, StoryEvent, Teaser
from classify.reports import (
    render_audit,
    render_by_template,
    render_card,
    render_digest,
    render_evaluation,
    render_explanation,
    render_index,
    render_rows,
    render_story_scores,
    story_rows,
)
from classify.reports.stories.render import render_stories_html, render_stories_markdown
from classify.taxonomy import Taxonomy, Topic
from tests.builders import MONDAY, prediction, story, teaser

from .full_sample import explanation, full_digest
from .test_audit_report import FOUND
from .test_digests import Page
from .test_evaluations_stories import SCORES
from .test_safety import ATTACKS, MARKDOWN, UNSEEN

TEXTS = {name: text for name, text in ATTACKS.items() if name != "nothing"}  # leaves a text empty
FIGURE = {"value": 0.5, "low": 0.4, "high": 0.6}


@cache
def fields_of_any_text(record: type) -> tuple[str, ...]:
    """The fields of a record that can hold any text, or what holds one."""
    hints = typing.get_type_hints(record)
    return tuple(name for name, hint in hints.items() if "Literal" not in str(hint))


def foreign(value: Any, text: str) -> Any:
    """The same record with a text in every field that can hold any text."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changes = {
            name: foreign(getattr(value, name), text) for name in fields_of_any_text(type(value))
        }
        if isinstance(value, Sentence):
            changes |= {"start": 0, "end": len(text)}
        return dataclasses.replace(value, **changes)
    if isinstance(value, str):
        return text
    if isinstance(value, tuple):
        return tuple(foreign(one, text) for one in value)
    if isinstance(value, Mapping):
        return {foreign(key, text): foreign(one, text) for key, one in value.items()}
    return value


@cache
def foreign_digest(text: str) -> Digest:
    return foreign(full_digest(), text)


def taxonomy(text: str) -> Taxonomy:
    return Taxonomy(topics=(Topic(key=text, name=text, definition=text),), version=text)


def teaser_of(text: str, **fields: Any) -> Teaser:
    return dataclasses.replace(foreign(teaser("word", outlet="word"), text), **fields)


def digest_in(format: str) -> Callable[[str], str]:
    return lambda text: render_digest(foreign_digest(text), taxonomy(text), format)


def mail_part(number: int) -> Callable[[str], str]:
    def render(text: str) -> str:
        message = message_from_string(digest_in("eml")(text), policy=default)
        return [str(part.get_content()) for part in message.iter_parts()][number]

    return render


def card(text: str) -> str:
    encoder = {"name": text, "n_dims": text, "precision": text, "sha256": text * 12}
    topic: dict[str, object] = {"topic": text, "n_positive": text}
    topic |= dict.fromkeys(("precision", "recall", "f1", "average_precision"), FIGURE)
    figures = ("macro_f1", "micro_f1", "sample_f1", "mean_average_precision", "exact", "brier",
               "calibration_error")  # fmt: skip
    scores = {f"{kind}{key}": FIGURE for key in figures for kind in ("", "strict_")}
    facts = {
        "n_teasers": text,
        "data_sha256": text,
        "n_calibrating": text,
        "caveat": text,
        "topics": {text: {"n_positive": text, "threshold": 0.5}},
        "scores": {text: {"command": text, "n_teasers": text,
                          "scores": {**scores, "topics": [topic]}}},
    }  # fmt: skip
    return render_card(
        {
            "name": text,
            "encoder": encoder,
            "taxonomy": {"topic": [{"key": text, "name": text}]},
            "facts": facts,
            "first_look": {"encoder": encoder, "accurate_share": 0.5},
        }
    )


def evaluation_in(format: str) -> Callable[[str], str]:
    def render(text: str) -> str:
        parts = enumerate([((text,), ()), ((), (text,)), ((), ())])
        items = [
            LabelledTeaser(
                teaser=teaser_of(text, id=f"{text}{number}", country=text),
                labels=labels,
                disputed=disputed,
            )
            for number, (labels, disputed) in parts
        ]
        shares = [{text: 0.1, "other": 0.9}, {text: 0.9, "other": 0.1}, {text: 0.2, "other": 0.2}]
        predictions = [
            prediction(item.teaser, **share) for item, share in zip(items, shares, strict=True)
        ]
        found = evaluate_topics(
            items,
            predictions,
            taxonomy=Taxonomy.from_keys([text, "other"]),
            against=list(predictions),
            n_resamples=5,
        )
        facts = {text: text}
        return render_evaluation(found, names={text: text}, title=text, facts=facts, format=format)

    return render


def audit_in(format: str) -> Callable[[str], str]:
    def render(text: str) -> str:
        found = dataclasses.replace(foreign(FOUND, text), splits={text: 1})
        facts = {text: text}
        return render_audit(found, names={text: text}, title=text, facts=facts, format=format)

    return render


def story_of(text: str) -> Story:
    teasers = (teaser_of(text, id=text), teaser_of(text, id=f"{text} 2"))
    ids = teasers[0].id, teasers[1].id
    link = Link(teasers=ids, probability=0.9, grounds={text: 2.0})
    return dataclasses.replace(story(*teasers, topics=(text,)), id=text, links=(link,))


def stories_in(render: Callable[..., str]) -> Callable[[str], str]:
    event = StoryEvent(at=MONDAY, kind="grew", story="gone", teasers=("a",), others=())

    def rendered(text: str) -> str:
        events = (dataclasses.replace(event, story=text),)
        stories = [story_of(text), story(teaser_of(text, id="alone"))]
        return render(stories, taxonomy(text), text, events)

    return rendered


def story_table(format: str) -> Callable[[str], str]:
    return lambda text: render_rows(story_rows([story_of(text)], taxonomy(text), "topics"), format)


def index(text: str) -> str:
    made = {
        "label": text, "error": "", "title": text, "as_of": "2025-01-20T18:00:00Z", "issue": 1,
        "n_teasers": 1, "n_stories": 1, "n_briefs": 1, "bottom_line": [text],
        "links": {text: text},
    }  # fmt: skip
    return render_index({text: [made, {"label": text, "error": text}]})


def explained(text: str) -> str:
    return render_explanation(foreign(explanation(), text), taxonomy(text))


def story_scores_in(format: str) -> Callable[[str], str]:
    return lambda text: render_story_scores(SCORES, title=text, facts={text: text}, format=format)


MARKDOWN_REPORTS = {
    "digest": digest_in("md"),
    "card": card,
    "evaluation": evaluation_in("md"),
    "audit": audit_in("md"),
    "stories": stories_in(render_stories_markdown),
    "story scores": story_scores_in("md"),
}
PAGES = {
    "digest": digest_in("html"),
    "mail": mail_part(1),
    "evaluation": evaluation_in("html"),
    "audit": audit_in("html"),
    "stories": stories_in(render_stories_html),
    "index": index,
}
PLAIN_TEXTS = {"digest": digest_in("txt"), "mail": mail_part(0), "explanation": explained}
JSON_REPORTS = {
    "digest": digest_in("json"),
    "evaluation": evaluation_in("json"),
    "audit": audit_in("json"),
    "story scores": story_scores_in("json"),
    "stories": story_table("jsonl"),
}
TABLES = {
    "evaluation": evaluation_in("csv"),
    "audit": audit_in("csv"),
    "stories": story_table("csv"),
}

each_attack = pytest.mark.parametrize("attack", TEXTS)


def blocks(markdown: str) -> list[str]:
    """The kinds of a document's blocks, in order."""
    return [token.type for token in MARKDOWN.parse(markdown)]


@pytest.mark.parametrize("report", MARKDOWN_REPORTS)
@each_attack
def test_markdown_shows_it(report, attack):
    markdown = MARKDOWN_REPORTS[report](TEXTS[attack])
    assert not UNSEEN.search(markdown)
    assert "<script" not in markdown
    inline = {child.type for token in MARKDOWN.parse(markdown) for child in token.children or ()}
    assert not inline & {"html_inline", "link_open", "image", "em_open", "s_open"}
    assert blocks(markdown) == blocks(MARKDOWN_REPORTS[report]("word"))
    markdown.encode("utf-8")


@pytest.mark.parametrize("report", PAGES)
@each_attack
def test_pages_show_it(report, attack):
    html = PAGES[report](TEXTS[attack])
    page, harmless = Page(html), Page(PAGES[report]("word"))
    assert not UNSEEN.search(html.replace("\r", ""))
    assert page.tags <= harmless.tags
    assert all(re.match(r"#|https?://[^@]*$|[^:]*$", link) for link in page.links)
    html.encode("utf-8")


@pytest.mark.parametrize("report", PLAIN_TEXTS)
@each_attack
def test_plain_text_shows_it(report, attack):
    text = PLAIN_TEXTS[report](TEXTS[attack])
    assert not UNSEEN.search(text.replace("\r", ""))
    text.encode("utf-8")


@pytest.mark.parametrize("report", JSON_REPORTS)
@each_attack
def test_json_keeps_it(report, attack):
    text = JSON_REPORTS[report](TEXTS[attack])
    assert not UNSEEN.search(text)
    assert json.dumps(TEXTS[attack]) in json.dumps(json.loads(text))


@pytest.mark.parametrize("report", TABLES)
@each_attack
def test_tables_calculate_nothing(report, attack):
    text = TABLES[report](TEXTS[attack])
    assert not UNSEEN.search(text)
    cells = [cell for row in csv.reader(text.lstrip("\ufeff").splitlines()) for cell in row]
    assert not [cell for cell in cells if re.match(r"\s*([=+@]|-\D)", cell)]


@pytest.mark.parametrize("name", ["desk.html.j2", "desk.txt.j2"])
@pytest.mark.parametrize(
    "printed",
    [
        "{{ digest.title }}",
        "{{ digest.title | e }}",
        "{{ digest.title | safe }}",
        "{{ digest.title ~ '<b>' | safe }}",
        "{{ [digest.title] }}",
        "{{ digest.title | tojson }}",
        "{{ digest.title | urlize }}",
        "{{ taxonomy.topics[0].name | upper }}",
        "{% filter replace('x', 'x') %}{{ digest.title }}{% endfilter %}",
        "{% autoescape false %}{{ digest.title }}{% endautoescape %}",
        "{{ say('{it}', it=digest.title) }}",
    ],
)
@each_attack
def test_a_template_of_the_users_prints_no_controls(tmp_path, attack, printed, name):
    path = tmp_path / name
    path.write_text(printed, encoding="utf-8")
    digest = foreign_digest(TEXTS[attack])
    assert not UNSEEN.search(render_by_template(digest, taxonomy(TEXTS[attack]), path))
