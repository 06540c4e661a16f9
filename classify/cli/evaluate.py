"""evaluate: how right a model is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from classify.cli.cache import user_cache
from classify.cli.options import LabelledData, Model, NoCache, Split
from classify.cli.terminal import progress, put_reports

if TYPE_CHECKING:
    from classify.encoders import EmbeddingCache
    from classify.pipeline import TeaserPipeline

_Against = Annotated[
    str | None,
    typer.Option(
        "--against",
        metavar="MODEL",
        help="Another model of the same topics, to compare with on the same teasers.",
        show_default=False,
    ),
]


def evaluate(
    data: LabelledData,
    model: Model = "default",
    against: _Against = None,
    stories: Annotated[
        bool,
        typer.Option("--stories", help="Score how teasers are grouped into stories instead."),
    ] = False,
    split: Split = "development",
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FOLDER",
            help="Write report.html, report.md, report.json and report.csv here; without it "
            "report.md goes to standard output.",
            show_default=False,
        ),
    ] = None,
    no_cache: NoCache = False,
) -> None:
    """Score a model's topics, or its stories, against labels that people gave.

    Example: classify evaluate labeled/ --split development --out report/
    """
    if stories:
        if against:
            raise typer.BadParameter("--against compares topics; leave --stories out")
        _evaluate_stories(data, model, split, out, user_cache(no_cache=no_cache))
        return
    from classify.datasets import LabelledSet
    from classify.pipeline import TeaserPipeline
    from classify.reports import EVALUATION_FORMATS, render_evaluation, topic_keys

    cache = user_cache(no_cache=no_cache)
    pipeline = TeaserPipeline.load(model, cache=cache)
    other = None if against is None else TeaserPipeline.load(against, cache=cache)
    labelled = LabelledSet.read(data, taxonomy=pipeline.taxonomy, names_of=topic_keys, split=split)
    with progress("Reading teasers", len(labelled.teasers)) as advance:
        evaluation = pipeline.evaluate(
            labelled.teasers, against=other, groups=labelled.groups, on_progress=advance
        )
    reports = {
        kind: render_evaluation(
            evaluation,
            names={topic.key: topic.name for topic in pipeline.taxonomy},
            title=f"How right the topics of {pipeline.name} are",
            facts=_facts(pipeline, other, f"{data}, {labelled.split}"),
            format=kind,
        )
        for kind in (EVALUATION_FORMATS if out else ("md",))
    }
    put_reports(reports, "report", out)


def _facts(pipeline: TeaserPipeline, other: TeaserPipeline | None, data: str) -> dict[str, str]:
    """Say what the figures rest on."""
    facts = {
        "Model": f"{pipeline.name} ({pipeline.sha256[:12]})",
        "Encoder": f"{pipeline.encoder.name} ({pipeline.encoder.sha256[:12]})",
        "Data": data,
    }
    if n_calibrating := pipeline.facts.get("n_calibrating"):
        facts["Beware"] = (
            f"the model was calibrated on {n_calibrating} held-out teasers, and figures on those "
            "flatter"
        )
    if other:
        facts["Other model"] = f"{other.name} ({other.sha256[:12]}), encoder {other.encoder.name}"
    return facts


def _evaluate_stories(
    data: Path, model: str, split: str, out: Path | None, cache: EmbeddingCache | None
) -> None:
    from classify.datasets import LabelledStories
    from classify.evaluation import evaluate_stories
    from classify.pipeline import TeaserPipeline
    from classify.reports import STORY_FORMATS, render_story_scores

    pipeline = TeaserPipeline.load(model, cache=cache)
    labelled = LabelledStories.read(data, split=split)
    with progress("Reading teasers", len(labelled.teasers)) as advance:
        told = pipeline.stories(labelled.teasers, on_progress=advance)
    scores = evaluate_stories(labelled, told)
    reports = {
        kind: render_story_scores(
            scores,
            title=f"How right the stories of {pipeline.name} are",
            facts=_facts(pipeline, None, f"{data}, {labelled.split}, as one pile"),
            format=kind,
        )
        for kind in (STORY_FORMATS if out else ("md",))
    }
    put_reports(reports, "stories", out)
