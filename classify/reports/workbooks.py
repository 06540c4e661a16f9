"""Rows as an Excel workbook: one sheet of text and numbers, in which nothing is a formula."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

from classify.errors import ReportError
from classify.readers import guard_formulas
from classify.reports.escaping import plain_lines
from classify.reports.tabulation import Table, tabulate, written

_MAX_ROWS, _MAX_COLUMNS, _MAX_CELL = 1_048_576, 16_384, 32_767  # Excel's own limits
_NARROW, _WIDE = 12, 48  # characters
_N_MEASURED = 200  # rows that the width of a column is taken from
_log = logging.getLogger(__name__)


def render_workbook(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Render rows as the bytes of an xlsx file.

    Columns are those of `tabulate`; text is written as text, word for word, and never as a formula
    or a link. A text over 32,767 characters, the most that Excel has room for, is cut there, and
    the log warns of it.

    Raises
    ------
    ReportError
        If there are more rows or columns than a sheet can have.
    """
    from xlsxwriter import Workbook  # here, as only workbooks need it

    table = tabulate(rows)
    _check_size(table)
    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True})
    book.set_properties({"created": datetime(2000, 1, 1)})  # the same rows give the same bytes
    sheet = book.add_worksheet("classify")
    bold, guarded = book.add_format({"bold": True}), book.add_format({"quote_prefix": True})
    sheet.freeze_panes(1, 0)
    n_cut = 0
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, _fitting(plain_lines(name))[0], bold)
        sheet.set_column(column, column, _width(table, name))
    for number, row in enumerate(table.rows, 1):
        for column, name in enumerate(table.columns):
            value = row.get(name)
            if isinstance(value, bool):
                sheet.write_boolean(number, column, value)
            elif isinstance(value, (int, float)):
                sheet.write_number(number, column, value)
            elif value is not None:
                text, is_cut = _fitting(plain_lines(written(value)))
                n_cut += is_cut
                # so that editing the cell makes no formula of it either
                style = guarded if guard_formulas(text) != text else None
                sheet.write_string(number, column, text, style)
    book.close()
    if n_cut:
        _log.warning(
            "%d cells are cut at %d characters, the most that Excel has room for; csv and jsonl "
            "have them whole",
            n_cut,
            _MAX_CELL,
        )
    return stream.getvalue()


def _check_size(table: Table) -> None:
    if len(table.rows) >= _MAX_ROWS or len(table.columns) > _MAX_COLUMNS:
        raise ReportError(
            "xlsx",
            f"a sheet has room for {_MAX_ROWS - 1:,} rows and {_MAX_COLUMNS:,} columns, not for "
            f"{len(table.rows):,} and {len(table.columns):,}; take csv",
        )
    if any(isinstance(cell, float) and cell != cell for row in table.rows for cell in row.values()):
        raise ValueError("a cell is no number: Out of range float values are not JSON compliant")


def _fitting(text: str) -> tuple[str, bool]:
    """Cut a text to what a cell holds, counted as Excel does: in UTF-16 units."""
    if len(text) * 2 <= _MAX_CELL:
        return text, False
    units = text.encode("utf-16-le")
    if len(units) <= 2 * _MAX_CELL:
        return text, False
    return units[: 2 * _MAX_CELL].decode("utf-16-le", "ignore"), True


def _width(table: Table, name: str) -> int:
    """Return how wide a column is shown, by its first cells."""
    cells = (written(row.get(name)) for row in table.rows[:_N_MEASURED])
    return min(max(len(name), _NARROW, *map(len, cells), 0), _WIDE)
