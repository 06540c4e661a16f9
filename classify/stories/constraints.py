"""Corrections by ids of teasers to pairs of rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from classify.records import Correction, Teaser

Pairs = list[tuple[int, int]]


def corrected_pairs(
    corrections: Sequence[Correction], teasers: Sequence[Teaser]
) -> tuple[Pairs, Pairs]:
    """Find the rows that a person told to be together, and to be apart.

    What is told the same through a teaser that is not here still is.

    Parameters
    ----------
    corrections : sequence of Correction, without contradiction
    teasers : sequence of Teaser, with distinct ids
    """
    rows = {teaser.id: row for row, teaser in enumerate(teasers)}
    roots: dict[str, str] = {}

    def root(one: str) -> str:
        while roots.get(one, one) != one:
            one = roots[one]
        return one

    for correction in corrections:
        if correction.kind == "same":
            for other in correction.teasers[1:]:
                roots[root(other)] = root(correction.teasers[0])
    together: dict[str, list[int]] = {}
    for one in dict.fromkeys(id for each in corrections for id in each.teasers if id in rows):
        together.setdefault(root(one), []).append(rows[one])
    same = [(first, other) for first, *others in together.values() for other in others]
    different = [
        (one, other)
        for correction in corrections
        if correction.kind == "different"
        for first, second in combinations(correction.teasers, 2)
        for one in together.get(root(first), ())[:1]
        for other in together.get(root(second), ())[:1]
    ]
    return same, different
