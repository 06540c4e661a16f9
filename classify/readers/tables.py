"""JSON Lines and CSV -> teasers; keys and column names are the fields of a Teaser."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator

from classify.errors import ReadError
from classify.readers.column_names import field_in
from classify.readers.formats import DELIMITERS, find_delimiter
from classify.readers.rows import Row, json_type, teaser_from_row
from classify.readers.source import Intake
from classify.records import Teaser

_N_SHOWN_COLUMNS = 12


def read_jsonl(text: str, intake: Intake) -> list[Teaser]:
    """Read teasers from JSON Lines; a JSON array of objects, or one object, is read too."""
    return _teasers(rows_of_jsonl(text, intake), intake)


def read_csv(text: str, intake: Intake) -> list[Teaser]:
    """Read teasers from CSV with a line of column names, parted by comma, semicolon or tab."""
    return _teasers(rows_of_csv(text, intake), intake)


def _teasers(rows: Iterable[tuple[int, Row]], intake: Intake) -> list[Teaser]:
    """Make a teaser of each row; rows that give none go to `intake.on_fault`."""
    teasers = []
    for line, row in rows:
        try:
            teasers.append(teaser_from_row(row, line, intake))
        except ReadError as error:
            intake.on_fault(error)
    return teasers


def rows_of_jsonl(text: str, intake: Intake) -> Iterator[tuple[int, Row]]:
    """Yield the objects of a JSON Lines text with their line numbers.

    Lines that are no objects go to `intake.on_fault`. In a JSON array the n-th entry counts as
    line n.
    """
    whole = _whole_json(text)
    entries = _json_lines(text, intake) if whole is None else enumerate(whole, 1)
    for number, entry in entries:
        if isinstance(entry, dict):
            yield number, entry
        else:
            reason = f"is {json_type(entry)}, not an object"
            intake.on_fault(ReadError(intake.source, reason, item=f"line {number}"))


def _whole_json(text: str) -> list[object] | None:
    """Parse a text that is one JSON array, or one object over several lines; None if it is none."""
    first = text.lstrip("\ufeff \t\n").partition("\n")[0].strip()
    if not first.startswith("[") and first != "{":
        return None
    try:
        content = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, list) else [content]


def _json_lines(text: str, intake: Intake) -> Iterator[tuple[int, object]]:
    """Parse a text line by line."""
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip("\ufeff \t")
        if not stripped:
            continue
        try:
            yield number, json.loads(stripped)
        except json.JSONDecodeError as error:
            reason = f"is no JSON: {error.msg} at character {error.colno}"
            intake.on_fault(ReadError(intake.source, reason, item=f"line {number}"))
        except RecursionError:
            reason = "is nested too deeply"
            intake.on_fault(ReadError(intake.source, reason, item=f"line {number}"))
        except ValueError:  # Python's bound on whole numbers, 4,300 digits
            reason = "holds a number that is too long"
            intake.on_fault(ReadError(intake.source, reason, item=f"line {number}"))


def rows_of_csv(text: str, intake: Intake) -> Iterator[tuple[int, Row]]:
    """Yield the rows of a CSV text with the numbers of the lines that they begin on.

    Raises
    ------
    ReadError
        If the column names cannot be read, or there is no column for the headline.
    """
    stripped = text.lstrip("\ufeff\n")
    n_skipped = text[: len(text) - len(stripped)].count("\n")
    rows = csv.reader(io.StringIO(stripped, newline=""), delimiter=_delimiter(stripped))
    try:
        columns = next(rows, [])
    except csv.Error as error:  # such as a name of over 131,072 characters
        place = f"line {n_skipped + 1}"
        raise ReadError(intake.source, f"is no CSV: {error}", item=place) from error
    check_columns(columns, intake)
    begin = rows.line_num + n_skipped + 1
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:  # such as a quote that is never closed
            intake.on_fault(ReadError(intake.source, f"is no CSV: {error}", item=f"line {begin}"))
            cells = []
        if len(cells) > len(columns) and any(cells[len(columns) :]):
            reason = f"has {len(cells)} cells, but there are {len(columns)} columns; quote the text"
            intake.on_fault(ReadError(intake.source, reason, item=f"line {begin}"))
        elif any(cell.strip() for cell in cells):
            yield begin, dict(zip(columns, cells, strict=False))
        begin = rows.line_num + n_skipped + 1


def _delimiter(text: str) -> str:
    """Find the delimiter; where the column names are strange, the most frequent one."""
    first = text.partition("\n")[0]
    return find_delimiter(text) or max(DELIMITERS, key=first.count)


def check_columns(columns: list[str], intake: Intake) -> None:
    """Raise unless there is a column for what a teaser cannot do without."""
    names = {field_in(column, intake.columns)[0] for column in columns}
    needed = {"headline"} if intake.headline_required else {"headline", "text"}
    if not names & needed:
        shown = ", ".join(map(repr, columns[:_N_SHOWN_COLUMNS]))
        more = ", ..." if len(columns) > _N_SHOWN_COLUMNS else ""
        raise ReadError(
            intake.source, f"has no column 'headline' (or 'title'); its columns are {shown}{more}"
        )
