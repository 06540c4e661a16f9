"""Verbs that give a document to read: brief."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from classify.cli.caches import user_store
from classify.cli.inputs import read_inputs
from classify.cli.options import AsOf, InputFormat, Inputs, Model, NoCache, Outlet, Strict
from classify.cli.screen import progress, put, say


def brief(
    inputs: Inputs,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FOLDER",
            help="Write digest.md, digest.html and digest.json here; without it Markdown goes "
            "to standard output.",
            show_default=False,
        ),
    ] = None,
    title: Annotated[str, typer.Option("--title", help="Heading of the digest.")] = "News digest",
    model: Model = "default",
    input_format: InputFormat = None,
    as_of: AsOf = None,
    outlet: Outlet = None,
    strict: Strict = False,
    no_cache: NoCache = False,
) -> None:
    """Condense teasers into a digest of cited briefs.

    Example: classify brief listing.txt --as-of 2025-01-20 --out briefs/
    """
    from classify.pipeline import TeaserPipeline
    from classify.reports import render_digest, write_digest

    teasers, faults = read_inputs(
        inputs, input_format=input_format, as_of=as_of, outlet=outlet, strict=strict
    )
    pipeline = TeaserPipeline.load(model, store=user_store(no_cache=no_cache))
    with progress("Reading teasers", len(teasers)) as advance:
        digest = pipeline.brief(
            teasers, as_of=as_of, title=title, unreadable=faults, on_progress=advance
        )
    if out is None:
        put(render_digest(digest, pipeline.taxonomy, "md"), None)
        return
    for path in write_digest(digest, pipeline.taxonomy, out):
        say(f"wrote {path}")
