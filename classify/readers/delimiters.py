"""Where a table begins in a text, and what parts its columns.

Spreadsheet programs put a line "sep=;" before the names of the columns, reports put a title and a
date there. Headlines have commas and semicolons too: so each part of the line of names must look
like a column's name, and what it says must be borne out by names of fields or by the rows below.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from classify.readers.column_names import canonical_name, is_field, is_known_name, names_all

DELIMITERS = (",", ";", "\t", "|", "~", "^")
_SEPARATOR_LINE = re.compile(r"\s*\"?sep=(?P<delimiter>\\t|.)\"?[,;\t ]*", re.IGNORECASE)
_MAX_COLUMN_NAME_LETTERS = 30
_MAX_PREAMBLE_LINES = 20
_N_PROBED_ROWS = 30
_MIN_ALIKE_ROWS = 3
_MIN_FIELDS = 2
_MIN_ALIKE_SHARE = 0.9
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class TableStart:
    """Where the line of column names is."""

    line: int
    """Number of lines above it."""
    delimiter: str
    is_certain: bool
    """Whether a column has the name of a field, or the file says itself what parts it."""


def find_table(text: str, columns: Mapping[str, str] = _NONE) -> TableStart | None:
    """Find the line of column names and the delimiter; None if the text is no table.

    Parameters
    ----------
    text : str
        A text, or as much of its beginning as one likes to look at.
    columns : mapping, optional
        The columns that a user names, as of `read_columns`: a line with all of them is the one.
    """
    lines = text.split("\n", _MAX_PREAMBLE_LINES + _N_PROBED_ROWS + 1)
    first = next((index for index, line in enumerate(lines) if line.strip("\ufeff \r")), 0)
    lines[first:] = [line.strip("\ufeff\r") for line in lines[first:]]
    stated = _SEPARATOR_LINE.fullmatch(lines[first])
    if stated:
        delimiter = stated["delimiter"].replace("\\t", "\t")
        return TableStart(first + 1, delimiter, is_certain=True)
    for index in range(first, min(len(lines), _MAX_PREAMBLE_LINES)) if columns else ():
        for delimiter in DELIMITERS:
            if names_all(cells_of(lines[index], delimiter), columns):
                return TableStart(index, delimiter, is_certain=True)
    if named := find_delimiter("\n".join(lines[first : first + 2])):
        return TableStart(first, named, is_certain=True)
    for index in range(first + 1, min(len(lines), _MAX_PREAMBLE_LINES)):
        if delimiter := _names_below_preamble(lines, index):
            return TableStart(index, delimiter, is_certain=True)
    alike = _delimiter_of_rows([line for line in lines[first:] if line.strip()])
    return TableStart(first, alike, is_certain=False) if alike else None


def find_delimiter(text: str) -> str | None:
    """Find what parts the columns, from the line of column names; None if it is no such line.

    One of the parts must be the name of a field, or all be small single words and the next row have
    as many. Several names of fields bear out whatever else a user calls a column.
    """
    first, _, rest = text.partition("\n")
    if is_known_name(first.strip().strip('"')):
        return ","
    for delimiter in DELIMITERS:
        names = cells_of(first, delimiter)
        if len(names) < 2:
            continue
        if _name_fields(names, rest.partition("\n")[0], delimiter):
            return delimiter
        if not all(map(_could_name_column, names)):
            continue
        if any(map(is_known_name, names)):
            return delimiter
        # Names as programs write them; "Minsk, Homel" is the start of a listing.
        is_programmed = all(name.isidentifier() and name.islower() for name in names)
        if is_programmed and len(cells_of(rest.partition("\n")[0], delimiter)) == len(names):
            return delimiter
    return None


def _name_fields(names: Sequence[str], below: str, delimiter: str) -> bool:
    """Tell whether parts name the headline and two more fields, or one and the next row fits."""
    fields = {field for name in names if is_field(field := canonical_name(name))}
    if "headline" not in fields or len(fields) < _MIN_FIELDS:
        return False
    return len(fields) > _MIN_FIELDS or len(cells_of(below, delimiter)) == len(names)


def cells_of(line: str, delimiter: str) -> list[str]:
    """Split one line into cells; none if it cannot be split, as one is too long."""
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _names_below_preamble(lines: Sequence[str], index: int) -> str | None:
    """Tell whether a line that is not the first names columns; its delimiter, if so."""
    delimiter = find_delimiter(lines[index])
    if delimiter is None:
        return None
    names = [canonical_name(name) for name in cells_of(lines[index], delimiter)]
    below = next((line for line in lines[index + 1 :] if line.strip()), "")
    has_fields = "headline" in names and sum(map(is_field, names)) >= 2
    return delimiter if has_fields and len(cells_of(below, delimiter)) == len(names) else None


def _delimiter_of_rows(lines: Sequence[str]) -> str | None:
    """Find a delimiter that parts nearly all lines into the same number of cells."""
    probed = lines[:_N_PROBED_ROWS]
    if len(probed) < _MIN_ALIKE_ROWS:
        return None
    for delimiter in ("|", "\t", ";", ","):
        counts = Counter(len(cells_of(line, delimiter)) for line in probed)
        n_cells, n_rows = counts.most_common(1)[0]
        # Sentences have commas: in a table no space follows them.
        least = 2
        if delimiter == ",":
            least = 4 if any(", " in line for line in probed) else 3
        if n_cells >= least and n_rows >= _MIN_ALIKE_SHARE * len(probed):
            return delimiter
    return None


def _could_name_column(name: str) -> bool:
    """Tell whether a cell looks like a column's name."""
    stripped = name.strip()
    return len(stripped) <= _MAX_COLUMN_NAME_LETTERS and not re.search(r"[.!?:…\"“”]", stripped)
