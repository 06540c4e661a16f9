"""Labelled teasers that a model stores, to show the most similar ones."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from classify.compute import array_to_text, check_arrays, evenly_spaced, text_to_array
from classify.records import Example, LabelledTeaser

_N_KEPT = 5000  # evenly from all: some 5 MB


class Examples:
    """Headlines and labels, found by their vectors.

    Parameters
    ----------
    rows : sequence of (id, headline, labels)
    vectors : float16 array of shape (n_examples, n_dims), rows of unit length
    """

    def __init__(
        self, rows: Sequence[tuple[str, str, tuple[str, ...]]], vectors: NDArray[np.float16]
    ) -> None:
        self._rows = list(rows)
        self._vectors = vectors

    @classmethod
    def of(cls, labelled: Sequence[LabelledTeaser], vectors: NDArray[Any]) -> Self:
        """Keep teasers, evenly some of many."""
        kept = evenly_spaced(len(labelled), _N_KEPT)
        rows = [
            (labelled[row].teaser.id, labelled[row].teaser.headline, labelled[row].labels)
            for row in kept
        ]
        return cls(rows, np.asarray(vectors, dtype=np.float16)[kept])

    def __len__(self) -> int:
        return len(self._rows)

    def nearest(self, vector: NDArray[np.float32], n_examples: int) -> tuple[Example, ...]:
        """Return the examples most like a vector of shape (n_dims,), the nearest first."""
        if not self._rows:
            return ()
        # rounded, so that the last bits of a sum cannot decide between two that are equally near
        similarity = np.round(self._vectors.astype(np.float32) @ vector, 5)
        nearest = np.argsort(-similarity, kind="stable")[:n_examples]
        return tuple(
            Example(
                id=self._rows[row][0],
                headline=self._rows[row][1],
                labels=self._rows[row][2],
                similarity=float(similarity[row]),
            )
            for row in nearest.tolist()
        )

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return plain arrays."""
        rows = [json.dumps(row) for row in self._rows]
        return {"rows": text_to_array(rows), "vectors": self._vectors}

    @classmethod
    def from_arrays(
        cls, arrays: Mapping[str, NDArray[Any]], known: Mapping[str, int] | None = None
    ) -> Self:
        """Restore what `to_arrays` returned; `known` has n_dims, where that is known."""
        rows = [_row(json.loads(row)) for row in array_to_text(arrays["rows"])]
        known = {**(known or {}), "n_examples": len(rows)}
        check_arrays(arrays, {"vectors": ("n_examples", "n_dims")}, known)
        return cls(rows, arrays["vectors"])


def _row(value: Any) -> tuple[str, str, tuple[str, ...]]:
    match value:
        case [str(id), str(headline), [*labels]] if all(isinstance(one, str) for one in labels):
            return id, headline, tuple(labels)
    raise ValueError(f"an example is no list of id, headline and labels: {str(value)[:60]}")
