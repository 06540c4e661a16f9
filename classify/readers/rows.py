"""One row of a table -> one Teaser: names of fields, their types, and what may be left out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import TypeVar, cast, get_args

from classify.errors import ReadError
from classify.readers.cleaning import plain_line, plain_text
from classify.readers.column_names import canonical_name, is_known_name
from classify.readers.cut_marks import without_cut_mark
from classify.readers.date_columns import Waiting
from classify.readers.date_values import date_of
from classify.readers.genres import stated_kind
from classify.readers.inline_markup import text_of_value
from classify.readers.language_detection import language_of
from classify.readers.limits import MAX_LETTERS, MAX_MARKUP
from classify.readers.page_words import without_headline, without_page_words
from classify.readers.row_fields import fields_of_row
from classify.readers.section_labels import section_labels
from classify.readers.source import Intake
from classify.records import (
    DATE_PRECISIONS,
    KINDS,
    NO_EXTRA,
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
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_YES_AND_NO = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


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
        return _teaser(row, line=line, intake=intake)
    except ReadError:
        raise
    except ValueError as error:
        raise ReadError(intake.source, str(error), item=f"{intake.unit} {line}") from error


def _teaser(given: Row, *, line: int, intake: Intake) -> Teaser:
    """Make a teaser of a row; ValueError says what is wrong.

    What a teaser can do without is left out where it cannot be read, and named.
    """
    place = f"{intake.unit} {line}"
    fields = fields_of_row(given, intake)
    row = fields.values

    def optional(field: str, read: Callable[[Row], _T | None]) -> _T | None:
        try:
            return read(row)
        except ValueError as error:
            reason = f"{error}; kept without it"
            intake.on_doubt(ReadError(intake.source, reason, item=place))
            fields.give_up(field)
            return None

    sources = _sources(row, line=line, intake=intake)
    headline, raw, is_bounded = _headline(row), *_bounded_text(row, intake, place)
    stated_cut = optional("truncated", _truncated)
    if stated_cut is not None:
        intake.stated.add("truncated")
    text, truncated = _text(raw, headline, sources, truncated=stated_cut)
    truncated = truncated or is_bounded
    if not headline and (intake.headline_required or not text):
        raise ValueError("has no headline")
    date = date_of(row.get("published"), intake, place)
    published = date.placed() if date else None
    if date is None:
        fields.give_up("published")
    stated = optional("date_precision", lambda row: _one_of(row, "date_precision", DATE_PRECISIONS))
    basis = optional("date_basis", lambda row: _one_of(row, "date_basis", _DATE_BASES))
    kind = optional("kind", lambda row: _one_of(row, "kind", KINDS)) or stated_kind(
        headline, sources
    )
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
        language=optional("language", _language) or language_of(f"{headline}. {text}"),
        country=optional("country", _country),
        sources=sources,
        extra=fields.extra(given, intake) if intake.keeps_extra else NO_EXTRA,
    )
    if date and date.unclear:
        column = fields.names["published"] if intake.keeps_extra else None
        waiting = Waiting(teaser, place, str(row["published"]), date, column)
        intake.dates.waiting.append(waiting)
    return teaser


def _headline(row: Row) -> str:
    """Give the headline as its author wrote it."""
    written = _string(row, "headline") or ""
    headline = "" if len(written) > MAX_MARKUP else plain_line(text_of_value(written))
    if len(written) > MAX_MARKUP or len(headline) > MAX_LETTERS:
        raise ValueError(f"has a headline of {len(written):,} characters, which is none")
    return headline


def _bounded_text(row: Row, intake: Intake, place: str) -> tuple[str, bool]:
    """Give the text, and whether it was longer than any teaser's and is cut, which is said."""
    whole = _string(row, "text") or ""
    raw = _bounded(whole)
    if raw is not whole:
        reason = f"text has {len(whole):,} characters; cut off after {MAX_LETTERS:,}"
        intake.on_doubt(ReadError(intake.source, reason, item=place))
    return raw, raw is not whole


def _bounded(raw: str) -> str:
    """Cut a text that is longer than any teaser's; another one comes back as it is."""
    if len(raw) <= MAX_LETTERS:
        return raw
    text = text_of_value(raw[:MAX_MARKUP])
    return raw if len(text) <= MAX_LETTERS and len(raw) <= MAX_MARKUP else text[:MAX_LETTERS]


def _text(
    written: str, headline: str, sources: tuple[SourceRef, ...], *, truncated: bool | None
) -> tuple[str, bool]:
    """Give the text as its author wrote it, and whether its source cut it off."""
    raw = plain_text(text_of_value(written))
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
