"""One row of a table -> one Teaser: names of fields, their types, and what may be left out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import TypeVar, cast, get_args

from classify.errors import ReadError
from classify.readers.cleaning import plain_line, plain_text
from classify.readers.column_names import canonical_name, field_in, is_field, is_known_name
from classify.readers.cut_marks import without_cut_mark
from classify.readers.date_columns import Waiting
from classify.readers.date_values import date_of
from classify.readers.dates import is_missing
from classify.readers.genres import kind_of_headline
from classify.readers.inline_markup import text_of_value
from classify.readers.language_detection import language_of
from classify.readers.page_words import without_headline, without_page_words
from classify.readers.section_labels import section_labels
from classify.readers.source import Intake
from classify.records import (
    DATE_PRECISIONS,
    KINDS,
    DateBasis,
    DatePrecision,
    Kind,
    SourceRef,
    Teaser,
    teaser_id,
)

__all__ = ["Row", "canonical_name", "is_known_name", "json_type", "teaser_from_row"]

Row = Mapping[str, object]
_T = TypeVar("_T")

_DATE_BASES: tuple[str, ...] = get_args(DateBasis)
_OF_OTHERS = frozenset({"labels", "disputed"})  # what `datasets` reads of a row
_NO_RANK = 1_000
_PROSE = frozenset({"headline", "text", "country"})  # of countries, "NA" is Namibia
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_YES_AND_NO = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def canonical_row(row: Mapping[str, object], intake: Intake) -> dict[str, object]:
    """Rename the fields of a row; drop empty ones; a field's own name beats its aliases.

    What stands for no field is noted in `intake.unused`.
    """
    renamed: dict[str, object] = {}
    ranks: dict[str, int] = {}
    for name, value in row.items():
        field, rank = field_in(name, intake.columns)
        if not is_field(field) or (field == "position" and not _is_place(value)):
            if field not in _OF_OTHERS:
                intake.unused.setdefault(name)
            continue
        value = _without_nesting(value, field) if rank else value
        if value is None or _is_empty(value, field):
            continue
        if rank < ranks.get(field, _NO_RANK):
            renamed[field], ranks[field] = value, rank
    return renamed


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


def json_type(value: object) -> str:
    """Name the JSON type of a value as a person would."""
    names = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list"}
    return "null" if value is None else names.get(type(value), "an object")


def teaser_from_row(row: Row, line: int, intake: Intake) -> Teaser:
    """Make a teaser of a row of a table.

    Parameters
    ----------
    row : mapping
        Keys or column names to values.
    line : int
        Where the row begins, from 1.
    intake : Intake
        Its source and what holds for all rows.

    Raises
    ------
    ReadError
        Naming the line and the field, if a value is missing or wrong.
    """
    try:
        return _teaser(canonical_row(row, intake), line=line, intake=intake)
    except ReadError:
        raise
    except ValueError as error:
        raise ReadError(intake.source, str(error), item=f"{intake.unit} {line}") from error


def _teaser(row: Row, *, line: int, intake: Intake) -> Teaser:
    """Make a teaser of a row with canonical names; ValueError says what is wrong.

    What a teaser can do without is left out where it cannot be read, and named.
    """
    place = f"{intake.unit} {line}"

    def optional(read: Callable[[Row], _T | None]) -> _T | None:
        try:
            return read(row)
        except ValueError as error:
            reason = f"{error}; kept without it"
            intake.on_doubt(ReadError(intake.source, reason, item=place))
            return None

    sources = _sources(row, line=line, intake=intake)
    headline = plain_line(text_of_value(_string(row, "headline") or ""))
    text, truncated = _text(row, headline, sources, truncated=optional(_truncated))
    if not headline and (intake.headline_required or not text):
        raise ValueError("has no headline")
    date = date_of(row.get("published"), intake, place)
    published = date.placed() if date else None
    stated = optional(lambda row: _one_of(row, "date_precision", DATE_PRECISIONS))
    basis = optional(lambda row: _one_of(row, "date_basis", _DATE_BASES))
    kind = optional(lambda row: _one_of(row, "kind", KINDS)) or kind_of_headline(headline)
    teaser = Teaser(
        id=_id(row) or teaser_id(sources[0].outlet if sources else None, headline, text),
        headline=headline,
        text=text,
        truncated=truncated,
        published=published,
        date_precision=cast(DatePrecision, stated or date.precision)
        if date and published
        else None,
        date_basis=cast(DateBasis, basis or "feed") if published else "none",
        kind=cast(Kind, kind),
        language=optional(_language) or language_of(f"{headline}. {text}"),
        country=optional(_country),
        sources=sources,
    )
    if date and date.unclear:
        intake.dates.waiting.append(Waiting(teaser, place, str(row["published"]), date))
    return teaser


def _text(
    row: Row, headline: str, sources: tuple[SourceRef, ...], *, truncated: bool | None
) -> tuple[str, bool]:
    """Give the text as its author wrote it, and whether its source cut it off."""
    raw = plain_text(text_of_value(_string(row, "text") or ""))
    outlets = [ref.outlet for ref in sources if ref.outlet]
    text, is_cut = without_cut_mark(without_page_words(raw), truncated=truncated)
    if text != raw:  # a footer may stand behind a mark of cutting, and a mark behind a footer
        text, is_cut = without_cut_mark(without_page_words(text), truncated=is_cut or truncated)
    return without_headline(text, headline, outlets), is_cut


def _truncated(row: Row) -> bool | None:
    return _truth(row, "truncated")


def _string(row: Row, field: str) -> str | None:
    """Give a string field; None if it is absent."""
    value = row.get(field)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{field} is {json_type(value)}, not text")
    if value and not value.isascii() and _LONE_SURROGATE.search(value):
        raise ValueError(f"{field} holds half a character (a lone surrogate)")
    return value


def _id(row: Row) -> str | None:
    """Give the row's own id, else its URL."""
    value = row.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return (_string(row, "id") or "").strip() or (_string(row, "url") or "").strip() or None


