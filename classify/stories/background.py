"""Frequencies of words and names in the news at large, independent of a pile."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from classify.compute import array_to_text, check_arrays, text_to_array

_SHAPES: Mapping[str, tuple[str, ...]] = {
    "stems": ("n_bytes",),
    "counts": ("n_stems",),
    "is_common": ("n_stems",),
    "n_documents": (),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """Document frequencies of stems in an archive of news.

    Without an archive all words are equally rare, and every capitalised word may be a name.
    """

    n_documents: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    """Of each stem, the documents that hold it."""
    common: frozenset[str] = frozenset()
    """Stems that running text mostly writes in lower case: no names, whatever a headline does."""

    def rarity(self, stem: str) -> float:
        """Return the logarithm of one in how many documents holds a stem."""
        return math.log((self.n_documents + 2) / (self.counts.get(stem, 0) + 1))

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return the frequencies as plain arrays."""
        stems = sorted(self.counts)
        return {
            "stems": text_to_array(stems),
            "counts": np.array([self.counts[stem] for stem in stems], dtype=np.int32),
            "is_common": np.array([stem in self.common for stem in stems], dtype=np.uint8),
            "n_documents": np.array(self.n_documents, dtype=np.int64),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Restore what `to_arrays` returned.

        Raises
        ------
        ValueError
            If an array is missing, or does not fit the others.
        """
        sizes = check_arrays(arrays, _SHAPES)
        stems = array_to_text(arrays["stems"])
        if len(stems) != sizes["n_stems"]:
            raise ValueError(f"{len(stems)} stems have {sizes['n_stems']} counts")
        n_documents = int(arrays["n_documents"])
        counts = arrays["counts"].tolist()
        if any(not 0 <= count <= n_documents for count in counts):
            raise ValueError("a stem stands in fewer documents than none, or more than there are")
        common = arrays["is_common"].tolist()
        return cls(
            n_documents=n_documents,
            counts=dict(zip(stems, map(int, counts), strict=True)),
            common=frozenset(stem for stem, is_it in zip(stems, common, strict=True) if is_it),
        )
