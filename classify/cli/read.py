"""read: inputs as teasers, one line a teaser, with an account of each source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from classify.cli.inputs import fetched, read_inputs, stream_inputs
from classify.cli.options import (
    AllowPrivate,
    AsOf,
    Columns,
    DateOrder,
    Fetch,
    InputFormat,
    Inputs,
    NoCache,
    NoFold,
    OutFile,
    Outlet,
    RowFormat,
    Selectors,
    Strict,
)
from classify.cli.row_output import chosen_format, is_nested, put_rows, rendered
from classify.cli.terminal import put_files, put_lines, say
from classify.errors import ReadError

if TYPE_CHECKING:
    from classify.readers import Readable, ReadingLedger

_MAX_REASON = 60

_Problems = Annotated[
    Path | None,
    typer.Option(
        "--problems",
        metavar="FILE",
        help="Write every item that was left out and every value that could not be read to this "
        "file, with its place and the reason: CSV, JSON Lines or xlsx, by its ending.",
        show_default=False,
    ),
]


def read(
    inputs: Inputs,
    format: RowFormat = None,
    out: OutFile = None,
    problems: _Problems = None,
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
    no_fold: NoFold = False,
) -> None:
    """Read inputs into teasers, one line each, to look at or to keep; says what became of each.

    Example: classify read listing.txt --as-of 2025-01-20 --outlet "Example Times"

    Example: classify read inbox/* --out teasers.csv --problems problems.csv

    With addresses: classify read --fetch https://port.example/feed.xml --out today.jsonl
    """
    from classify.readers import ReadingLedger
    from classify.reports import rows_of_teasers

    if allow_private and not fetch:
        raise typer.BadParameter("--allow-private is for --fetch")
    written = chosen_format(format, out)
    sources = fetched(inputs, allow_private, no_cache=no_cache, strict=strict) if fetch else inputs
    options: dict[str, Any] = {
        "input_format": input_format,
        "as_of": as_of,
        "outlet": outlet,
        "columns": columns,
        "date_format": date_format,
        "selectors": selectors,
        "strict": strict,
    }
    if no_fold:
        if problems:
            raise typer.BadParameter("--problems goes with folding; leave --no-fold out")
        _stream(sources, written, out, options)
        return
    ledger = ReadingLedger()
    try:
        # no address stops the others
        skip_failing = fetch or len(inputs) > 1
        teasers, _ = read_inputs(
            sources, **options, skip_failing=skip_failing, current=True, ledger=ledger
        )
    except ReadError:
        _put_problems(ledger, problems)
        raise
    put_rows(rows_of_teasers(teasers, nested=is_nested(written)), written, out)
    _put_problems(ledger, problems)
    _say_account(ledger)


def _stream(
    sources: Sequence[str | Path | Readable],
    format: str,
    out: Path | None,
    options: Mapping[str, Any],
) -> None:
    """Write teasers as they are read: JSON Lines one by one, other formats as a whole."""
    from classify.reports import rows_of_teasers

    rows = rows_of_teasers(stream_inputs(sources, **options), nested=is_nested(format))
    if format == "jsonl":
        put_lines((str(rendered([row], format)) for row in rows), out)
    else:
        put_rows(rows, format, out)


def _put_problems(ledger: ReadingLedger, path: Path | None) -> None:
    """Write all problems, if a file is named for them."""
    from classify.records import to_json_dict

    if path is not None:
        rows = [to_json_dict(problem) for problem in ledger.problems]
        put_files({path: rendered(rows, chosen_format(None, path))})


def _say_account(ledger: ReadingLedger) -> None:
    """Say in a table what became of each source."""
    from classify.reports import render_table

    rows = [
        {
            "source": one.source,
            "items": one.n_items,
            "kept": one.n_kept,
            "folded": one.n_folded,
            "cut off": one.n_truncated,
            "undated": one.n_undated,
            "bad": one.n_bad,
            "newest": f"{one.newest:%Y-%m-%d %H:%M}" if one.newest else "",
            "why bad": one.reason[:_MAX_REASON],
        }
        for one in ledger.summaries()
    ]
    for line in render_table(rows).splitlines():
        say(line)