def _truth(row: Row, field: str) -> bool | None:
    """Give a yes-or-no field; None if it is absent."""
    value = row.get(field)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().casefold() in _YES_AND_NO:
        return _YES_AND_NO[value.strip().casefold()]
    raise ValueError(f"{field} is {_shown(value)}, neither true nor false")


def _one_of(row: Row, field: str, known: tuple[str, ...]) -> str | None:
    """Give a field with a fixed set of values; None if it is absent."""
    value = (_string(row, field) or "").strip().casefold()
    if value and value not in known:
        raise ValueError(f"unknown {field} {_shown(value)}; known: {', '.join(known)}")
    return value or None


def _language(row: Row) -> str | None:
    """Give the stated language without its region: "pt-BR" is "pt"."""
    value = (_string(row, "language") or "").strip().casefold()
    code = re.split(r"[-_]", value)[0]
    if code and not re.fullmatch("[a-z]{2,3}", code):
        raise ValueError(f"language is {_shown(value)}, not a code such as 'en'")
    return code or None


def _country(row: Row) -> str | None:
    """Give the stated country."""
    value = (_string(row, "country") or "").strip().upper()
    if value and not re.fullmatch("[A-Z]{2}", value):
        raise ValueError(f"country is {_shown(value)}, not a code of two letters such as 'BY'")
    return value or None


def _sources(row: Row, *, line: int, intake: Intake) -> tuple[SourceRef, ...]:
    """Give the places that carried the teaser: those the row lists, else the row itself."""
    listed = row.get("sources")
    if isinstance(listed, str):  # a cell of a CSV
        try:
            listed = json.loads(listed)
        except (ValueError, RecursionError) as error:
            raise ValueError("sources is no JSON list") from error
    if listed is not None:
        if not isinstance(listed, list):
            raise ValueError(f"sources is {json_type(listed)}, not a list")
        return tuple(_source(entry) for entry in listed)
    place = SourceRef(
        outlet=plain_line(_string(row, "outlet") or "") or intake.outlet,
        url=(_string(row, "url") or "").strip() or None,
        file=_string(row, "file") or (intake.source if intake.is_file else None),
        item=_number(row.get("item")) or (line if intake.is_file else None),
        position=_number(row.get("position")),
        sections=section_labels(row.get("sections")),
    )
    return () if place == SourceRef() else (place,)


def _source(entry: object) -> SourceRef:
    """Make a SourceRef of one entry of `sources`."""
    if not isinstance(entry, dict):
        raise ValueError(f"sources holds {json_type(entry)}, not objects")
    return SourceRef(
        outlet=_string(entry, "outlet"),
        url=_string(entry, "url"),
        file=_string(entry, "file"),
        item=_number(entry.get("item")),
        position=_number(entry.get("position")),
        sections=section_labels(entry.get("sections")),
    )


def _number(value: object) -> int | None:
    """Give the number of an item; None if it is absent."""
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    if isinstance(value, str) and value.strip().isdecimal():
        return int(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    raise ValueError(f"item is {_shown(value)}, not a number")


def _shown(value: object) -> str:
    """Show a wrong value, shortened."""
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
