"""The cells of a row -> the fields of a teaser, and the columns that stand for none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from classify.readers.clock_columns import clock_of, day_and_clock, joined
from classify.readers.column_names import (
    EXTRA,
    field_in,
    is_field,
    is_of_extra,
    without_prefix,
)
from classify.readers.dates import is_missing
from classify.readers.source import Intake
from classify.records import NO_EXTRA, ExtraColumns

_PROSE = frozenset({"headline", "text", "country"})  # of countries, "NA" is Namibia


@dataclass(slots=True)
class RowFields:
    """A row, its columns known by the fields that they stand for."""

    values: dict[str, object] = field(default_factory=dict)
    """Field -> value; empty cells are left out."""
    names: dict[str, str] = field(default_factory=dict)
    """Field -> name of the column that its value stands in."""
    others: dict[str, object] = field(default_factory=dict)
    """Columns that stand for no field, or for one that another column gives."""

    def give_up(self, field: str) -> None:
        """Keep what a column says as it is written, since it is no value of the field."""
        if (name := self.names.get(field)) is not None:
            self.others[name] = self.values[field]

    def extra(self, row: Mapping[str, object], intake: Intake) -> ExtraColumns:
        """Give what stands for no field as text, in the order of the row."""
        others = self.others
        if not others:
            return NO_EXTRA
        kept: dict[str, str] = {}
        for name in row:
            if name not in others:
                continue
            value = others[name]
            whole = _whole(value) if name == EXTRA else None
            if whole is not None:
                cells = {str(own): written_cell(cell) for own, cell in whole.items()}
                kept |= {own: written for own, written in cells.items() if written}
            elif written := written_cell(value):
                kept[without_prefix(name)] = written
        names = tuple(kept)
        return ExtraColumns.of(intake.shapes.setdefault(names, names), kept.values())


def _whole(value: object) -> Mapping[str, object] | None:
    """Give all extra columns, as one object of JSON or one cell with it holds them."""
    if isinstance(value, str) and value.startswith("{"):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return None
    return value if isinstance(value, Mapping) else None


def fields_of_row(row: Mapping[str, object], intake: Intake) -> RowFields:
    """Rename the columns of a row; drop empty cells; a field's own name beats its aliases.

    What stands for no field is noted in `intake.unknown`.
    """
    found = RowFields()
    values, names, others = found.values, found.names, found.others
    ranks: dict[str, int] = {}
    beaten = False
    for name, given in row.items():
        field, rank = field_in(name, intake.columns)
        if not is_field(field) or (field == "position" and not _is_place(given)):
            if given is not None and given != "":
                others[name] = given
                if name not in intake.unknown and not is_of_extra(name):
                    intake.unknown[name] = None
            continue
        value = _without_nesting(given, field) if rank else given
        if value is None or _is_empty(value, field):
            if isinstance(given, (list, bool)):
                others[name] = given
            continue
        if field in values:
            beaten = True
            if rank >= ranks[field]:
                others[name] = value
                continue
            others[names[field]] = values[field]
        values[field], names[field], ranks[field] = value, name, rank
    if beaten:
        _join_clock(found, intake)
        _drop_echoes(found, intake)
    return found


def written_cell(value: object) -> str:
    """Write a cell as text; "" for an empty one."""
    if isinstance(value, str):
        return value if value and not value.isspace() else ""
    if value is None or value != value or value in ([], {}):
        return ""
    if type(value) in (int, float):
        return repr(value)
    if isinstance(value, (bool, list, Mapping)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _join_clock(found: RowFields, intake: Intake) -> None:
    """Put the time of one column behind the day of another."""
    first = found.names.get("published")
    if first is None or not found.others:
        return
    columns = {first: found.values["published"]}
    for name, value in found.others.items():
        if field_in(name, intake.columns)[0] == "published":
            columns[name] = value
    cells = {name: written_cell(value).strip() for name, value in columns.items()}
    pair = day_and_clock(cells, first)
    if pair is None:
        return
    day, clock = pair
    found.others[first] = columns[first]
    both = joined(cells[day], clock_of(cells[clock]) or "", intake)
    found.values["published"], found.names["published"] = both[0] if both else columns[day], day
    del found.others[day]
    if both and both[1]:
        del found.others[clock]


def _drop_echoes(found: RowFields, intake: Intake) -> None:
    """Leave out what names a value inside an object that gives a field already."""
    for name in [name for name in found.others if "." in name]:
        field = field_in(name, intake.columns)[0]
        if found.others[name] == found.values.get(field):
            del found.others[name]


def _is_place(value: object) -> bool:
    """Tell the place of an item from what else people call a position, such as an office."""
    if isinstance(value, str):
        return not value.strip() or (value.strip().isdecimal() and int(value) > 0)
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return value is None or (is_number and (value != value or (value >= 1 and value % 1 == 0)))  # type: ignore[operator]


def _without_nesting(value: object, field: str) -> object:
    """Give the value under another name than the field's own, if it is one: no list, no object."""
    if isinstance(value, dict) and field == "outlet":  # {"source": {"name": ...}}
        value = next((value[key] for key in ("name", "title") if value.get(key)), None)
    if field == "sections":
        return value
    return None if isinstance(value, (dict, list, bool)) else value


def _is_empty(value: object, field: str) -> bool:
    """Tell whether a value is none: empty, NaN, "N/A"; a text may be left empty on purpose."""
    if isinstance(value, float):
        return value != value
    if not isinstance(value, str):
        return False
    if not value:
        return field != "text"
    return is_missing(value, is_prose=field in _PROSE)
