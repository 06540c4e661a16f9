"""A plan of digests: who gets which topics, from which inputs, in which form; from a TOML file.

    out = "digests"                      # where they go; beside the plan if not given
    model = "default"

    [[digest]]
    name = "elections-desk"              # its folder, and its name on the index page
    inputs = ["inbox/*.jsonl"]           # files and patterns, beside the plan
    topics = ["elections", "repression"]
    max_words = 400
    brief_length = "2 sentences"         # of each brief; the model's limits if not given
    language = "ru"                      # language of headings and remarks; "en" if not given
    every = "day"                        # one issue for each day of the teasers; or "week", "all"

Further keys: title, group_by, max_briefs, all (true: every story in full), formats, as_of, outlet,
columns, date_format, corrections, selectors, rank_by, boost, watch (a file of names), since
(false: issues do not refer to the previous one). Keys before the first [[digest]], except out and
model, hold for all.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from classify.digests import RANKINGS, RankingSettings, read_boosts
from classify.errors import PlanError
from classify.readers import DateFormat, read_as_of, read_columns
from classify.records import BriefLength

Period = Literal["all", "day", "week"]
_NAME = re.compile(r"\w[\w.-]*")
_INDEX = "index.html"  # the page over all digests, which lies beside their folders
_OF_PLAN = ("out", "model", "digest")
_RENAMED = {"labels": "language"}
"""Keys of earlier versions and what they are called now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestPlan:
    """One digest, or one a day or week."""

    name: str
    inputs: tuple[str, ...]
    """Files and patterns, relative to the plan."""
    title: str = ""
    """Heading; its name if not given."""
    every: Period = "all"
    topics: tuple[str, ...] = ()
    group_by: str = "topic"
    max_briefs: int = 10
    """Stories told in full."""
    all: bool = False
    """Whether all stories are told in full."""
    max_words: int | None = None
    rank_by: str = "consequence"
    boost: Mapping[str, float] = field(default_factory=dict)
    """Topics and places to factors of their odds; in the file a table, or as `--boost`."""
    watch: str | None = None
    """A file of names to watch, relative to the plan."""
    brief_length: BriefLength = field(default_factory=BriefLength)
    """Of each brief; limits that are not given keep the model's values."""
    formats: tuple[str, ...] = ("md", "html", "json")
    language: str = "en"
    """Language of headings and remarks; text of sources is not translated."""
    as_of: datetime | None = None
    """When the inputs were taken, and the time of a digest of all; a day or week has its end."""
    outlet: str | None = None
    columns: str | None = None
    """Columns of fields, such as "headline=Titel,text=Lead"; in the file also a table of them."""
    date_format: str | None = None
    """The order of day and month in dates of the inputs, such as "dmy"."""
    corrections: str | None = None
    """A file of corrections, relative to the plan."""
    selectors: str | None = None
    """A file of CSS selectors for pages, relative to the plan."""
    since: bool = True
    """Whether each issue refers to the previous one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All digests of a plan."""

    folder: Path
    """Where the plan lies."""
    out: Path
    model: str
    digests: tuple[DigestPlan, ...]


def read_plan(path: str | Path) -> Plan:
    """Read a plan.

    Raises
    ------
    PlanError
        If the file cannot be read, is no TOML, or is not valid; it names digest and key.
    """
    try:
        content = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise PlanError(path, f"cannot be read ({error.strerror})") from error
    # of the parser's own errors, and of Python's: a number of 5,000 digits, 5,000 brackets
    except (ValueError, RecursionError) as error:
        raise PlanError(path, f"is no TOML: {error}") from error
    tables = content.get("digest")
    if not isinstance(tables, list) or not tables:
        raise PlanError(path, "plans no digest; add [[digest]] tables")
    shared = {key: value for key, value in content.items() if key not in _OF_PLAN}
    digests = [_digest(path, number, shared, table) for number, table in enumerate(tables, 1)]
    names = [digest.name for digest in digests]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise PlanError(path, f"plans {', '.join(twice)} more than once; names are folders")
    folder = Path(path).parent
    return Plan(
        folder=folder,
        out=folder / _text(path, None, "out", content.get("out", ".")),
        model=_text(path, None, "model", content.get("model", "default")),
        digests=tuple(digests),
    )


def _digest(path: str | Path, number: int, shared: Mapping[str, Any], table: Any) -> DigestPlan:
    place = f"digest {number}"
    if not isinstance(table, dict):
        raise PlanError(path, "is no table", item=place)
    values = {**shared, **table}
    known = {field.name for field in fields(DigestPlan)}
    for old in sorted(set(values) & set(_RENAMED)):
        raise PlanError(path, f"{old} is now {_RENAMED[old]}", item=place)
    unknown = sorted(set(values) - known)
    if unknown:
        raise PlanError(
            path,
            f"unknown key {', '.join(unknown)}; known: {', '.join(sorted(known))}",
            item=place,
        )
    for key in ("name", "inputs"):
        if key not in values:
            raise PlanError(path, f"has no {key}", item=place)
    found = {key: _CHECKS[key](path, place, key, value) for key, value in values.items()}
    if not found["inputs"]:
        raise PlanError(path, "has no inputs", item=place)
    return DigestPlan(**found)


