"""The dates of one source together: what some show of the order of day and month holds for all.

"1/9/2025" alone may be a day in January or in September. Beside "1/20/2025" it is the ninth of
January, as nobody mixes both orders in a column; where a source does, or shows none, such dates are
not guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from classify.readers.dates import DayOrder, WrittenDate
from classify.records import Teaser

_IN_WORDS = {"dmy": "day first", "mdy": "month first"}


@dataclass(slots=True)
class Waiting:
    """A teaser whose date is unclear until the whole source is read."""

    teaser: Teaser
    item: str
    """Where it stands, for messages."""
    written: str
    date: WrittenDate
    column: str | None = None
    """Name of the column in the user's table, which keeps what cannot be read."""


@dataclass(slots=True)
class DateColumn:
    """What the dates of a source show of their order, and which of them wait for it."""

    orders: set[DayOrder] = field(default_factory=set)
    waiting: list[Waiting] = field(default_factory=list)
    counted: list[str] = field(default_factory=list)
    """What is to be said of the first number that was read as a spreadsheet's day."""
    n_counted: int = 0

    def count(self, place: str, written: str, date: WrittenDate) -> None:
        """Remember that a number was read as a day of a spreadsheet."""
        if not self.n_counted and date.moment:
            self.counted = [
                f"{place}: {written!r}",
                f"as spreadsheets count days: {date.moment:%Y-%m-%d}",
            ]
        self.n_counted += 1

    @property
    def order(self) -> DayOrder | None:
        """The order that the dates show; None if they show none, or both."""
        return next(iter(self.orders)) if len(self.orders) == 1 else None

    def follow(self, before: Sequence[Teaser], after: Sequence[Teaser]) -> None:
        """Let teasers wait in place of those that they were made of, one by one."""
        made_of = {id(old): new for old, new in zip(before, after, strict=True)}
        for one in self.waiting:
            one.teaser = made_of.get(id(one.teaser), one.teaser)

    def settled(self, teasers: Sequence[Teaser]) -> tuple[list[Teaser], list[str], list[Waiting]]:
        """Date the teasers that wait, if the others show the order.

        Parameters
        ----------
        teasers : sequence of Teaser
            All of the source.

        Returns
        -------
        list of Teaser
            In the same order.
        list of str
            What is to be said about those that were dated.
        list of Waiting
            Those that stay undated.
        """
        order = self.order
        if not self.waiting or order is None:
            return list(teasers), [], self.waiting
        dated, undated = {}, []
        for one in self.waiting:
            moment = one.date.in_order(order).placed()
            if moment is None:
                undated.append(one)
                continue
            dated[id(one.teaser)] = replace(
                one.teaser, published=moment, date_precision=one.date.precision, date_basis="feed"
            )
        first = self.waiting[0]
        more = f" and {len(dated) - 1:,} more" if len(dated) > 1 else ""
        note = f"{first.item}: {first.written!r}{more} read {_IN_WORDS[order]}, as other dates show"
        return [dated.get(id(one), one) for one in teasers], [note] if dated else [], undated
