"""Rows of results, in the format that is asked for or that the name of the file says."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import typer

from classify.cli.terminal import put, put_files

ROW_ENDINGS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".xlsx": "xlsx"}
"""Endings of files to formats of rows."""


def chosen_format(format: str | None, out: Path | None) -> str:
    """Return the format asked for, else that of the file's name, else "jsonl".

    Raises
    ------
    BadParameter
        If a workbook would go to standard output.
    """
    found = format or (ROW_ENDINGS.get(out.suffix.casefold(), "jsonl") if out else "jsonl")
    if found == "xlsx" and out is None:
        raise typer.BadParameter(
            "a workbook is no text for standard output; name its file: --out results.xlsx"
        )
    return found


def is_nested(format: str) -> bool:
    """Tell whether rows of a format hold lists and objects, as JSON does."""
    return format == "jsonl"


def put_rows(rows: Iterable[Mapping[str, Any]], format: str, out: Path | None) -> None:
    """Write rows into a file or to standard output."""
    if out is not None:
        put_files({out: rendered(rows, format)})
    elif format == "table":
        from classify.reports import render_table

        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        put(render_table(rows, width), None)
    else:
        put(str(rendered(rows, format)), None)


def rendered(rows: Iterable[Mapping[str, Any]], format: str) -> str | bytes:
    """Render rows in any format, workbooks too."""
    from classify.reports import render_rows, render_workbook

    return render_workbook(rows) if format == "xlsx" else render_rows(rows, format)
