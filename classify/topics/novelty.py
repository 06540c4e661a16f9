"""How unlike the training teasers a teaser is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

_CHUNK = 2048  # rows compared at a time: memory stays at some tens of MB


class NoveltyDetector:
    """Mean similarity to the nearest training teasers, as a rank among ordinary teasers.

    Parameters
    ----------
    n_neighbours : int
        Training teasers that the mean is taken over.
    n_kept : int
        Training teasers that are kept at most, evenly from all: a model of many stays small.

    Attributes
    ----------
    vectors_ : float16 array of shape (min(n_samples, n_kept), n_dims)
        Training teasers, rows of unit length.
    similarities_ : float array of shape (n_ordinary,)
        Rising; the mean similarity of ordinary teasers to their nearest training teasers.
    """

    def __init__(self, *, n_neighbours: int = 5, n_kept: int = 4096) -> None:
        self.n_neighbours = n_neighbours
        self.n_kept = n_kept
        self.vectors_: NDArray[np.float16] = np.zeros((0, 0), dtype=np.float16)
        self.similarities_: NDArray[np.float64] = np.zeros(0)

    def fit(
        self,
        X: NDArray[np.float32],
        y: None = None,
        *,
        ordinary: NDArray[np.float32] | None = None,
    ) -> Self:
        """Learn from the vectors (n_samples, n_dims) of the training teasers.

        Parameters
        ----------
        X : float array of shape (n_samples, n_dims)
        y : None
        ordinary : float array of shape (n_ordinary, n_dims), optional
            Teasers of the same kind that nothing was trained on; the training teasers themselves
            if not given. An encoder that learned from the training teasers has drawn them together.
        """
        kept = np.linspace(0, len(X) - 1, min(len(X), self.n_kept)).round().astype(int)
        self.vectors_ = np.asarray(X, dtype=np.float16)[kept]
        if ordinary is None:
            # its own similarity of 1 is among the nearest, so one more is taken and it is left out
            nearest = self._nearest(self.vectors_, self.n_neighbours + 1)[:, 1:]
        else:
            nearest = self._nearest(ordinary, self.n_neighbours)
        self.similarities_ = np.sort(nearest.mean(axis=1)) if nearest.size else np.zeros(0)
        return self

    def novelty(self, X: NDArray[np.float32]) -> NDArray[np.float64]:
        """Share of ordinary teasers that are nearer to the known than each row is, shape (n,)."""
        n_known = len(self.similarities_)
        if n_known == 0 or len(X) == 0:
            return np.zeros(len(X))
        similarity = self._nearest(X, self.n_neighbours).mean(axis=1)
        n_nearer = n_known - np.searchsorted(self.similarities_, similarity, side="right")
        # one is added for the teaser itself, so that few teasers never make a far one certain:
        # 40 give 0.976 at most (the p-value of conformal prediction, from the other side)
        return np.asarray(n_nearer / (n_known + 1))

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return what was learned as plain arrays."""
        return {
            "vectors": self.vectors_,
            "similarities": self.similarities_,
            "n_neighbours": np.array(self.n_neighbours),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Restore what `to_arrays` returned."""
        detector = cls(n_neighbours=int(arrays["n_neighbours"]))
        detector.vectors_ = arrays["vectors"]
        detector.similarities_ = arrays["similarities"]
        return detector

    def _nearest(self, X: NDArray[Any], n_nearest: int) -> NDArray[np.float64]:
        """Similarities of each row to its nearest training teasers, falling."""
        known = self.vectors_.astype(np.float32)
        n_nearest = min(n_nearest, len(known))
        rows = np.empty((len(X), n_nearest))
        for start in range(0, len(X), _CHUNK):
            similarity = X[start : start + _CHUNK].astype(np.float32) @ known.T
            top = np.partition(similarity, -n_nearest, axis=1)[:, -n_nearest:]
            rows[start : start + _CHUNK] = -np.sort(-top, axis=1)
        return rows
