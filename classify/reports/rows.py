"""Records as rows: JSON Lines for machines, CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from classify.errors import UnknownNameError
from classify.reports.escaping import escape_json, plain

# Excel reads a CSV file as UTF-8 only if it begins so; our own readers skip it.
_BYTE_ORDER_MARK = "\ufeff"
# What makes a spreadsheet take a cell for a formula (OWASP, "CSV Injection"), full width included.
# Behind a ";" too: where Excel expects semicolons between cells, it splits our cells there.
_FORMULA = re.compile("""(^|;)(?=[\\s"']*[=+\\-@＝＋－＠])""")


def render_json_lines(rows: Iterable[Mapping[str, Any]]) -> str:
    """Render rows as JSON, one a line: the exact data."""
    return "".join(
        escape_json(json.dumps(row, ensure_ascii=False, allow_nan=False)) + "\n" for row in rows
    )


def render_csv(rows: Iterable[Mapping[str, Any]]) -> str:
    """Render rows as a table that opens in a spreadsheet and does nothing there.

    A list becomes one cell joined by ";", a mapping one column for each key
    (`probabilities.economy`), a list of mappings one column for each key of theirs
    (`sources.url`). None is an empty cell. Text is on one line without invisible characters, and
    gets an apostrophe in front where a spreadsheet would take it for a formula; numbers stay
    numbers. For the exact text use JSON Lines.
    """
    flat = [dict(_cells(row)) for row in rows]
    columns = _columns(flat)
    if not columns:
        return ""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([_text_cell(column) for column in columns])
    writer.writerows([_cell(row.get(column)) for column in columns] for row in flat)
    return _BYTE_ORDER_MARK + stream.getvalue()


ROW_FORMATS: dict[str, Callable[[Iterable[Mapping[str, Any]]], str]] = {
    "jsonl": render_json_lines,
    "csv": render_csv,
}
"""Name of a format -> function that renders rows so."""


def render_rows(rows: Iterable[Mapping[str, Any]], format: str) -> str:
    """Render rows as "jsonl" or "csv".

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


def _columns(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the columns of all rows in the order of first sight.

    One row's empty list or missing mapping makes no column beside the columns of the others' keys.
    """
    seen: dict[str, bool] = {}
    for row in rows:
        for column, value in row.items():
            seen[column] = seen.get(column, False) or value is not None
    prefixes = {column.rpartition(".")[0] for column in seen}
    return [column for column, filled in seen.items() if filled or column not in prefixes]


def _cells(row: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Flatten one row into (column, value); values are scalars or None."""
    for key, value in row.items():
        column = f"{prefix}{key}"
        if isinstance(value, Mapping) and value:
            yield from _cells(value, f"{column}.")
        elif isinstance(value, (list, tuple)) and value:
            yield from _list_cells(column, value)
        else:
            yield column, None if value in ([], (), {}) else value


def _list_cells(column: str, values: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """Flatten a list: one joined cell, or one for each key if its members are mappings."""
    values = list(values)
    if not all(isinstance(value, Mapping) for value in values):
        yield column, ";".join(_member(value) for value in values)
        return
    keys = dict.fromkeys(key for value in values for key in value)
    for key in keys:
        yield f"{column}.{key}", ";".join(_member(value.get(key)) for value in values)


def _member(value: Any) -> str:
    """Write one member of a list."""
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _cell(value: Any) -> str:
    """Write one cell."""
    if value is None:
        return ""
    return _text_cell(value) if isinstance(value, str) else _member(value)


def _text_cell(text: str) -> str:
    """Write text so that no spreadsheet takes it for a formula."""
    # Cleaned first: what stood in front of a "=" may be what the cleaning takes away.
    guarded = _FORMULA.sub(r"\1'", plain(text))
    return f"'{guarded}" if text.startswith(("\t", "\r")) and guarded[:1] != "'" else guarded
