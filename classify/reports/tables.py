"""Figures with their intervals, and tables of them, for reports and model cards."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from classify.reports.escaping import escape_markdown

Found = Mapping[str, float] | float | None
"""A figure in JSON values: with an interval, without one, or undefined."""

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


def headline_table(scores: Mapping[str, Any]) -> list[str]:
    """Lines of a Markdown table of the figures over all topics, the strict ones beside them."""
    rows = [
        f"| {label} | {interval(scores[key])} | {interval(scores[f'strict_{key}'])} |"
        for key, label in HEADLINES.items()
    ]
    return ["| figure | value (95 % interval) | strict |", "| --- | --- | --- |", *rows]


def topic_table(
    topics: Sequence[Mapping[str, Any]],
    names: Mapping[str, str],
    columns: Mapping[str, str] = TOPIC_COLUMNS,
) -> list[str]:
    """Lines of a Markdown table with a row a topic, in the order of `names`."""
    lines = [
        f"| topic | n | {' | '.join(columns.values())} |",
        f"| --- | ---: |{' --- |' * len(columns)}",
    ]
    for figures in in_order(topics, names):
        cells = " | ".join(interval(figures[column]) for column in columns)
        lines.append(f"| {topic_name(figures, names)} | {cell(figures['n_positive'])} | {cells} |")
    return lines


def in_order(
    topics: Sequence[Mapping[str, Any]], names: Mapping[str, str]
) -> list[Mapping[str, Any]]:
    """Sort by taxonomy; topics that it does not know come last, as they came."""
    place = {key: number for number, key in enumerate(names)}
    return sorted(topics, key=lambda figures: place.get(figures["topic"], len(place)))


def topic_name(figures: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Name the topic of a row, fit for a cell of a Markdown table."""
    return cell(names.get(figures["topic"], figures["topic"]))


def cell(value: object) -> str:
    """Make a foreign text, or a number from a foreign file, fit for a cell of a Markdown table."""
    return escape_markdown(str(value))


def interval(found: Found, *, missing: str = "no example") -> str:
    """Format a figure, such as ".712 (.680 to .741)", or ".712" for one without interval."""
    if found is None:
        return missing
    if not isinstance(found, Mapping):
        return three(found)
    return f"{three(found['value'])} ({three(found['low'])} to {three(found['high'])})"


def three(value: float) -> str:
    """Format with three decimals, without the leading nought and without "-.000"."""
    text = f"{value:z.3f}"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def signed(found: Mapping[str, float] | None) -> str:
    """Format a difference with its interval, such as "+.012 (-.003 to +.027)"."""
    if found is None:
        return "no example"
    value, low, high = (_with_sign(found[key]) for key in ("value", "low", "high"))
    return f"{value} ({low} to {high})"


def percent(value: float) -> str:
    """Format a share for a sentence, such as "87 %"."""
    return f"{value:.0%}".replace("%", " %")


def columns_of(figure: str, found: Found) -> dict[str, float | None]:
    """Spread a figure over three columns: itself (or "value"), its low and its high."""
    if not isinstance(found, Mapping):
        found = {"value": found} if found is not None else {}
    prefix = f"{figure}_" if figure else ""
    spread = {
        figure or "value": found.get("value"),
        f"{prefix}low": found.get("low"),
        f"{prefix}high": found.get("high"),
    }
    return {column: finite(value) for column, value in spread.items()}


def finite(value: Any) -> Any:
    """Turn what JSON has no number for (nan, infinity) into null."""
    if isinstance(value, Mapping):
        return {key: finite(member) for key, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [finite(member) for member in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _with_sign(value: float) -> str:
    text = three(value)
    return text if text.startswith("-") or text == ".000" else f"+{text}"
