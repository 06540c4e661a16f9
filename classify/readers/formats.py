"""Which format a text is in, from the text itself: names of files lie, and pipes have none."""

from __future__ import annotations

import csv
import re

from classify.errors import ReadError
from classify.readers.rows import is_known_name

DELIMITERS = (",", ";", "\t")
_MARKUP = re.compile(r"<(?:\?xml|!doctype|html|rss|feed|rdf:rdf)\b", re.IGNORECASE)
_MAX_COLUMN_NAME_LETTERS = 30


def detect_format(text: str, source: str) -> str:
    """Name the format of a text.

    Parameters
    ----------
    text : str
        The decoded content of a source.
    source : str
        Its name, for messages.

    Returns
    -------
    str
        "jsonl", "csv" or, where nothing speaks for a table, "listing".

    Raises
    ------
    ReadError
        If it is a web page or a feed, which would give nonsense as a listing.
    """
    start = text.lstrip("\ufeff \t\n")
    if _MARKUP.match(start):
        raise ReadError(
            source, "is a web page or feed in markup, which is not read; copy the text of the page"
        )
    if start.startswith("{") or _is_json_array(start):
        return "jsonl"
    return "csv" if find_delimiter(start) else "listing"


def find_delimiter(text: str) -> str | None:
    """Find what parts the columns, from the line of column names; None if it is no such line.

    Headlines have commas too. So each part must look like a column's name, and one must be the name
    of a field, or all be small single words and the next row have as many.
    """
    first, _, rest = text.partition("\n")
    if is_known_name(first.strip().strip('"')):
        return ","
    for delimiter in DELIMITERS:
        names = _cells(first, delimiter)
        if len(names) < 2 or not all(map(_could_name_column, names)):
            continue
        if any(map(is_known_name, names)):
            return delimiter
        # Names as programs write them; "Minsk, Homel" is the start of a listing.
        is_programmed = all(name.isidentifier() and name.islower() for name in names)
        if is_programmed and len(_cells(rest.partition("\n")[0], delimiter)) == len(names):
            return delimiter
    return None


def _is_json_array(text: str) -> bool:
    """Tell a JSON array of objects from a listing that begins with "[Live]"."""
    return re.match(r"\[\s*\{\s*[\"}]", text) is not None


def _cells(line: str, delimiter: str) -> list[str]:
    """Split one line into cells; none if it cannot be split, as one is too long."""
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _could_name_column(name: str) -> bool:
    """Tell whether a cell looks like a column's name."""
    stripped = name.strip()
    return len(stripped) <= _MAX_COLUMN_NAME_LETTERS and not re.search(r"[.!?:…\"“”]", stripped)
