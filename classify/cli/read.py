"""read: inputs as teasers, one line a teaser."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import typer

from classify.cli.inputs import fetched, read_inputs
from classify.cli.options import (
    AllowPrivate,
    AsOf,
    Columns,
    DateOrder,
    Fetch,
    InputFormat,
    Inputs,
    NoCache,
    OutFile,
    Outlet,
    RowFormat,
    Selectors,
    Strict,
)
from classify.cli.terminal import put
from classify.records import Teaser

_PLACE = ("outlet", "url", "file", "item", "position", "sections")


def read(
    inputs: Inputs,
    format: RowFormat = "jsonl",
    out: OutFile = None,
    input_format: InputFormat = None,
    as_of: AsOf = None,
    outlet: Outlet = None,
    columns: Columns = None,
    date_format: DateOrder = None,
    selectors: Selectors = None,
    strict: Strict = False,
    fetch: Fetch = False,
    allow_private: AllowPrivate = None,
    no_cache: NoCache = False,
) -> None:
    """Read inputs into teasers, one line each, to look at or to keep.

    Example: classify read listing.txt --as-of 2025-01-20 --outlet "Example Times"

    With addresses: classify read --fetch https://port.example/feed.xml --out today.jsonl
    """
    if allow_private and not fetch:
        raise typer.BadParameter("--allow-private is for --fetch")
    teasers, _ = read_inputs(
        fetched(inputs, allow_private, no_cache=no_cache, strict=strict) if fetch else inputs,
        input_format=input_format,
        as_of=as_of,
        outlet=outlet,
        columns=columns,
        date_format=date_format,
        selectors=selectors,
        strict=strict,
        skip_failing=fetch,  # no address stops the others
    )
    put(rendered(teasers, format), out)


def rendered(teasers: Iterable[Teaser], format: str) -> str:
    """Render teasers as JSON Lines or CSV."""
    from classify.records import to_json_dict
    from classify.reports import render_rows

    rows = [to_json_dict(teaser) for teaser in teasers]
    return render_rows(map(_flat, rows) if format == "csv" else rows, format)


def _flat(values: dict[str, Any]) -> dict[str, Any]:
    """Give the place of a teaser columns of its own; a second place needs the whole list."""
    places = values.pop("sources")
    first = places[0] if places else dict.fromkeys(_PLACE)
    row = {**values, **first}
    return row if len(places) < 2 else {**row, "sources": json.dumps(places, ensure_ascii=False)}
