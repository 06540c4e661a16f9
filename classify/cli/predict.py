"""predict: the topics of each teaser, one line a teaser."""

from __future__ import annotations

from typing import Annotated

import typer

from classify.cli.cache import user_cache
from classify.cli.inputs import read_inputs
from classify.cli.options import (
    AsOf,
    Codes,
    Columns,
    DateOrder,
    InputFormat,
    Inputs,
    MinPrecision,
    Model,
    NoCache,
    OutFile,
    Outlet,
    RowFormat,
    Selectors,
    Strict,
)
from classify.cli.terminal import progress, put

_Fast = Annotated[
    bool,
    typer.Option(
        "--fast/--no-fast",
        show_default=False,
        help="For large piles: a fast encoder looks first, and only teasers that it leaves in "
        "doubt go through the thorough one. Some topics come out otherwise.",
    ),
]
_AccurateShare = Annotated[
    float | None,
    typer.Option(
        "--accurate-share",
        metavar="SHARE",
        min=0,
        max=1,
        help="With --fast: about which share of the teasers goes through the thorough "
        "encoder, from 0 (fastest) to 1. The model's own default if not given.",
        show_default=False,
    ),
]


def predict(
    inputs: Inputs,
    model: Model = "default",
    format: RowFormat = "jsonl",
    out: OutFile = None,
    input_format: InputFormat = None,
    as_of: AsOf = None,
    outlet: Outlet = None,
    columns: Columns = None,
    date_format: DateOrder = None,
    selectors: Selectors = None,
    strict: Strict = False,
    no_cache: NoCache = False,
    min_precision: MinPrecision = None,
    codes: Codes = "topics",
    fast: _Fast = False,
    accurate_share: _AccurateShare = None,
) -> None:
    """Assign topics, one line a teaser.

    Example: classify predict listing.txt --format csv --out topics.csv

    Example: classify predict archive.jsonl --fast --out topics.jsonl

    Example: classify predict listing.txt --min-precision 0.9 --codes iptc
    """
    from classify.pipeline import TeaserPipeline
    from classify.records import to_json_dict
    from classify.reports import in_codes, render_rows

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
    pipeline = TeaserPipeline.load(model, cache=user_cache(no_cache=no_cache))
    if min_precision is not None:
        pipeline = pipeline.with_min_precision(min_precision)
    with progress("Reading teasers", len(teasers)) as advance:
        predictions = pipeline.predict(
            teasers,
            fast=fast or accurate_share is not None,
            accurate_share=accurate_share,
            on_progress=advance,
        )
    rows = (
        {
            "teaser_id": teaser.id,
            "headline": teaser.headline,
            **in_codes(to_json_dict(prediction), pipeline.taxonomy, codes),
        }
        for teaser, prediction in zip(teasers, predictions, strict=True)
    )
    put(render_rows(rows, format), out)
