"""Vectors of teasers to vectors in which reports of one event lie closer than look-alikes.

An encoder of topics puts two protests, or two strikes, side by side. A linear map is learned by
contrast, from headlines that must select their text among those of the same days, and keeps what
distinguishes events.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from classify.compute import check_arrays

_CHUNK = 16_384  # teasers mapped at a time
_SHAPES: Mapping[str, tuple[str, ...]] = {"centre": ("n_dims",), "map": ("n_dims", "n_event_dims")}


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSpace:
    """A centre that is subtracted, and a linear map."""

    centre: NDArray[np.float32]
    """Shape (n_dims,)."""
    map: NDArray[np.float32]
    """Shape (n_dims, n_event_dims)."""

    def place(self, vectors: NDArray[np.floating]) -> NDArray[np.floating]:
        """Map vectors; rows of unit length, or zero where nothing is left.

        Parameters
        ----------
        vectors : float32 or float16 array of shape (n, n_dims)

        Returns
        -------
        array of shape (n, n_event_dims), in the precision of `vectors`
        """
        placed = np.empty((len(vectors), self.map.shape[1]), dtype=vectors.dtype)
        for start in range(0, len(vectors), _CHUNK):
            part = vectors[start : start + _CHUNK].astype(np.float32) - self.centre
            part = part @ self.map
            lengths = np.sqrt(np.einsum("ij,ij->i", part, part, dtype=np.float64))
            placed[start : start + _CHUNK] = part / np.where(lengths > 0, lengths, 1.0)[:, None]
        return placed

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return what was learned as plain arrays."""
        return {"centre": self.centre, "map": self.map}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Restore what `to_arrays` returned.

        Raises
        ------
        ValueError
            If an array is missing, or does not fit the other.
        """
        check_arrays(arrays, _SHAPES)
        return cls(**{name: arrays[name].astype(np.float32) for name in _SHAPES})
