"""Which teasers are near each other in time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """When teasers were published, and which of them are comparable."""

    days: NDArray[np.float64]
    """Shape (n,); nan for undated ones, which are near all."""
    width: float
    """Teasers further apart, in days, are not near."""
    alone: NDArray[np.bool_]
    """True for teasers that are near none."""

    def far(self, rows: Numbers, others: Numbers) -> NDArray[np.bool_]:
        """Which of the others are not near, shape (n_rows, n_others)."""
        far: NDArray[np.bool_] = (
            np.abs(self.days[rows, None] - self.days[others]) > self.width
        )  # False beside nan
        far |= (rows[:, None] == others) | self.alone[rows, None]
        far |= self.alone[others]
        return far

    def pairs_far(self, rows: Numbers, others: Numbers) -> NDArray[np.bool_]:
        """Which pairs are not near, shape (n_pairs,)."""
        apart = np.abs(self.days[rows] - self.days[others])
        far: NDArray[np.bool_] = apart > self.width  # False beside nan
        far |= (rows == others) | self.alone[rows]
        far |= self.alone[others]
        return far

    def n_near(self) -> Numbers:
        """How many others are near each teaser, shape (n,)."""
        dated = ~np.isnan(self.days)
        times = np.sort(self.days[dated & ~self.alone])
        first = np.searchsorted(times, self.days - self.width, side="left")
        past = np.searchsorted(times, self.days + self.width, side="right")
        n_undated = np.count_nonzero(~dated & ~self.alone)
        near = np.where(dated, past - first + n_undated, len(times) + n_undated) - 1
        return np.where(self.alone, 0, near).astype(np.int64)

    def reach(self, rows: Numbers, others: Numbers) -> Numbers:
        """Those of the others that may be near one of these rows."""
        days = self.days[rows]
        if np.isnan(days).any() or not len(rows):
            return others
        too_early = self.days[others] < days.min() - self.width  # False for nan
        too_late = self.days[others] > days.max() + self.width
        within: Numbers = others[~too_early & ~too_late]
        return within
