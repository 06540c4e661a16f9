"""What became of each source: how much was read, folded, cut off, undated or bad, and why."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from classify.errors import ReadError
from classify.records import Teaser


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An item that was left out, or a value that an item is kept without."""

    file: str
    item: str
    """Such as "line 7"; "" for a source as a whole."""
    kind: Literal["left out", "value"]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSummary:
    """What became of the items of one source."""

    source: str
    n_items: int
    """All, bad ones too."""
    n_kept: int
    n_folded: int
    """Copies and earlier versions of what is kept, here or from an earlier source."""
    n_truncated: int
    """Cut off by their source, of those that were read."""
    n_undated: int
    n_bad: int
    """Left out, as they cannot be read."""
    newest: datetime | None
    reason: str
    """The most frequent reason why items are bad, or why the source gives nothing."""


@dataclass(slots=True)
class _Tally:
    """The counts of one source while it is read."""

    n_read: int = 0
    n_truncated: int = 0
    n_undated: int = 0
    n_bad: int = 0
    n_folded: int = 0
    newest: datetime | None = None
    reasons: Counter[str] = field(default_factory=Counter)


class ReadingLedger:
    """Keeps account of what `read_teasers` reads.

    Examples
    --------
    >>> from io import BytesIO
    >>> from classify import read_teasers
    >>> ledger = ReadingLedger()
    >>> _ = read_teasers(BytesIO(b'{"headline": "Storm hits coast"}'), ledger=ledger)
    >>> [(source.n_items, source.n_undated) for source in ledger.summaries()]
    [(1, 1)]
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._tallies: dict[str, _Tally] = {}
        self._starts: list[int] = []
        self._names: list[str] = []
        self._n_read = 0

    def summaries(self) -> list[SourceSummary]:
        """Return an account of each source, in the order of reading."""
        return [
            SourceSummary(
                source=name,
                n_items=tally.n_read + tally.n_bad,
                n_kept=tally.n_read - tally.n_folded,
                n_folded=tally.n_folded,
                n_truncated=tally.n_truncated,
                n_undated=tally.n_undated,
                n_bad=tally.n_bad,
                newest=tally.newest,
                reason=tally.reasons.most_common(1)[0][0] if tally.reasons else "",
            )
            for name, tally in self._tallies.items()
        ]

    def add_teasers(self, source: str, teasers: Sequence[Teaser]) -> None:
        """Count the teasers of a source, in the order in which all are read."""
        tally = self._tally(source)
        tally.n_read += len(teasers)
        tally.n_truncated += sum(teaser.truncated for teaser in teasers)
        dates = [teaser.published for teaser in teasers if teaser.published]
        tally.n_undated += len(teasers) - len(dates)
        tally.newest = max(filter(None, (tally.newest, *dates)), default=None)
        self._starts.append(self._n_read)
        self._names.append(source)
        self._n_read += len(teasers)

    def add_fold(self, places: Sequence[int]) -> None:
        """Count teasers, by their numbers from 0, that became one with the first of them."""
        for place in sorted(places)[1:]:
            name = self._names[bisect_right(self._starts, place) - 1]
            self._tally(name).n_folded += 1

    def add_fault(self, source: str, error: ReadError) -> None:
        """Count an item that was left out."""
        tally = self._tally(source)
        tally.n_bad += 1
        tally.reasons[error.reason] += 1
        self._note(error, "left out")

    def add_failure(self, error: ReadError) -> None:
        """Remember a source that gives nothing."""
        self._tally(error.source).reasons[error.reason] += 1
        self._note(error, "left out")

    def add_doubt(self, error: ReadError) -> None:
        """Remember a value that a teaser is kept without."""
        self._note(error, "value")

    def _note(self, error: ReadError, kind: Literal["left out", "value"]) -> None:
        item = "" if error.item is None else str(error.item)
        self.problems.append(Problem(file=error.source, item=item, kind=kind, reason=error.reason))

    def _tally(self, source: str) -> _Tally:
        return self._tallies.setdefault(source, _Tally())