def _text(path: str | Path, place: str | None, key: str, value: Any) -> str:
    if not _is_text(value):
        raise PlanError(path, f"{key} is to be a text, not {value!r}", item=place)
    return str(value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value != "" and "\0" not in value


def _name(path: str | Path, place: str, key: str, value: Any) -> str:
    if not isinstance(value, str) or not _NAME.fullmatch(value) or value == _INDEX:
        raise PlanError(
            path,
            f"{key} is a folder's name, of letters, digits, - and . only, and not {_INDEX}: "
            f"{value!r}",
            item=place,
        )
    return value


def _texts(path: str | Path, place: str, key: str, value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(_is_text(one) for one in value):
        raise PlanError(path, f"{key} is to be a list of texts, not {value!r}", item=place)
    return tuple(value)


def _period(path: str | Path, place: str, key: str, value: Any) -> Any:
    if value not in get_args(Period):
        raise PlanError(
            path, f"{key} is one of {', '.join(get_args(Period))}, not {value!r}", item=place
        )
    return value


def _number(path: str | Path, place: str, key: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise PlanError(path, f"{key} is to be a number from 1, not {value!r}", item=place)
    return value


def _length(path: str | Path, place: str, key: str, value: Any) -> BriefLength:
    text = _text(path, place, key, value)
    try:
        return BriefLength.parse(text)
    except ValueError as error:
        raise PlanError(path, f"{key}: {error}", item=place) from error


def _columns(path: str | Path, place: str, key: str, value: Any) -> str:
    """Read columns as --columns has them, or as a table of fields and names."""
    if isinstance(value, dict):
        pairs = (f"{field}={_text(path, place, key, name)}" for field, name in value.items())
        value = ",".join(pairs)
    return _checked(read_columns, path, place, key, value)


def _ranking(path: str | Path, place: str, key: str, value: Any) -> str:
    if value not in RANKINGS:
        raise PlanError(path, f"{key} is one of {', '.join(RANKINGS)}, not {value!r}", item=place)
    return str(value)


def _boosts(path: str | Path, place: str, key: str, value: Any) -> dict[str, float]:
    """Read weights as --boost has them, or as a table of names and factors."""
    try:
        if not isinstance(value, dict):
            value = read_boosts(_text(path, place, key, value))
        boosts = {str(name): float(factor) for name, factor in value.items()}
        return dict(RankingSettings(boosts=boosts).boosts)
    except (TypeError, ValueError) as error:
        if isinstance(error, PlanError):
            raise
        raise PlanError(path, f"{key}: {error}", item=place) from error


def _date_format(path: str | Path, place: str, key: str, value: Any) -> str:
    return _checked(DateFormat, path, place, key, value)


def _checked(
    check: Callable[[str], object], path: str | Path, place: str, key: str, value: Any
) -> str:
    """Let a reader's own option refuse a text."""
    text = _text(path, place, key, value)
    try:
        check(text)
    except ValueError as error:
        raise PlanError(path, f"{key}: {error}", item=place) from error
    return text


def _switch(path: str | Path, place: str, key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise PlanError(path, f"{key} is true or false, not {value!r}", item=place)
    return value


def _time(path: str | Path, place: str, key: str, value: Any) -> datetime:
    """Read a time as `--as-of` is read: a date alone stands for the end of that day."""
    if not isinstance(value, (str, date)):
        raise PlanError(path, f"{key} is no date or time: {value!r}", item=place)
    try:
        return read_as_of(value if isinstance(value, str) else value.isoformat())
    except ValueError as error:
        raise PlanError(path, f"{key} is no date or time: {value!r}", item=place) from error
    except OverflowError as error:
        raise PlanError(path, f"{key} is out of range: {value}", item=place) from error


_CHECKS: Mapping[str, Any] = {
    "name": _name,
    "inputs": _texts,
    "title": _text,
    "every": _period,
    "topics": _texts,
    "group_by": _text,
    "max_briefs": _number,
    "all": _switch,
    "max_words": _number,
    "rank_by": _ranking,
    "boost": _boosts,
    "watch": _text,
    "brief_length": _length,
    "formats": _texts,
    "language": _text,
    "as_of": _time,
    "outlet": _text,
    "columns": _columns,
    "date_format": _date_format,
    "corrections": _text,
    "selectors": _text,
    "since": _switch,
}
