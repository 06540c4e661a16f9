"""Matches and court cases: two sides against each other, and never the same as two other sides."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_NAME = r"[^\W\d_a-zа-яёіў][\w’'.-]*"
_SIDE = rf"{_NAME}(?: {_NAME}){{0,2}}"
_FIXTURE = re.compile(rf"\b({_SIDE}) (?:vs?\.?|versus) (?=({_SIDE}))")
_WORD = re.compile(r"\w{3,}")

Sides = tuple[frozenset[str], frozenset[str]]


class Fixtures:
    """Which teasers tell of two fixtures.

    Two matches of one cup on one evening are told in the same words, down to the kick-off. Where
    both teasers name who plays whom, and no two fixtures have both sides in common, they are two.

    Parameters
    ----------
    passages : sequence of str
        Headline and text of each teaser; read when they are first asked for.
    """

    def __init__(self, passages: Sequence[str]) -> None:
        self._passages = passages
        self._found: dict[int, list[Sides]] = {}

    def of(self, first: NDArray[np.integer], second: NDArray[np.integer]) -> NDArray[np.bool_]:
        """Tell which pairs are of two fixtures, shape (n_pairs,)."""
        return np.array(
            [
                self._clash(self._read(one), self._read(other))
                for one, other in zip(first.tolist(), second.tolist(), strict=True)
            ],
            dtype=bool,
        )

    def _clash(self, own: Sequence[Sides], others: Sequence[Sides]) -> bool:
        return bool(own and others) and not any(
            _is_same(one, other) for one in own for other in others
        )

    def _read(self, row: int) -> list[Sides]:
        if row not in self._found:
            sides = (
                (_words(found[1]), _words(found[2]))
                for found in _FIXTURE.finditer(self._passages[row])
            )
            self._found[row] = [each for each in sides if all(each)]
        return self._found[row]


def _words(side: str) -> frozenset[str]:
    return frozenset(_WORD.findall(side.casefold()))


def _is_same(one: Sides, other: Sides) -> bool:
    """Compare two fixtures, whichever side is named first."""
    return any(one[0] & here and one[1] & there for here, there in (other, other[::-1]))
