"""JSON of any shape -> rows: lines, arrays, objects in objects, one value behind the other.

Programs write the same table in many ways: JSON Lines, one array, an answer of a service with the
items somewhere inside, pretty-printed objects one below the other, or columns. Lines are read one
by one; all else is read whole, and the list that holds the items is looked for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any, cast

from classify.errors import ReadError
from classify.readers.column_names import field_in, is_field
from classify.readers.limits import MAX_LINE
from classify.readers.rows import Row, json_type
from classify.readers.source import Intake

_BETWEEN_VALUES = re.compile(r"[\s,\x1e\ufeff]*")
_NEXT_VALUE = re.compile(r"^[{\[]", re.MULTILINE)
_MAX_DEPTH = 6
_TOO_DEEP = "is nested too deeply"
_LONG_NUMBER = "holds a number that is too long"

Columns = Mapping[str, str]


def rows_of_jsonl(
    text: str, intake: Intake, *, look_inside: bool = False
) -> Iterator[tuple[int, Row]]:
    """Yield the objects of a JSON text with their numbers.

    What is no object goes to `intake.on_fault`. In JSON Lines the number is that of the line; else
    that of the item.

    Parameters
    ----------
    text : str
        JSON Lines, an array, one object, or values one behind the other.
    intake : Intake
        Its source.
    look_inside : bool
        Whether items with a headline are looked for inside objects that have none.
    """
    return _rows(_entries(text, intake, look_inside), intake, look_inside)


def rows_of_lines(lines: Iterable[tuple[int, str]], intake: Intake) -> Iterator[tuple[int, Row]]:
    """Yield the objects of numbered lines of JSON, as `rows_of_jsonl` does for a whole text."""
    return _rows(_json_lines(lines, intake), intake, look_inside=True)


def is_object(line: str) -> bool:
    """Tell whether a line is a JSON object in itself."""
    return line.lstrip("\ufeff \t\x1e").startswith("{") and _is_value(
        line.strip("\ufeff \t\r,\x1e")
    )


def _rows(
    entries: Iterable[tuple[int, object]], intake: Intake, look_inside: bool
) -> Iterator[tuple[int, Row]]:
    """Take items out of what wraps them; what is no object goes to `intake.on_fault`."""
    columns = intake.columns
    for number, entry in entries:
        if isinstance(entry, dict) and look_inside and not _is_item(entry, columns):
            for item in _items_of(entry, columns) or [entry]:
                yield number, _unwrapped(item, columns) if isinstance(item, dict) else {}
        elif isinstance(entry, dict):
            yield number, _unwrapped(entry, columns) if look_inside else entry
        else:
            reason = f"is {json_type(entry)}, not an object"
            intake.on_fault(ReadError(intake.source, reason, item=f"line {number}"))


def _entries(text: str, intake: Intake, look_inside: bool) -> Iterator[tuple[int, object]]:
    """Find out how values follow each other, and yield the items."""
    of_value = partial(_items_of, columns=intake.columns) if look_inside else _items_of_array
    stripped = text.lstrip("\ufeff \t\n\x1e")
    first = stripped.partition("\n")[0].strip(" \t,\x1e")
    if _is_value(first):
        value = json.loads(first)
        rest = stripped.partition("\n")[2].strip()
        items = None if rest and isinstance(value, dict) else of_value(value)
        return enumerate(items, 1) if items is not None else _json_lines(_numbered(text), intake)
    if not first.startswith(("{", "[")) or (first not in ("{", "[") and _has_lines(stripped)):
        return _json_lines(_numbered(text), intake)
    values = list(_values(stripped, text, intake))
    items = of_value(values[0]) if len(values) == 1 else None
    return enumerate(values if items is None else items, 1)


def _is_value(line: str) -> bool:
    """Tell whether a line is JSON in itself."""
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _has_lines(text: str) -> bool:
    """Tell JSON Lines with a fault in the first line from values over several lines."""
    lines = text.split("\n", 20)[1:20]
    return any(line.startswith("{") and _is_value(line.rstrip(" \t,")) for line in lines)


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    return enumerate(text.split("\n"), 1)


def _json_lines(lines: Iterable[tuple[int, str]], intake: Intake) -> Iterator[tuple[int, object]]:
    """Parse numbered lines."""
    for number, line in lines:
        stripped = line.strip("\ufeff \t\r\n\x1e")
        if not stripped:
            continue
        if len(stripped) > MAX_LINE:
            reason = f"has {len(stripped):,} characters, and at most {MAX_LINE:,} are read"
            intake.on_fault(ReadError(intake.source, reason, item=f"line {number}"))
            continue
        try:
            yield number, _parsed_line(stripped)
        except json.JSONDecodeError as error:
            reason = f"is no JSON: {error.msg} at character {error.colno}"
            intake.on_fault(ReadError(intake.source, reason, item=f"line {number}"))
        except RecursionError:
            intake.on_fault(ReadError(intake.source, _TOO_DEEP, item=f"line {number}"))
        except ValueError:  # Python's bound on whole numbers, 4,300 digits
            intake.on_fault(ReadError(intake.source, _LONG_NUMBER, item=f"line {number}"))


def _parsed_line(line: str) -> object:
    """Parse a line; a comma behind it is what an array left there."""
    if not line.endswith(","):
        return json.loads(line)
    return json.loads(line[:-1])


def _values(text: str, whole: str, intake: Intake) -> Iterator[object]:
    """Yield values that follow each other; behind a fault go on at the next that begins a line."""
    decoder = json.JSONDecoder()
    n_above = whole[: len(whole) - len(text)].count("\n")
    place = 0
    while (place := _BETWEEN_VALUES.match(text, place).end()) < len(text):  # type: ignore[union-attr]
        try:
            value, place = decoder.raw_decode(text, place)
        except json.JSONDecodeError as error:
            line = n_above + error.lineno
            reason = f"is no JSON: {error.msg} at character {error.colno}"
        except RecursionError:
            line, reason = n_above + text.count("\n", 0, place) + 1, _TOO_DEEP
        except ValueError:
            line, reason = n_above + text.count("\n", 0, place) + 1, _LONG_NUMBER
        else:
            yield value
            continue
        yield from _array_items(text, place, decoder)
        intake.on_fault(ReadError(intake.source, reason, item=f"line {line}"))
        following = _NEXT_VALUE.search(text, place + 1)
        if following is None:
            return
        place = following.start()


def _array_items(text: str, place: int, decoder: json.JSONDecoder) -> Iterator[object]:
    """Yield the items of an array that breaks off, up to the first that is not whole."""
    if text[place] != "[":
        return
    place += 1
    while (place := _BETWEEN_VALUES.match(text, place).end()) < len(text):  # type: ignore[union-attr]
        try:
            value, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            return
        yield value


def _items_of_array(value: object) -> list[object] | None:
    """Give the entries of an array; None for another value."""
    return value if isinstance(value, list) else None


def _items_of(value: object, columns: Columns) -> list[object] | None:
    """Find the items in one value: the list itself, or that which an object holds; None if none."""
    if isinstance(value, list):
        return _with_names(value, columns)
    level: list[object] = [value]
    for _ in range(_MAX_DEPTH):
        for one in level:
            if isinstance(one, dict) and (found := _items_of_object(one, columns)) is not None:
                return found
        level = [inner for one in level if isinstance(one, dict) for inner in one.values()]
    return None


def _items_of_object(value: dict[str, Any], columns: Columns) -> list[object] | None:
    """Give the items that an object holds directly, in any of the ways that are in use."""
    headlines = [cell for name, cell in value.items() if _has_headline([name], columns)]
    if any(isinstance(cell, str) for cell in headlines):
        return None
    lists = [
        cell
        for cell in value.values()
        if isinstance(cell, list) and any(_is_item(one, columns) for one in cell)
    ]
    if lists:
        return max(lists, key=len)
    names, data = value.get("columns"), value.get("data")
    if isinstance(names, list) and isinstance(data, list):
        return _with_names([names, *data], columns)
    if len(value) > 1 and all(_is_item(cell, columns) for cell in value.values()):
        return list(value.values())
    return _items_of_columns(value, columns)


def _items_of_columns(value: dict[str, Any], columns: Columns) -> list[object] | None:
    """Turn columns into rows: lists of one length, or objects with the same keys."""
    if not _has_headline(value, columns):
        return None
    cells = list(value.values())
    if all(isinstance(cell, dict) for cell in cells):
        keys = list(dict.fromkeys(key for cell in cells for key in cell))
        return [{name: cell.get(key) for name, cell in value.items()} for key in keys]
    if all(isinstance(cell, list) for cell in cells) and len(set(map(len, cells))) == 1:
        return [dict(zip(value, row, strict=True)) for row in zip(*cells, strict=True)]
    return None


def _with_names(entries: list[object], columns: Columns) -> list[object]:
    """Make objects of rows of which the first names the columns; other lists stay."""
    first = entries[0] if entries else None
    names = [name for name in first if isinstance(name, str)] if isinstance(first, list) else []
    if not _has_headline(names, columns) or len(names) != len(cast(list[Any], first)):
        return entries
    return [
        dict(zip(names, row, strict=False)) if isinstance(row, list) else row for row in entries[1:]
    ]


def _has_headline(names: Iterable[str], columns: Columns) -> bool:
    return any(field_in(name, columns)[0] == "headline" for name in names)


def _is_item(value: object, columns: Columns) -> bool:
    """Tell an object that has a headline, or that wraps one which has."""
    if not isinstance(value, dict):
        return False
    has_own = _has_headline(value, columns)
    return has_own or any(
        isinstance(cell, dict) and _has_headline(cell, columns) for cell in value.values()
    )


def _unwrapped(entry: dict[str, Any], columns: Columns) -> Row:
    """Take an item out of what wraps it, such as "_source" or "node", and name nested values.

    A value inside an object gets a name of its own, such as "source.name", if that is a field's.
    """
    row: Mapping[str, Any] = entry
    if not _has_headline(entry, columns):
        inner = [cell for cell in entry.values() if _is_item(cell, columns)]
        if len(inner) == 1:
            row = {
                **{name: cell for name, cell in entry.items() if cell is not inner[0]},
                **inner[0],
            }
    if not any(isinstance(cell, dict) for cell in row.values()):
        return row
    named = dict(row)
    for name, cell in row.items():
        if isinstance(cell, dict):
            inside = {f"{name}.{key}": value for key, value in cell.items()}
            named.update(
                {key: value for key, value in inside.items() if is_field(field_in(key, columns)[0])}
            )
    return named
