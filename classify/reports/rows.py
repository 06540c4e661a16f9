"""Records as rows of text: JSON Lines for machines, CSV for spreadsheets, tables to look at."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from classify.errors import UnknownNameError
from classify.readers import guard_formulas
from classify.reports.escaping import escape_json, plain_lines
from classify.reports.tabulation import tabulate, written
from classify.reports.terminal_tables import render_table

# Excel reads a CSV file as UTF-8 only if it begins so; our own readers skip it.
_BYTE_ORDER_MARK = "\ufeff"


def render_json_lines(rows: Iterable[Mapping[str, Any]]) -> str:
    """Render rows as JSON, one a line: the exact data."""
    return "".join(
        escape_json(json.dumps(row, ensure_ascii=False, allow_nan=False)) + "\n" for row in rows
    )


def render_csv(rows: Iterable[Mapping[str, Any]]) -> str:
    """Render rows as a table that opens in a spreadsheet and does nothing there.

    Columns are those of `tabulate`. None is an empty cell. Text is without invisible characters,
    and gets an apostrophe in front where a spreadsheet would take it for a formula, which our
    readers take off; numbers stay numbers. For the exact text use JSON Lines.
    """
    table = tabulate(rows)
    if not table.columns:
        return ""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([_text_cell(column) for column in table.columns])
    writer.writerows([_cell(row.get(column)) for column in table.columns] for row in table.rows)
    return _BYTE_ORDER_MARK + stream.getvalue()


ROW_FORMATS: dict[str, Callable[[Iterable[Mapping[str, Any]]], str]] = {
    "jsonl": render_json_lines,
    "csv": render_csv,
    "table": render_table,
}
"""Name of a format -> function that renders rows so."""


def render_rows(rows: Iterable[Mapping[str, Any]], format: str) -> str:
    """Render rows as "jsonl", "csv" or "table" (to look at); xlsx is made by `render_workbook`.

    Parameters
    ----------
    rows
        Records turned into plain values by `records.to_json_dict`.
    format
        Name of the format.

    Raises
    ------
    UnknownNameError
        If there is no such format.
    """
    if format not in ROW_FORMATS:
        raise UnknownNameError("row format", format, ROW_FORMATS)
    return ROW_FORMATS[format](rows)


def _cell(value: Any) -> str:
    """Write one cell."""
    if value is None:
        return ""
    return _text_cell(value) if isinstance(value, str) else written(value)


def _text_cell(text: str) -> str:
    """Write text so that no spreadsheet takes it for a formula."""
    # Cleaned first: what stood in front of a "=" may be what the cleaning takes away.
    shown = plain_lines(text)
    guarded = guard_formulas(shown)
    if text.startswith(("\t", "\r")) and guarded[:1] != "'":
        return f"'{shown.strip()}"
    return guarded
