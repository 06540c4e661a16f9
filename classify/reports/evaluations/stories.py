"""Scores of stories as Markdown, JSON and spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping

from classify.records import StoryScores, to_json_dict
from classify.reports.pages import head, render_as, render_json
from classify.reports.rows import render_rows
from classify.reports.tables import columns_of, figures_of, interval

STORY_FORMATS = ("md", "json", "csv")

_HEADLINES = {
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
_NOTE = """\
## How to read this

Figures with 95 % bootstrap intervals over true stories. B-cubed: for each teaser, which share of
its story as told belongs there (precision), and which share of its true story was found (recall);
then the mean over teasers. Pairwise: the same for pairs of teasers, so that large stories weigh
more. Adjusted figures are 0 for a grouping by chance. Siblings are different stories that are
easily confused."""


def render_story_scores(
    scores: StoryScores, *, title: str, facts: Mapping[str, str], format: str
) -> str:
    """Render story scores.

    Parameters
    ----------
    scores : StoryScores
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
    figures = figures_of(scores, _HEADLINES)
    renderers = {
        "md": lambda: _markdown(scores, title, facts),
        "json": lambda: render_json({"scores": to_json_dict(scores)}, title, facts),
        "csv": lambda: render_rows(
            [{"figure": key, **columns_of("", found)} for key, found in figures.items()], "csv"
        ),
    }
    return render_as(format, renderers)


def _markdown(scores: StoryScores, title: str, facts: Mapping[str, str]) -> str:
    lines = [*head(title, facts), "| figure | value (95 % interval) |", "| --- | --- |"]
    figures = figures_of(scores, _HEADLINES)
    lines += [
        f"| {label} | {interval(figures[key], missing='no siblings')} |"
        for key, label in _HEADLINES.items()
    ]
    counts = (
        f"{scores.n_teasers} teasers; {scores.n_stories} true stories, "
        f"{scores.n_predicted} as told."
    )
    return "\n".join([*lines, "", counts, "", _NOTE]) + "\n"
