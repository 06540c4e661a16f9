"""Novelty: how far a teaser is from the training teasers, and from all topics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from classify.compute import check_arrays, evenly_spaced

_SIGN_WEIGHTS = np.array([1.0, 0.5])
"""Of the expected topics and of the nearness: on development data, any from 0.25 to 1 does."""
_LEAST_EXPECTED = 1e-6
_CHUNK = 1024  # rows compared at a time: memory stays at some tens of MB
_SHAPES = {
    "vectors": ("n_kept", "n_dims"),
    "typicalities": ("n_ordinary",),
    "location": (2,),
    "scale": (2,),
    "n_neighbours": (),
}


class NoveltyDetector:
    """How typical a teaser is, as a rank among ordinary teasers.

    Two signs are added, each in units of its spread among ordinary teasers: how many topics a
    teaser is expected to have, on a log scale (as energy scores do: Liu et al., NeurIPS 2020), and
    half as much the mean cosine to its nearest training teasers. The first separates notices and
    horoscopes from news, the second also another language; together they detect a subject without
    labels.

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
    typicalities_ : float array of shape (n_ordinary,)
        Rising; of ordinary teasers.
    location_, scale_ : float array of shape (2,)
        Mean and spread of both signs among ordinary teasers.
    """

    def __init__(self, *, n_neighbours: int = 5, n_kept: int = 4096) -> None:
        self.n_neighbours = n_neighbours
        self.n_kept = n_kept
        self.vectors_: NDArray[np.float16] = np.zeros((0, 0), dtype=np.float16)
        self.typicalities_: NDArray[np.float64] = np.zeros(0)
        self.location_: NDArray[np.float64] = np.zeros(2)
        self.scale_: NDArray[np.float64] = np.ones(2)

    def fit(
        self,
        X: NDArray[np.float32],
        log_odds: NDArray[np.float64],
        *,
        ordinary: NDArray[np.float32] | None = None,
    ) -> Self:
        """Learn from training teasers, and from the log-odds of ordinary ones.

        Parameters
        ----------
        X : float array of shape (n_samples, n_dims)
            Training teasers.
        log_odds : float array of shape (n_ordinary or n_samples, n_topics)
            Of the topics of ordinary teasers, by a model that did not learn from them; nan where
            it has none.
        ordinary : float array of shape (n_ordinary, n_dims), optional
            Teasers of the same kind that nothing was trained on; the training teasers themselves
            if not given. An encoder trained on the training teasers places them closer together.
        """
        kept = evenly_spaced(len(X), self.n_kept)
        self.vectors_ = np.asarray(X, dtype=np.float16)[kept]
        if ordinary is None:
            # its own similarity of 1 is among the nearest, so one more is taken and it is left out
            nearest = self._nearest(self.vectors_, self.n_neighbours + 1)[:, 1:]
            signs = _signs(log_odds[kept], nearest)
        else:
            signs = _signs(log_odds, self._nearest(ordinary, self.n_neighbours))
        if len(signs):
            self.location_ = signs.mean(axis=0)
            spread = signs.std(axis=0)
            self.scale_ = np.where(spread > 0, spread, 1.0)
        self.typicalities_ = np.sort(self._typicality(signs))
        return self

    def novelty(self, X: NDArray[np.float32], log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
        """Share of ordinary teasers that are more typical than each row is.

        Parameters
        ----------
        X : float array of shape (n_teasers, n_dims)
        log_odds : float array of shape (n_teasers, n_topics)

        Returns
        -------
        float array of shape (n_teasers,)
        """
        n_known = len(self.typicalities_)
        if n_known == 0 or len(X) == 0:
            return np.zeros(len(X))
        typicality = self._typicality(_signs(log_odds, self._nearest(X, self.n_neighbours)))
        n_typical = n_known - np.searchsorted(self.typicalities_, typicality, side="right")
        # one is added for the teaser itself, so that few teasers never make a far one certain:
        # 40 give 0.976 at most (the p-value of conformal prediction, from the other side)
        return np.asarray(n_typical / (n_known + 1))

    def _typicality(self, signs: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(((signs - self.location_) / self.scale_) @ _SIGN_WEIGHTS)

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return what was learned as plain arrays."""
        return {
            "vectors": self.vectors_,
            "typicalities": self.typicalities_,
            "location": self.location_,
            "scale": self.scale_,
            "n_neighbours": np.array(self.n_neighbours),
        }

    @classmethod
    def from_arrays(
        cls, arrays: Mapping[str, NDArray[Any]], known: Mapping[str, int] | None = None
    ) -> Self:
        """Restore what `to_arrays` returned; `known` has n_dims, where that is known."""
        sizes = check_arrays(arrays, _SHAPES, known)
        if arrays["n_neighbours"] < 1 or (arrays["scale"] <= 0).any():
            raise ValueError("the arrays 'n_neighbours' and 'scale' are not all over 0")
        if sizes["n_ordinary"] and not sizes["n_kept"]:
            raise ValueError("the array 'vectors' has no rows to compare with")
        detector = cls(n_neighbours=int(arrays["n_neighbours"]))
        detector.vectors_ = arrays["vectors"]
        detector.typicalities_ = arrays["typicalities"]
        detector.location_ = arrays["location"]
        detector.scale_ = arrays["scale"]
        return detector

    def _nearest(self, X: NDArray[Any], n_nearest: int) -> NDArray[np.float64]:
        """Similarities of each row to its nearest training teasers, falling."""
        # How a sum is rounded depends on neighbouring rows, and on the number of threads. In double
        # precision the difference is lost when the result is rounded.
        known = self.vectors_.astype(np.float64)
        n_nearest = min(n_nearest, len(known))
        rows = np.empty((len(X), n_nearest))
        for start in range(0, len(X), _CHUNK):
            similarity = (X[start : start + _CHUNK].astype(np.float64) @ known.T).astype(np.float32)
            top = np.partition(similarity, -n_nearest, axis=1)[:, -n_nearest:]
            rows[start : start + _CHUNK] = -np.sort(-top, axis=1)
        return rows


def _signs(log_odds: NDArray[np.float64], nearest: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log of the expected number of topics, and nearness: shape (n, 2).

    The number is the sum of log(1 + odds): of rare topics it is their probabilities, and a sure
    topic goes on counting by how sure it is, where probabilities all end at 1.
    """
    known = np.where(np.isnan(log_odds), -np.inf, log_odds)
    expected = np.logaddexp(0, known).sum(axis=1)
    nearness = nearest.mean(axis=1) if nearest.size else np.zeros(len(nearest))
    return np.column_stack([np.log(np.maximum(expected, _LEAST_EXPECTED)), nearness])
