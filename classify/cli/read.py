"""read: inputs as teasers, one line a teaser."""

from __future__ import annotations

import json
from typing import Any

from classify.cli.inputs import read_inputs
from classify.cli.options import (
    AsOf,
    Columns,
    DateOrder,
    InputFormat,
    Inputs,
    OutFile,
    Outlet,
    RowFormat,
    Strict,
)
from classify.cli.terminal import put

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
    strict: Strict = False,
) -> None:
    """Read inputs into teasers, one line each, to look at or to keep.

    Example: classify read listing.txt --as-of 2025-01-20 --outlet "Example Times"
    """
    from classify.records import to_json_dict
    from classify.reports import render_rows

    teasers, _ = read_inputs(
        inputs,
        input_format=input_format,
        as_of=as_of,
        outlet=outlet,
        columns=columns,
        date_format=date_format,
        strict=strict,
    )
    rows = [to_json_dict(teaser) for teaser in teasers]
    put(render_rows(map(_flat, rows) if format == "csv" else rows, format), out)


def _flat(values: dict[str, Any]) -> dict[str, Any]:
    """Give the place of a teaser columns of its own; a second place needs the whole list."""
    places = values.pop("sources")
    first = places[0] if places else dict.fromkeys(_PLACE)
    row = {**values, **first}
    return row if len(places) < 2 else {**row, "sources": json.dumps(places, ensure_ascii=False)}
