"""Figures with their intervals, and tables of them, for reports and model cards."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol, TypeVar

from classify.records import (
    CoveragePoint,
    Estimate,
    SliceFigures,
    StoryScores,
    TopicFigures,
    TopicScores,
)
from classify.reports.escaping import escape_markdown

Found = Estimate | float | None
"""A figure: with its interval, without one, or undefined."""
Scores = TopicScores | TopicFigures | SliceFigures | CoveragePoint | StoryScores

HEADLINES = {
    "macro_f1": "macro-F1",
    "micro_f1": "micro-F1",
    "sample_f1": "sample-F1",
    "mean_average_precision": "mean average precision",
    "exact": "all topics of a teaser right",
    "brier": "Brier score (0 is best)",
    "calibration_error": "expected calibration error (0 is best)",
}
TOPIC_COLUMNS = {"precision": "P", "recall": "R", "f1": "F1", "average_precision": "AP"}
REPORT_COLUMNS = {**TOPIC_COLUMNS, "brier": "Brier", "calibration_error": "ECE"}
"""What a report says of each topic; a model card keeps to the narrower `TOPIC_COLUMNS`."""


class OfTopic(Protocol):
    """A record about one topic."""

    @property
    def topic(self) -> str:
        """Key of the topic."""


OfTopicT = TypeVar("OfTopicT", bound=OfTopic)


class TopicRow(NamedTuple):
    """One topic in a table: number of its examples, and its figures by name."""

    topic: str
    n_positive: object
    figures: Mapping[str, Found]


def figures_of(scores: Scores, names: Iterable[str]) -> dict[str, Found]:
    """Take figures by the names of their fields."""
    return {name: getattr(scores, name) for name in names}


def topic_row(scores: TopicFigures) -> TopicRow:
    """Make a row of one topic's scores, of all that a report says of it."""
    return TopicRow(scores.topic, scores.n_positive, figures_of(scores, REPORT_COLUMNS))


def headline_table(figures: Mapping[str, Found], strict: Mapping[str, Found]) -> list[str]:
    """Lines of a Markdown table of the figures over all topics, the strict ones beside them."""
    rows = [
        f"| {label} | {interval(figures[key])} | {interval(strict[key])} |"
        for key, label in HEADLINES.items()
    ]
    return ["| figure | value (95 % interval) | strict |", "| --- | --- | --- |", *rows]


def topic_table(
    topics: Iterable[TopicRow],
    names: Mapping[str, str],
    columns: Mapping[str, str] = TOPIC_COLUMNS,
) -> list[str]:
    """Lines of a Markdown table with a row a topic, in the order of `names`."""
    lines = [
        f"| topic | n | {' | '.join(columns.values())} |",
        f"| --- | ---: |{' --- |' * len(columns)}",
    ]
    for row in in_order(topics, names):
        cells = " | ".join(interval(row.figures[column]) for column in columns)
        lines.append(f"| {topic_name(row, names)} | {cell(row.n_positive)} | {cells} |")
    return lines


def in_order(topics: Iterable[OfTopicT], names: Mapping[str, str]) -> list[OfTopicT]:
    """Sort by taxonomy; topics that it does not know come last, as they came."""
    place = {key: number for number, key in enumerate(names)}
    return sorted(topics, key=lambda row: place.get(row.topic, len(place)))


def topic_name(row: OfTopic, names: Mapping[str, str]) -> str:
    """Name the topic of a row, fit for a cell of a Markdown table."""
    return cell(names.get(row.topic, row.topic))


def cell(value: object) -> str:
    """Make a foreign text, or a number from a foreign file, fit for a cell of a Markdown table."""
    return escape_markdown(str(value))


def interval(found: Found, *, missing: str = "no example") -> str:
    """Format a figure, such as ".712 (.680 to .741)", or ".712" for one without interval."""
    if found is None:
        return missing
    if not isinstance(found, Estimate):
        return three(found)
    return f"{three(found.value)} ({three(found.low)} to {three(found.high)})"


def three(value: float) -> str:
    """Format with three decimals, without the leading nought and without "-.000"."""
    text = f"{value:z.3f}"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def signed(found: Estimate | None) -> str:
    """Format a difference with its interval, such as "+.012 (-.003 to +.027)"."""
    if found is None:
        return "no example"
    value, low, high = map(_with_sign, (found.value, found.low, found.high))
    return f"{value} ({low} to {high})"


def percent(value: float) -> str:
    """Format a share for a sentence, such as "87 %"."""
    return f"{value:.0%}".replace("%", " %")


def columns_of(figure: str, found: Found) -> dict[str, float | None]:
    """Spread a figure over three columns: itself (or "value"), its low and its high."""
    prefix = f"{figure}_" if figure else ""
    columns = (figure or "value", f"{prefix}low", f"{prefix}high")
    spread = (
        (found.value, found.low, found.high) if isinstance(found, Estimate) else (found, None, None)
    )
    return dict(zip(columns, map(finite, spread), strict=True))


def finite(value: float | None) -> float | None:
    """Return a number, or None for what neither JSON nor a spreadsheet has one for."""
    return None if value is not None and not math.isfinite(value) else value


def _with_sign(value: float) -> str:
    text = three(value)
    return text if text.startswith("-") or text == ".000" else f"+{text}"
