"""Scores of topics and of stories to reports that people like to read, to JSON and to spreadsheets.

Scores come as JSON values (`records.to_json_dict` of a `TopicScores` or `StoryScores`): what was
saved in a manifest renders as what was just computed, and this room need not know the other.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from classify.errors import UnknownNameError
from classify.reports.rows import render_rows

SCORES_FORMAT = 1
"""Number of the JSON format; rises when a reader of the old one would fail."""

_HEADLINES = {
    "macro_f1": "macro-F1",
    "micro_f1": "micro-F1",
    "sample_f1": "sample-F1",
    "mean_average_precision": "mean average precision",
    "exact": "all topics of a teaser right",
    "brier": "Brier score (0 is best)",
    "calibration_error": "expected calibration error (0 is best)",
}
_COLUMNS = {"precision": "P", "recall": "R", "f1": "F1", "average_precision": "AP"}
_STORY_HEADLINES = {
    "b_cubed_precision": "B-cubed precision",
    "b_cubed_recall": "B-cubed recall",
    "b_cubed_f1": "B-cubed F1",
    "pairwise_precision": "pairwise precision",
    "pairwise_recall": "pairwise recall",
    "pairwise_f1": "pairwise F1",
    "adjusted_rand": "adjusted Rand index",
    "adjusted_mutual_information": "adjusted mutual information",
    "siblings_joined": "sibling pairs wrongly joined (0 is best)",
}
_TOPIC_NOTE = """\
## How to read this

Figures with 95 % bootstrap intervals. Macro: the mean over topics with at least one example; micro:
over all decisions at once; sample: the mean over teasers, where no topic given and none due is 1.
AP: average precision, how well the probabilities rank the topic's teasers before the others.
Calibration error: how far probability and share of truth lie apart, over 15 bins that hold equal
numbers of decisions. Labels that one of two annotators gave are left out; the strict figures count
them as not given."""
_STORY_NOTE = """\
## How to read this

