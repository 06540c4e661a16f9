"""Columns that one publisher prints every day: the same words, but never one event."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from classify.stories.pair_features import NO_PUBLISHER

_NEXT_DAY = 0.5  # days between two numbers of a column
_LABEL = re.compile(r"^\s*([^:|]{3,40}?)\s*[:|]\s")
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")


class SerialColumns:
    """Which teasers are two numbers of one column.

    They are of one publisher and of two days, and their headlines begin with one label, such as
    "Markets: ...", or their texts name two weekdays.

    Parameters
    ----------
    passages : sequence of str
        Headline and text of each teaser.
    publishers : int array of shape (n,), `NO_PUBLISHER` where none is named
    days : float array of shape (n,); nan for undated teasers
    """

    def __init__(
        self,
        passages: Sequence[str],
        publishers: NDArray[np.integer],
        days: NDArray[np.float64],
    ) -> None:
        self._passages = passages
        self._publishers = publishers
        self._days = days

    def of(self, first: NDArray[np.integer], second: NDArray[np.integer]) -> NDArray[np.bool_]:
        """Return which pairs are two numbers of one column, shape (n_pairs,)."""
        publisher = self._publishers[first]
        found: NDArray[np.bool_] = (publisher == self._publishers[second]) & (
            publisher != NO_PUBLISHER
        )
        # False beside nan
        found &= np.abs(self._days[first] - self._days[second]) >= _NEXT_DAY
        for row in np.flatnonzero(found).tolist():
            found[row] = self._is_serial(int(first[row]), int(second[row]))
        return found

    def _is_serial(self, one: int, other: int) -> bool:
        own, others = self._passages[one], self._passages[other]
        label, other_label = _LABEL.match(own), _LABEL.match(others)
        if label and other_label and label.group(1).casefold() == other_label.group(1).casefold():
            return True
        weekdays, other_weekdays = (set(_WEEKDAY.findall(text)) for text in (own, others))
        return bool(weekdays and other_weekdays and not weekdays & other_weekdays)
