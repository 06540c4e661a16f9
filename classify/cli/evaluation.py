"""Verbs that measure: how right a model is, and how sound labelled data are."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from classify.cli.caches import user_store
from classify.cli.options import LabelledData, Model, NoCache, Split
from classify.cli.screen import progress, put


def evaluate(
    data: LabelledData,
    model: Model = "default",
    against: Annotated[
        str | None,
        typer.Option(
            "--against",
            metavar="MODEL",
            help="Another model of the same topics, to compare with on the same teasers.",
            show_default=False,
        ),
    ] = None,
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
    """Score a model's topics against labels that people gave.

    Example: classify evaluate labeled/ --split development --out report/
    """
    from classify.labelled_set import LabelledSet
    from classify.pipeline import TeaserPipeline
    from classify.records import to_json_dict
    from classify.reports import EVALUATION_FORMATS, render_evaluation

    store = user_store(no_cache=no_cache)
    pipeline = TeaserPipeline.load(model, store=store)
    other = None if against is None else TeaserPipeline.load(against, store=store)
    labelled = LabelledSet.read(data, taxonomy=pipeline.taxonomy, split=split)
    with progress("Reading teasers", len(labelled.teasers)) as advance:
        evaluation = pipeline.evaluate(
            labelled.teasers, against=other, groups=labelled.groups, on_progress=advance
        )
    facts = {
        "Model": f"{pipeline.name} ({pipeline.sha256[:12]})",
        "Encoder": f"{pipeline.encoder.name} ({pipeline.encoder.sha256[:12]})",
        "Data": f"{data}, {labelled.split}, {len(labelled.teasers)} teasers",
    }
    if other:
        facts["Other model"] = f"{other.name} ({other.sha256[:12]}), encoder {other.encoder.name}"
    found = to_json_dict(evaluation)
    for kind in EVALUATION_FORMATS if out else ("md",):
        report = render_evaluation(
            found,
            names={topic.key: topic.name for topic in pipeline.taxonomy},
            title=f"How right the topics of {pipeline.name} are",
            facts=facts,
            format=kind,
        )
        put(report, out / f"report.{kind}" if out else None)