Figures with 95 % bootstrap intervals over true stories. B-cubed: for each teaser, which share of
its story as told belongs there (precision), and which share of its true story was found (recall);
then the mean over teasers. Pairwise: the same for pairs of teasers, so that large stories weigh
more. Adjusted figures are 0 for a grouping by chance. Siblings are different stories that are
easily confused."""


def render_topic_scores(
    scores: Mapping[str, Any],
    *,
    names: Mapping[str, str],
    title: str,
    facts: Mapping[str, str],
    format: str,
) -> str:
    """Render topic scores.

    Parameters
    ----------
    scores : mapping
        `TopicScores` in JSON values.
    names : mapping of topic key to name, in taxonomy order
    title : str
    facts : mapping of str to str
        What the scores rest on: model, data.
    format : str
        "md", "json" or "csv" (a row a topic).

    Raises
    ------
    UnknownNameError
        If there is no such format.
    """
    topics = _in_order(scores["topics"], names)
    return _rendered(
        format,
        {
            "md": lambda: _topics_markdown(scores, topics, names, title, facts),
            "json": lambda: _json(scores, title, facts),
            "csv": lambda: _topics_csv(topics, names),
        },
    )


def render_story_scores(
    scores: Mapping[str, Any], *, title: str, facts: Mapping[str, str], format: str
) -> str:
    """Render story scores.

    Parameters
    ----------
    scores : mapping
        `StoryScores` in JSON values.
    title : str
    facts : mapping of str to str
        What the scores rest on: model, data.
    format : str
        "md", "json" or "csv" (a row a figure).

    Raises
    ------
    UnknownNameError
        If there is no such format.
    """
    return _rendered(
        format,
        {
            "md": lambda: _stories_markdown(scores, title, facts),
            "json": lambda: _json(scores, title, facts),
            "csv": lambda: render_rows(
                [{"figure": key, **_columns("", scores[key])} for key in _STORY_HEADLINES], "csv"
            ),
        },
    )


def headline_table(scores: Mapping[str, Any]) -> list[str]:
    """Lines of a Markdown table of the figures over all topics, the strict ones beside them."""
    rows = [
        f"| {label} | {_interval(scores[key])} | {_interval(scores[f'strict_{key}'])} |"
        for key, label in _HEADLINES.items()
    ]
    return ["| figure | value (95 % interval) | strict |", "| --- | --- | --- |", *rows]


def topic_table(topics: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> list[str]:
    """Lines of a Markdown table with a row a topic, in the order of `names`."""
    lines = [
        f"| topic | n | {' | '.join(_COLUMNS.values())} |",
        f"| --- | ---: |{' --- |' * len(_COLUMNS)}",
    ]
    for figures in _in_order(topics, names):
        cells = " | ".join(_interval(figures[column]) for column in _COLUMNS)
        lines.append(f"| {_name(figures, names)} | {figures['n_positive']} | {cells} |")
    return lines


def _rendered(format: str, renderers: Mapping[str, Callable[[], str]]) -> str:
    if format not in renderers:
        raise UnknownNameError("report format", format, renderers)
    return renderers[format]()


def _topics_markdown(
    scores: Mapping[str, Any],
    topics: Sequence[Mapping[str, Any]],
    names: Mapping[str, str],
    title: str,
    facts: Mapping[str, str],
) -> str:
    lines = [*_head(title, facts), *headline_table(scores), ""]
    counts = f"{scores['n_teasers']} teasers; {scores['n_disputed']} disputed decisions."
    without = [_name(figures, names) for figures in topics if not figures["n_positive"]]
    if without:
        counts += f" Without an example, and so left out of the means: {', '.join(without)}."
    lines += [counts, "", "## Topics", "", *topic_table(topics, names), "", _TOPIC_NOTE]
    return "\n".join(lines) + "\n"


def _stories_markdown(scores: Mapping[str, Any], title: str, facts: Mapping[str, str]) -> str:
    lines = [*_head(title, facts), "| figure | value (95 % interval) |", "| --- | --- |"]
    lines += [
        f"| {label} | {_interval(scores[key], missing='no siblings')} |"
        for key, label in _STORY_HEADLINES.items()
    ]
    counts = (
        f"{scores['n_teasers']} teasers; {scores['n_stories']} true stories, "
        f"{scores['n_predicted']} as told."
    )
    return "\n".join([*lines, "", counts, "", _STORY_NOTE]) + "\n"


def _head(title: str, facts: Mapping[str, str]) -> list[str]:
    lines = [f"# {_one_line(title)}", ""]
    lines += [f"- {_one_line(label)}: {_one_line(value)}" for label, value in facts.items()]
    return [*lines, ""] if facts else lines


def _json(scores: Mapping[str, Any], title: str, facts: Mapping[str, str]) -> str:
    content = {
        "format": SCORES_FORMAT,
        "title": title,
        "facts": dict(facts),
        "scores": _finite(scores),
    }
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _finite(value: Any) -> Any:
    """Turn what JSON has no number for (nan, infinity) into null."""
    if isinstance(value, Mapping):
        return {key: _finite(member) for key, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(member) for member in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _topics_csv(topics: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> str:
    rows = []
    for figures in topics:
        key = figures["topic"]
        row = {"topic": key, "name": names.get(key, key), "n_positive": figures["n_positive"]}
        for column in _COLUMNS:
            row |= _columns(column, figures[column])
        rows.append(row)
    return render_rows(rows, "csv")


def _columns(figure: str, found: Mapping[str, float] | float | None) -> dict[str, float | None]:
    """Spread a figure over three columns: itself (or "value"), its low and its high."""
    if not isinstance(found, Mapping):
        found = {"value": found} if found is not None else {}
    prefix = f"{figure}_" if figure else ""
    spread = {
        figure or "value": found.get("value"),
        f"{prefix}low": found.get("low"),
        f"{prefix}high": found.get("high"),
    }
    return {column: _finite(value) for column, value in spread.items()}


def _in_order(
    topics: Sequence[Mapping[str, Any]], names: Mapping[str, str]
) -> list[Mapping[str, Any]]:
    """Sort by taxonomy; topics that it does not know come last, as they came."""
    place = {key: number for number, key in enumerate(names)}
    return sorted(topics, key=lambda figures: place.get(figures["topic"], len(place)))


def _name(figures: Mapping[str, Any], names: Mapping[str, str]) -> str:
    name = names.get(figures["topic"], figures["topic"])
    return _one_line(name).replace("|", "\\|")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _interval(found: Mapping[str, float] | float | None, *, missing: str = "no example") -> str:
    """Format a figure, such as ".712 (.680 to .741)", or ".712" for one without interval."""
    if found is None:
        return missing
    if not isinstance(found, Mapping):
        return _three(found)
    return f"{_three(found['value'])} ({_three(found['low'])} to {_three(found['high'])})"


def _three(value: float) -> str:
    """Format with three decimals, without the leading nought and without "-.000"."""
    text = f"{value:z.3f}"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
