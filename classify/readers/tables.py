"""CSV and its kin -> rows -> teasers; names of columns are the fields of a Teaser."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from classify.errors import ReadError
from classify.readers.column_names import distinct_names, field_in
from classify.readers.dates import DAY_ZERO_1900
from classify.readers.delimiters import DELIMITERS, TableStart, cells_of, find_table
from classify.readers.formula_guards import is_own_table, without_guards
from classify.readers.json_rows import rows_of_jsonl
from classify.readers.rows import Row, teaser_from_row
from classify.readers.source import Intake
from classify.records import Teaser

_N_SHOWN_COLUMNS = 12
_MAX_SHOWN = 180  # characters of them
_UNCLOSED = "opens a quote that is not closed as it should be"


def read_jsonl(text: str, intake: Intake) -> list[Teaser]:
    """Read teasers from JSON Lines, arrays, concatenated values, and objects that hold items."""
    rows = rows_of_jsonl(text, intake, look_inside=True)
    return teasers_of_rows(rows, replace(intake, day_zero=DAY_ZERO_1900))


def read_csv(text: str, intake: Intake) -> list[Teaser]:
    """Read teasers from CSV with a line of column names, parted by comma, semicolon, tab or bar."""
    return teasers_of_rows(rows_of_csv(text, intake), replace(intake, day_zero=DAY_ZERO_1900))


def teasers_of_rows(rows: Iterable[tuple[int, Row]], intake: Intake) -> list[Teaser]:
    """Make a teaser of each row; rows that give none go to `intake.on_fault`."""
    intake = replace(intake, keeps_extra=True)
    teasers = []
    for line, row in rows:
        try:
            teasers.append(teaser_from_row(row, line, intake))
        except ReadError as error:
            intake.on_fault(error)
    return teasers


def rows_of_csv(text: str, intake: Intake) -> Iterator[tuple[int, Row]]:
    """Yield the rows of a CSV text with the numbers of the lines that they begin on.

    A quote that is never closed costs its own row: reading goes on at the next line.

    Raises
    ------
    ReadError
        If the column names cannot be read, or there is no column for the headline.
    """
    start = find_table(text, intake.columns) or _strange_start(text)
    lines = text.split("\n")
    lines[start.line] = lines[start.line].lstrip("\ufeff")
    records = _records(lines, start.line, start.delimiter)
    begin, columns = next(records, (start.line + 1, []))
    if isinstance(columns, str):  # such as a name of over 131,072 characters
        raise ReadError(intake.source, columns, item=f"line {begin}")
    is_own = is_own_table(columns)
    columns = distinct_names(map(without_guards, columns) if is_own else columns)
    check_columns(columns, intake)
    for begin, cells in records:
        if isinstance(cells, str):
            intake.on_fault(ReadError(intake.source, cells, item=f"line {begin}"))
        elif len(cells) > len(columns) and any(cells[len(columns) :]):
            reason = f"has {len(cells)} cells, but there are {len(columns)} columns; quote the text"
            intake.on_fault(ReadError(intake.source, reason, item=f"line {begin}"))
        elif any(cell.strip("-:+= ") for cell in cells):  # nor rules, as Markdown has them
            own = map(without_guards, cells) if is_own else cells
            yield begin, dict(zip(columns, own, strict=False))


def _strange_start(text: str) -> TableStart:
    """Take the first line for the names, and of the delimiters the most frequent one."""
    n_blank = len(text) - len(text.lstrip("\ufeff\n"))
    line = text[:n_blank].count("\n")
    first = text[n_blank:].partition("\n")[0]
    return TableStart(line, max(DELIMITERS, key=first.count), is_certain=False)


def _records(
    lines: Sequence[str], begin: int, delimiter: str
) -> Iterator[tuple[int, list[str] | str]]:
    """Yield the cells of each record, or why there are none, with the line that it begins on.

    Read strictly, a quote that swallows rows shows at the next quote, or at the end. Of tables that
    were written here no quote is open, whatever the lines of a cell look like.
    """
    n_columns, is_own = 0, False
    while begin < len(lines):
        reader = csv.reader(_ended(lines, begin), delimiter=delimiter, strict=True)
        first, n_read = begin, 0
        while begin < len(lines):
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                n_lines = reader.line_num - n_read
                yield begin + 1, _leniently(lines[begin], delimiter, n_columns, n_lines, error)
                begin += 1
                break
            n_read = reader.line_num
            if not n_columns:
                n_columns, is_own = len(cells), is_own_table(cells)
            inner = lines[begin + 1 : first + n_read - 1]
            if inner and n_columns > 2 and not is_own and _are_rows(inner, delimiter, n_columns):
                yield begin + 1, _UNCLOSED
                begin += 1
                break
            yield begin + 1, cells
            begin = first + n_read


def _ended(lines: Sequence[str], begin: int) -> Iterator[str]:
    """Give lines their ends back, which are a part of cells that go over several."""
    for index in range(begin, len(lines)):
        yield f"{lines[index]}\n"


def _leniently(
    line: str, delimiter: str, n_columns: int, n_lines: int, error: csv.Error
) -> list[str] | str:
    """Read a single line with stray quotes; say what is wrong if that gives no row."""
    cells = cells_of(line, delimiter)
    if n_lines == 1 and cells and len(cells) == (n_columns or len(cells)):
        return cells
    return f"is no CSV: {error}" if "limit" in str(error) else _UNCLOSED


def _are_rows(lines: Sequence[str], delimiter: str, n_columns: int) -> bool:
    """Tell whether lines inside a quoted cell are rows that the quote swallowed."""
    return all(len(cells_of(line, delimiter)) == n_columns for line in lines)


def check_columns(columns: Sequence[str], intake: Intake) -> None:
    """Raise unless there is a column for what a teaser cannot do without."""
    names = {field_in(column, intake.columns)[0] for column in columns}
    needed = {"headline"} if intake.headline_required else {"headline", "text"}
    if not names & needed:
        shown = ", ".join(repr(column[:40]) for column in columns[:_N_SHOWN_COLUMNS])
        more = ", ..." if len(columns) > _N_SHOWN_COLUMNS or len(shown) > _MAX_SHOWN else ""
        shown = shown[:_MAX_SHOWN]
        raise ReadError(
            intake.source, f"has no column 'headline' (or 'title'); its columns are {shown}{more}"
        )
