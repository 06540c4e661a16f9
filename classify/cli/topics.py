"""The verb that lists the topics of a model: topics."""

from __future__ import annotations

import json
import shutil
import sys
from typing import Annotated, Literal

import typer

from classify.cli.options import LabelLanguage, Model, OutFile
from classify.cli.terminal import put

_WIDTH = 120  # of a table that goes to no terminal
_IN_TABLE = ("key", "name", "definition")


def topics(
    model: Model = "default",
    format: Annotated[
        Literal["table", "json", "csv"],
        typer.Option("--format", help="Output format; csv and json have all that is known."),
    ] = "table",
    out: OutFile = None,
    language: LabelLanguage = "en",
) -> None:
    """List the topics of a model: their keys, names and definitions.

    Example: classify topics

    Example: classify topics --language ru --format csv --out topics.csv
    """
    from classify.pipeline import taxonomy_of
    from classify.reports import escape_json, render_rows, render_table, rows_of_topics

    rows = rows_of_topics(taxonomy_of(model), language)
    if format == "json":
        content = escape_json(json.dumps(rows, ensure_ascii=False, indent=1)) + "\n"
    elif format == "csv":
        content = render_rows(rows, "csv")
    else:
        is_shown = out is None and sys.stdout.isatty()
        width = shutil.get_terminal_size().columns if is_shown else _WIDTH
        short = [{key: row[key] for key in _IN_TABLE} for row in rows]
        content = render_table(short, width, wraps=True)
    put(content, out)
