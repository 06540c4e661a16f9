"""Reports of similar events in different places: the same words with other names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from classify.text import NameReader, Names


class PlaceClashes:
    """Which teasers of a pile name places, and share no name at all.

    Two boats that capsize on one day off two islands are reported in the same words. The pair model
    takes them for one event, since its training data hold hardly any such pairs.

    Parameters
    ----------
    passages : sequence of str
        Headline and text of each teaser; read on first use.
    """

    def __init__(self, passages: Sequence[str]) -> None:
        self._passages = passages
        self._names: dict[int, Names] = {}

    def of(self, first: NDArray[np.integer], second: NDArray[np.integer]) -> NDArray[np.bool_]:
        """Return which pairs clash, shape (n_pairs,)."""
        return np.array(
            [
                self._clash(one, other)
                for one, other in zip(first.tolist(), second.tolist(), strict=True)
            ],
            dtype=bool,
        )

    def _clash(self, one: int, other: int) -> bool:
        own, others = self._read(one), self._read(other)
        return bool(own.places and others.places and not own.all & others.all)

    def _read(self, row: int) -> Names:
        if row not in self._names:
            self._names[row] = self._reader.read(self._passages[row])
        return self._names[row]

    @cached_property
    def _reader(self) -> NameReader:
        return NameReader(self._passages)
