"""Objects of a program -> teasers: headlines, dicts, data frames, and teasers themselves."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Protocol

from classify.errors import ReadError
from classify.readers.date_columns import DateColumn
from classify.readers.date_values import settled
from classify.readers.rows import Row, canonical_name, teaser_from_row
from classify.readers.source import Intake, raise_fault
from classify.readers.tables import check_columns
from classify.readers.unmarked_cuts import mark_cuts
from classify.records import Teaser

_SOURCE = "teasers"
_EXPECTED = (
    "expected a list of headlines, of dicts with a key 'headline', or of Teaser objects, "
    "or a pandas or polars DataFrame with a column 'headline'"
)
_INTAKE = Intake(
    source=_SOURCE,
    as_of=datetime.min.replace(tzinfo=UTC),  # rows have complete dates: nothing is anchored
    on_fault=raise_fault,
    on_doubt=raise_fault,
    on_note=logging.getLogger(__name__).info,  # a program's rows have columns of its own
    unit="item",
    is_file=False,
    is_anchored=False,
    keeps_extra=True,
)
_MISSING_CELLS = frozenset({"NAType", "NaTType"})  # pandas.NA and pandas.NaT


class DataFrameLike(Protocol):
    """What pandas and polars data frames have in common."""

    @property
    def columns(self) -> Any:
        """Names of the columns."""
        ...

    def __len__(self) -> int: ...


TeaserLike = Teaser | str | Mapping[str, object]
"""A teaser, a headline, or a dict with the keys that JSON Lines know."""
TeasersLike = Iterable[TeaserLike] | DataFrameLike
"""Several of them, or a data frame with the columns that CSV knows."""


def as_teasers(items: TeasersLike) -> list[Teaser]:
    """Make teasers of what a program holds, one for each item, in the same order.

    Copies stay: the n-th teaser is the n-th item. Nothing is left out; the first item that is no
    teaser is refused.

    Parameters
    ----------
    items : iterable, or pandas or polars DataFrame
        Teasers, headlines and dicts, mixed as you like; or a data frame. Keys and columns are those
        of JSON Lines and CSV. A time without a zone is taken as UTC, as in tables; None, NaN and
        the like are empty.

    Raises
    ------
    ReadError
        Naming the item and the field, if a value is missing or wrong.

    Examples
    --------
    >>> [teaser.headline for teaser in as_teasers(["Storm hits coast", {"title": "Calm at sea"}])]
    ['Storm hits coast', 'Calm at sea']
    """
    intake = replace(_INTAKE, dates=DateColumn(), unknown={}, shapes={}, stated=set())
    rows = _rows_of_frame(items)
    if rows is not None:
        return _settled(
            [teaser_from_row(row, number, intake) for number, row in enumerate(rows, 1)], intake
        )
    if isinstance(items, Teaser) or not isinstance(items, Iterable):
        raise ReadError(_SOURCE, f"is {_named(items)}; {_EXPECTED}")
    if isinstance(items, (str, bytes, Mapping)):
        cure = "put it into a list" if not isinstance(items, bytes) else "decode it first"
        files = "; files are read by read_teasers" if isinstance(items, str) else ""
        raise ReadError(_SOURCE, f"is {_named(items)}; {cure}{files}: {_EXPECTED}")
    listed = list(items)
    teasers = [_as_teaser(item, number, intake) for number, item in enumerate(listed, 1)]
    if any(isinstance(item, Teaser) for item in listed):  # a teaser is as its maker says
        return settled(teasers, intake)
    return _settled(teasers, intake)


def _settled(teasers: Sequence[Teaser], intake: Intake) -> list[Teaser]:
    """Date what waited for the whole pile, and mark what its source cut without a mark."""
    dated = settled(teasers, intake)
    return dated if "truncated" in intake.stated else mark_cuts(dated)


def as_teaser(item: TeaserLike) -> Teaser:
    """Make a teaser of one headline or dict; see `as_teasers`.

    Raises
    ------
    ReadError
        If it is none.
    """
    intake = replace(_INTAKE, dates=DateColumn(), unknown={}, shapes={}, stated=set())
    return settled([_as_teaser(item, 1, intake)], intake)[0]


def _as_teaser(item: object, number: int, intake: Intake) -> Teaser:
    if isinstance(item, Teaser):
        return item
    if isinstance(item, str):
        return teaser_from_row({"headline": item}, number, intake)
    if isinstance(item, Mapping):
        return teaser_from_row(_row(item, number), number, intake)
    raise ReadError(
        _SOURCE,
        f"is {_named(item)}; expected a headline, a dict with a key 'headline', or a Teaser",
        item=f"item {number}",
    )


def _row(item: Mapping[Any, object], number: int) -> Row:
    """Take a dict as a row; refuse one that has no key for the headline, and say what it has."""
    for key in item:
        if not isinstance(key, str):
            raise ReadError(
                _SOURCE, f"has the key {key!r}, which is no text", item=f"item {number}"
            )
    if "headline" not in map(canonical_name, item):
        keys = ", ".join(map(repr, item)) or "none"
        raise ReadError(
            _SOURCE, f"has no key 'headline' (or 'title'); its keys: {keys}", item=f"item {number}"
        )
    return dict(_filled_cells(item))


def _rows_of_frame(items: object) -> list[Row] | None:
    """Rows of a pandas or polars data frame, told by its methods; None if it is neither."""
    if isinstance(items, type) or not hasattr(items, "columns"):
        return None
    if hasattr(items, "to_dicts"):  # polars
        rows = items.to_dicts()
    elif hasattr(items, "to_dict"):  # pandas
        rows = items.to_dict("records")
    else:  # such as a lazy frame of polars
        raise ReadError(_SOURCE, f"is {_named(items)}; collect it first: {_EXPECTED}")
    check_columns([str(name) for name in items.columns], _INTAKE)
    return [dict(_filled_cells({str(name): value for name, value in row.items()})) for row in rows]


def _filled_cells(row: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Cells as JSON would have them, without those that are empty."""
    for name, value in row.items():
        plain = _plain(value)
        if plain is not None:
            yield name, plain


def _plain(value: object) -> object:
    """Write a time as ISO 8601, and values of numpy as Python's; None for a missing one."""
    if type(value).__module__ == "numpy":
        value = _from_numpy(value)
    if value is None or type(value).__name__ in _MISSING_CELLS:
        return None
    if isinstance(value, float) and value != value:
        return None
    if isinstance(value, date):  # datetimes too
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _from_numpy(value: Any) -> object:
    """Give a scalar or an array of numpy as plain values; times as text, as they may be finer."""
    import numpy as np  # loaded already, if there is such a value

    if isinstance(value, np.datetime64):
        return None if np.isnat(value) else str(value)
    return value.tolist()


def _named(value: object) -> str:
    """Name what was given by its type, as a program knows it."""
    return "None" if value is None else f"a {type(value).__name__}"
