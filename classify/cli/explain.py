"""The verb that explains topics: explain."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from classify.cli.cache import user_cache
from classify.cli.inputs import read_inputs
from classify.cli.options import (
    AsOf,
    Columns,
    DateOrder,
    InputFormat,
    Inputs,
    Model,
    NoCache,
    OutFile,
    Outlet,
    Selectors,
    Strict,
)
from classify.cli.terminal import progress, put


def explain(
    inputs: Inputs,
    model: Model = "default",
    format: Annotated[
        Literal["text", "jsonl"],
        typer.Option("--format", help="Output format: plain text or JSON Lines."),
    ] = "text",
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=1, help="Explain only the first N teasers.")
    ] = 20,
    out: OutFile = None,
    input_format: InputFormat = None,
    as_of: AsOf = None,
    outlet: Outlet = None,
    columns: Columns = None,
    date_format: DateOrder = None,
    selectors: Selectors = None,
    strict: Strict = False,
    no_cache: NoCache = False,
) -> None:
    """Explain the topics of teasers: the words that matter, and similar labelled teasers.

    Example: classify explain listing.txt --limit 3

    Example: echo '{"headline": "Court jails editor"}' | classify explain -
    """
    from classify.pipeline import TeaserPipeline
    from classify.records import to_json_dict
    from classify.reports import render_explanation, render_rows

    teasers, _ = read_inputs(
        inputs,
        input_format=input_format,
        as_of=as_of,
        outlet=outlet,
        columns=columns,
        date_format=date_format,
        selectors=selectors,
        strict=strict,
    )
    chosen = teasers[:limit]
    pipeline = TeaserPipeline.load(model, cache=user_cache(no_cache=no_cache))
    found = []
    with progress("Explaining", len(chosen)) as advance:
        for teaser in chosen:
            found.append(pipeline.explain(teaser))
            if advance:
                advance(1)
    if format == "jsonl":
        put(render_rows(map(to_json_dict, found), "jsonl"), out)
    else:
        put("\n".join(render_explanation(one, pipeline.taxonomy) for one in found), out)
