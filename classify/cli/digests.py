"""Verbs that give a document to read: brief."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from classify.cli.caches import user_store
from classify.cli.inputs import read_decisions, read_inputs
from classify.cli.options import (
    AsOf,
    Codes,
    Corrections,
    InputFormat,
    Inputs,
    Model,
    NoCache,
    Outlet,
    Strict,
)
from classify.cli.screen import progress, put, say

_Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FOLDER",
        help="Write digest.md, digest.html and digest.json here; without it Markdown goes to "
        "standard output.",
        show_default=False,
    ),
]
_Since = Annotated[
    Path | None,
    typer.Option(
        "--since",
        metavar="DIGEST",
        help="The digest before (its digest.json, or its folder): stories are then new, "
        "updated or continuing, and the digest says what changed.",
        show_default=False,
    ),
]
_Explain = Annotated[
    bool,
    typer.Option(
        "--explain",
        help="Say with each brief, in HTML and JSON, why its lead teaser has its topics; takes "
        "some 0.2 s a story.",
    ),
]


def brief(
    inputs: Inputs,
    out: _Out = None,
    title: Annotated[str, typer.Option("--title", help="Heading of the digest.")] = "News digest",
    model: Model = "default",
    input_format: InputFormat = None,
    as_of: AsOf = None,
    outlet: Outlet = None,
    strict: Strict = False,
    no_cache: NoCache = False,
    codes: Codes = "topics",
    corrections: Corrections = None,
    since: _Since = None,
    explain: _Explain = False,
) -> None:
    """Condense teasers into a digest of cited briefs.

    Example: classify brief listing.txt --as-of 2025-01-20 --out briefs/

    Example: classify brief tuesday.txt --since briefs/monday/ --out briefs/tuesday/

    Example: classify brief listing.txt --explain --codes iptc --out briefs/
    """
    from classify.pipeline import TeaserPipeline
    from classify.readers import read_earlier_digest
    from classify.reports import digest_in_codes, render_digest, write_digest

    teasers, faults = read_inputs(
        inputs, input_format=input_format, as_of=as_of, outlet=outlet, strict=strict
    )
    earlier = read_earlier_digest(since) if since else None
    decisions = read_decisions(corrections, teasers)
    pipeline = TeaserPipeline.load(model, store=user_store(no_cache=no_cache))
    with progress("Reading teasers", len(teasers)) as advance:
        digest = pipeline.brief(
            teasers,
            as_of=as_of,
            title=title,
            unreadable=faults,
            corrections=decisions,
            since=earlier,
            explain=explain,
            on_progress=advance,
        )
    digest, taxonomy = digest_in_codes(digest, pipeline.taxonomy, codes)
    if out is None:
        put(render_digest(digest, taxonomy, "md"), None)
        return
    for path in write_digest(digest, taxonomy, out):
        say(f"wrote {path}")
