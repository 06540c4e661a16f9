"""An evaluation to a page that people like to read, to Markdown, JSON and spreadsheets.

It comes as JSON values (`records.to_json_dict` of an `Evaluation`): what was saved renders as what
was just computed, and this room need not know the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from classify.records import Evaluation, TopicFigures, to_json_dict
from classify.reports import tables as figures
from classify.reports.evaluations import phrases as evaluation_words
from classify.reports.evaluations import plots as curves
from classify.reports.evaluations.markdown import (
    N_CONFUSIONS,
    N_EXAMPLES,
    render_evaluation_markdown,
)
from classify.reports.pages import render_as, render_json, render_page
from classify.reports.rows import render_rows

EVALUATION_FORMATS = ("md", "html", "json", "csv")

_PAGE = "evaluation.html.j2"


def render_evaluation(
    found: Evaluation,
    *,
    names: Mapping[str, str],
    title: str,
    facts: Mapping[str, str],
    format: str,
) -> str:
    """Render an evaluation of topics.

    Parameters
    ----------
    found : Evaluation
    names : mapping of topic key to name, in taxonomy order
    title : str
    facts : mapping of str to str
        What the figures rest on: model, data.
    format : str
        "md", "html" (one page, no network), "json" or "csv" (a row a topic).

    Raises
    ------
    UnknownNameError
        If there is no such format.
    """
    renderers = {
        "md": lambda: render_evaluation_markdown(found, names, title, facts),
        "html": lambda: render_page(_PAGE, _content(found, names, title, facts)),
        "json": lambda: render_json(to_json_dict(found), title, facts),
        "csv": lambda: _csv(figures.in_order(found.scores.topics, names), names),
    }
    return render_as(format, renderers)


def _content(
    found: Evaluation, names: Mapping[str, str], title: str, facts: Mapping[str, str]
) -> dict[str, Any]:
    """Gather what the page shows."""
    topics = figures.in_order(found.scores.topics, names)
    return {
        "found": found,
        "names": names,
        "title": title,
        "facts": facts,
        "topics": topics,
        "columns": figures.REPORT_COLUMNS,
        "confusions": found.confusions[:N_CONFUSIONS],
        "n_examples": N_EXAMPLES,
        "teasers": {one.teaser_id: one for one in found.misjudged},
        "reliability": curves.reliability_plot(found.reliability),
        "topic_reliability": [
            (names.get(key, key), curves.reliability_plot(bins, step=0.5))
            for key in [one.topic for one in topics]
            if (bins := found.topic_reliability.get(key))
        ],
        "coverage": curves.coverage_plot(found.coverage, found.operating_point),
        "size": curves.SIZE,
        "figures": figures,
        "words": evaluation_words,
    }


def _csv(topics: Sequence[TopicFigures], names: Mapping[str, str]) -> str:
    rows = []
    for one in topics:
        key = one.topic
        row: dict[str, Any] = {
            "topic": key,
            "name": names.get(key, key),
            "n_positive": one.n_positive,
        }
        for column, figure in figures.figures_of(one, figures.REPORT_COLUMNS).items():
            row |= figures.columns_of(column, figure)
        rows.append(row)
    return render_rows(rows, "csv")
