"""Rows of nested values -> a flat table of named columns, for CSV, spreadsheets and terminals."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from classify.readers import with_prefix

EXTRA = "extra"
"""Key of a row under which the columns of the user's table stand."""


@dataclass(frozen=True, slots=True)
class Table:
    """Cells by the names of their columns."""

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Any], ...]
    """Column -> text, number, true or false, or None for an empty cell."""


def tabulate(rows: Iterable[Mapping[str, Any]]) -> Table:
    """Flatten rows.

    A list becomes one cell joined by ";", a mapping one column for each key
    (`probabilities.economy`), a list of mappings one column for each key of theirs
    (`sources.url`). What stands under `extra` comes last, under the names that the user's table
    has; those that are names of ours too, or would be read as one of a field, become `extra.NAME`.
    """
    flat, extras = [], []
    for row in rows:
        flat.append(dict(_cells({key: row[key] for key in row if key != EXTRA})))
        extras.append(row.get(EXTRA) or {})
    columns = _columns(flat)
    taken = {column.casefold() for column in columns}
    names: dict[str, str] = {}
    for extra in extras:
        for name in extra:
            if name not in names:
                clashes = name.casefold() in taken
                names[name] = with_prefix(name, (name,) if clashes else ())
    whole = tuple(
        {**row, **{names[name]: value for name, value in extra.items()}} if extra else row
        for row, extra in zip(flat, extras, strict=True)
    )
    return Table((*columns, *names.values()), whole)


def written(value: Any) -> str:
    """Write one value as text; numbers as JSON has them."""
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


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
        yield column, ";".join(written(value) for value in values)
        return
    keys = dict.fromkeys(key for value in values for key in value)
    for key in keys:
        yield f"{column}.{key}", ";".join(written(value.get(key)) for value in values)
