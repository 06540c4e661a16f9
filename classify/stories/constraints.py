"""Corrections by ids of teasers to constraints on rows: must-link and cannot-link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Self

from classify.compute import UnionFind
from classify.readers import resolve_corrections
from classify.records import Correction, Teaser

Pairs = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Constraints:
    """Consistent corrections: made once from a person's decisions, applied to any pile.

    Wagstaff & Cardie, Clustering with instance-level constraints (2000).
    """

    corrections: tuple[Correction, ...] = ()

    @classmethod
    def of(cls, corrections: Sequence[Correction], teasers: Sequence[Teaser] = ()) -> Self:
        """Make constraints of corrections.

        Parameters
        ----------
        corrections : sequence of Correction
        teasers : sequence of Teaser, with distinct ids
            Teasers among which headlines and addresses are looked up.

        Raises
        ------
        ReadError
            If corrections contradict each other, or a name stands for several teasers.
        """
        return cls(resolve_corrections(corrections, teasers))

    def pairs(self, teasers: Sequence[Teaser]) -> tuple[Pairs, Pairs]:
        """Return the rows that must be in one group, and those that cannot be.

        What corrections say through a teaser that is not here still counts.

        Parameters
        ----------
        teasers : sequence of Teaser, with distinct ids
        """
        rows = {teaser.id: row for row, teaser in enumerate(teasers)}
        sets: UnionFind[str] = UnionFind()
        for correction in self.corrections:
            if correction.kind == "same":
                for other in correction.teasers[1:]:
                    sets.union(correction.teasers[0], other)
        together: dict[str, list[int]] = {}
        named = dict.fromkeys(id for each in self.corrections for id in each.teasers)
        for one in named:
            if one in rows:
                together.setdefault(sets.find(one), []).append(rows[one])
        same = [(first, other) for first, *others in together.values() for other in others]
        different = [
            (one, other)
            for correction in self.corrections
            if correction.kind == "different"
            for first, second in combinations(correction.teasers, 2)
            for one in together.get(sets.find(first), ())[:1]
            for other in together.get(sets.find(second), ())[:1]
        ]
        return same, different
