"""Spreadsheets -> rows: xlsx, xlsb, xls and ods, by calamine."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from io import BytesIO

from classify.errors import ReadError
from classify.readers.column_names import distinct_names, field_in
from classify.readers.dates import DAY_ZERO_1900, DAY_ZERO_1904
from classify.readers.rows import Row
from classify.readers.source import Intake
from classify.readers.tables import check_columns, teasers_of_rows
from classify.readers.unpacking import UNPACKING_FAULTS, check_unpacked_size
from classify.records import Teaser

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_BOOK = "Workbook".encode("utf-16-le")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_MAX_PREAMBLE_ROWS = 20
_COUNTS_FROM_1904 = re.compile(
    rb"""<(?:\w+:)?workbookPr\b[^>]*\bdate1904\s*=\s*["'](?:1|true|on)["']"""
)


def is_spreadsheet(content: bytes) -> bool:
    """Tell a spreadsheet from other office documents and archives by what is packed in it."""
    if content.startswith(_OLE):
        return _OLE_BOOK in content
    if not content.startswith(b"PK\x03\x04"):
        return False
    if _ODS in content[:200]:
        return True
    try:
        names = zipfile.ZipFile(BytesIO(content)).namelist()
    except UNPACKING_FAULTS:
        return False
    return any(name.startswith("xl/workbook.") for name in names)


def read_spreadsheet(content: bytes, intake: Intake) -> list[Teaser]:
    """Read the teasers of all sheets that have a column for headlines, numbered by their rows.

    Raises
    ------
    ReadError
        If the file is damaged or protected, or no sheet has such a column.
    """
    from python_calamine import CalamineError, CalamineWorkbook, ZipError

    _check_size(content, intake.source)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        # Excel's own settings of a sheet that is hidden are no reason to leave out its rows.
        sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    except (CalamineError, ZipError, OSError, ValueError) as error:
        raise ReadError(intake.source, f"is no readable spreadsheet: {error}") from error
    tables = {name: _header(rows, intake) for name, rows in sheets.items()}
    named = {name: place for name, place in tables.items() if place is not None}
    if not named:
        first = next((rows for rows in sheets.values() if rows), [])
        check_columns(_names(first[0]) if first else [], intake)
    day_zero = _day_zero(content)
    teasers: list[Teaser] = []
    for name, place in named.items():
        source = intake.source if len(named) == 1 else f"{intake.source}, sheet {name}"
        one = replace(intake, source=source, unit="row", day_zero=day_zero)
        teasers += teasers_of_rows(_rows(sheets[name], place), one)
    return teasers


def _check_size(content: bytes, source: str) -> None:
    """Refuse a spreadsheet that was packed to fill the memory."""
    if content.startswith(_OLE):
        return
    try:
        sizes = [member.file_size for member in zipfile.ZipFile(BytesIO(content)).infolist()]
    except UNPACKING_FAULTS as error:
        raise ReadError(source, f"is no readable spreadsheet: {error}") from error
    check_unpacked_size(sum(sizes), len(content), source)


def _day_zero(content: bytes) -> date | None:
    """Tell from which day on a workbook counts; None where it is not known.

    Cells that are formatted as dates calamine reads by the workbook's own system; this is for bare
    numbers. Binary workbooks (xls, xlsb) say it where nobody can see it.
    """
    if content.startswith(_OLE):
        return None
    with zipfile.ZipFile(BytesIO(content)) as book:
        names = book.namelist()
        if "xl/workbook.xml" in names:
            return (
                DAY_ZERO_1904
                if _COUNTS_FROM_1904.search(book.read("xl/workbook.xml"))
                else (DAY_ZERO_1900)
            )
        is_usual = "content.xml" in names and b"null-date" not in book.read("content.xml")
        return DAY_ZERO_1900 if is_usual else None


def _header(rows: Sequence[Sequence[object]], intake: Intake) -> int | None:
    """Find the row that names the columns: the first with a name for the headline."""
    for index, row in enumerate(rows[:_MAX_PREAMBLE_ROWS]):
        if any(field_in(name, intake.columns)[0] == "headline" for name in _names(row)):
            return index
    return None


def _names(row: Sequence[object]) -> list[str]:
    return [str(value) for value in row]


def _rows(rows: Sequence[Sequence[object]], header: int) -> Iterator[tuple[int, Row]]:
    """Yield the rows below the names of the columns, with their numbers in the sheet."""
    names = distinct_names(_names(rows[header]))
    for number, row in enumerate(rows[header + 1 :], header + 2):
        values = {name: _plain(cell) for name, cell in zip(names, row, strict=False)}
        if any(value != "" for value in values.values()):
            yield number, values


def _plain(cell: object) -> object:
    """Write a cell as a table in text would have it: times as ISO 8601, numbers without ".0"."""
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell) if isinstance(cell, (bool, int, float, timedelta)) else cell
