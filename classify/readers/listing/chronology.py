"""Years for days that were written without one, from now and from the order of a listing.

Listings run newest first. So "Jan. 10" below "Dec. 16" is the January before that December, not
the one after. But a text may also name a day long before it was published: such a day dips below
its neighbours and is let go. Both are weighed at once: the chain of items is looked for that runs
backwards in time, leaves out few items and does not reach back further than needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from classify.readers.dates import WrittenDate, latest_reading

_SLACK = timedelta(days=10)  # texts name days some days before they appear
_MAX_DIP = timedelta(
    days=14
)  # a named day this much older than the next items is no publishing day
_N_YEARS = 3
# Leaving an item out costs 1; so a dip of one item is preferred to going back by a whole year,
# and going back by eleven months or less to leaving an item out.
_COST_OF_A_YEAR = 1.1
_WINDOW = 20  # longest run of items left out; keeps long listings linear


@dataclass(frozen=True, slots=True)
class DatedItem:
    """An item of a listing with the date that was found for it."""

    date: WrittenDate
    is_mention: bool
    """Whether the date only stands in the text."""


@dataclass(frozen=True, slots=True)
class _Link:
    """The cheapest chain that ends with one reading of one item."""

    cost: float
    index: int
    moment: datetime
    previous: _Link | None


def place_in_time(items: Sequence[DatedItem | None], as_of: datetime) -> list[datetime | None]:
    """Place the dates of a listing in time.

    Parameters
    ----------
    items : sequence of DatedItem or None
        In the order of the listing; None for an item without a date.
    as_of : datetime
        No item is later than this (and a day).

    Returns
    -------
    list of datetime or None
        One entry for each item.
    """
    placed = [_latest(item, as_of) for item in items]
    dated = [index for index, moment in enumerate(placed) if moment]
    moments = [moment for moment in placed if moment]
    if not moments or _runs_forward(moments):
        return placed
    chain = _cheapest_chain(
        [_readings(items[index], moment) for index, moment in zip(dated, moments, strict=True)],
        as_of,
    )
    for position, index in enumerate(dated):
        item = items[index]
        if position in chain:
            placed[index] = chain[position]
        elif item and item.is_mention and _dips(position, moments[position], chain):
            placed[index] = None
    return placed


def _latest(item: DatedItem | None, as_of: datetime) -> datetime | None:
    """Place one date by itself."""
    if item is None:
        return None
    if item.is_mention or item.date.is_partial:
        return latest_reading(item.date, as_of)
    return item.date.placed()


def _runs_forward(moments: Sequence[datetime]) -> bool:
    """Tell whether a listing is plainly not newest first, so that its order says nothing."""
    steps = [later - earlier for earlier, later in pairwise(moments)]
    n_forth = sum(step > _SLACK for step in steps)
    n_back = sum(step < timedelta(0) for step in steps)
    return n_forth >= 2 and n_forth > n_back


def _readings(item: DatedItem | None, latest: datetime) -> list[datetime]:
    """List the years that a date may lie in, latest first."""
    if item is None or not item.date.is_partial:
        return [latest]
    years = range(latest.year, latest.year - _N_YEARS, -1)
    return [moment for year in years if (moment := item.date.placed(year))]


def _cheapest_chain(readings: Sequence[Sequence[datetime]], as_of: datetime) -> dict[int, datetime]:
    """Choose the items that run newest first, and their years (dynamic programming)."""
    ends: list[list[_Link]] = []
    for index, options in enumerate(readings):
        links = []
        for moment in options:
            begin = _Link(index + _years(as_of - moment), index, moment, None)
            candidates = [begin] + [
                _Link(
                    end.cost + (index - end.index - 1) + _years(end.moment - moment),
                    index,
                    moment,
                    end,
                )
                for row in ends[-_WINDOW:]
                for end in row
                if moment <= end.moment + _SLACK
            ]
            links.append(min(candidates, key=lambda link: link.cost))
        ends.append(links)
    n_items = len(readings)
    link: _Link | None = min(
        (end for row in ends for end in row), key=lambda end: end.cost + n_items - 1 - end.index
    )
    chain = {}
    while link:
        chain[link.index] = link.moment
        link = link.previous
    return chain


def _years(span: timedelta) -> float:
    """Cost of going back by a span of time."""
    return _COST_OF_A_YEAR * max(0.0, span / timedelta(days=365))


def _dips(position: int, moment: datetime, chain: dict[int, datetime]) -> bool:
    """Tell whether an item left out is much older than the next one that stayed in."""
    after = [chain[place] for place in sorted(chain) if place > position]
    return bool(after) and after[0] - moment > _MAX_DIP
