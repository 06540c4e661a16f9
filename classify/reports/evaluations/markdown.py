"""An evaluation as Markdown that reads well raw, too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from classify.records import Comparison, Evaluation, ReliabilityBin, SliceFigures
from classify.reports.escaping import escape_markdown
from classify.reports.evaluations.phrases import (
    HOW_TO_READ,
    bound_words,
    comparison_note,
    confusion_words,
    facet_title,
    in_short,
    judged_words,
    novelty_words,
)
from classify.reports.pages import head
from classify.reports.tables import (
    HEADLINES,
    REPORT_COLUMNS,
    cell,
    figures_of,
    headline_table,
    in_order,
    interval,
    signed,
    three,
    topic_name,
    topic_row,
    topic_table,
)

N_CONFUSIONS = 12
N_EXAMPLES = 4
_BOUNDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)


def render_evaluation_markdown(
    found: Evaluation, names: Mapping[str, str], title: str, facts: Mapping[str, str]
) -> str:
    """Render an evaluation as Markdown; parameters as in `render_evaluation`."""
    scores = found.scores
    lines = [
        *head(title, facts),
        *(f"{escape_markdown(sentence)}\n" for sentence in in_short(found)),
        *headline_table(
            figures_of(scores, HEADLINES),
            {key: getattr(scores, f"strict_{key}") for key in HEADLINES},
        ),
        "",
        f"{scores.n_teasers} teasers; {scores.n_disputed} disputed decisions.",
        "",
        *_comparison(found.comparison, names),
        "## Topics",
        "",
        *topic_table(map(topic_row, scores.topics), names, REPORT_COLUMNS),
        "",
        *_reliability(found.reliability),
        *_coverage(found),
        *_slices(found.slices),
        *_confusions(found, names),
        "## Teasers that no topic fits",
        "",
        novelty_words(found.novelty),
        "",
        "## How to read this",
        "",
        *(f"- {line}" for line in HOW_TO_READ),
    ]
    return "\n".join(lines) + "\n"


def _comparison(comparison: Comparison | None, names: Mapping[str, str]) -> list[str]:
    if comparison is None:
        return []
    lines = [
        "## Compared with the other model",
        "",
        "| figure | other model | this model minus the other |",
        "| --- | --- | --- |",
    ]
    lines += [
        f"| {label} | {three(comparison.seconds[key])} | {signed(comparison.differences[key])} |"
        for key, label in HEADLINES.items()
    ]
    lines += ["", comparison_note(comparison), ""]
    lines += ["| topic | F1 of the other | this model minus the other |", "| --- | --- | --- |"]
    lines += [
        f"| {topic_name(one, names)} | {interval(one.second)} | {signed(one.difference)} |"
        for one in in_order(comparison.topics, names)
    ]
    return [*lines, ""]


def _reliability(bins: Sequence[ReliabilityBin]) -> list[str]:
    lines = [
        "## Do the probabilities come true?",
        "",
        "| probability | decisions | in the mean | came true |",
        "| --- | ---: | --- | --- |",
    ]
    lines += [
        f"| {one.low:.1f} to {one.high:.1f} | {one.n_cells} | "
        f"{three(one.mean_probability)} | {interval(one.share)} |"
        for one in bins
    ]
    return [*lines, ""]


def _coverage(found: Evaluation) -> list[str]:
    lines = [
        "## Coverage against precision",
        "",
        "| topics given from | teasers with a topic | micro-precision | macro-precision |",
        "| --- | --- | --- | --- |",
    ]
    shown = [point for point in found.coverage if point.bound in _BOUNDS]
    for point in [found.operating_point, *shown]:
        precisions = (
            interval(precision, missing="none given")
            for precision in (point.micro_precision, point.macro_precision)
        )
        lines.append(
            f"| {bound_words(point)} | {interval(point.coverage)} | {' | '.join(precisions)} |"
        )
    return [*lines, ""]


def _slices(slices: Mapping[str, Sequence[SliceFigures]]) -> list[str]:
    lines = ["## Parts of the data", ""]
    for facet, parts in slices.items():
        lines += [
            f"| {cell(facet_title(facet))} | n | micro-F1 | sample-F1 | all right | get a topic |",
            "| --- | ---: | --- | --- | --- | --- |",
        ]
        for part in parts:
            cells = map(interval, (part.micro_f1, part.sample_f1, part.exact, part.coverage))
            lines.append(f"| {cell(part.name)} | {part.n_teasers} | {' | '.join(cells)} |")
        lines.append("")
    return lines


def _confusions(found: Evaluation, names: Mapping[str, str]) -> list[str]:
    lines = ["## What is taken for what", ""]
    teasers = {one.teaser_id: one for one in found.misjudged}
    for confusion in found.confusions[:N_CONFUSIONS]:
        ids = confusion.teaser_ids
        lines += [f"**{escape_markdown(confusion_words(confusion, names))}** ({len(ids)})", ""]
        for id in ids[:N_EXAMPLES]:
            words = escape_markdown(judged_words(teasers[id], names))
            headline = teasers[id].headline or teasers[id].text
            lines.append(f"- {escape_markdown(headline)} ({escape_markdown(id)}): {words}")
        lines.append("")
    if not found.confusions:
        lines += ["Nothing: every decision is right.", ""]
    return lines
