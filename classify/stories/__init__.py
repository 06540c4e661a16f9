"""Vectors, words and times to groups of teasers that tell the same event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags_array

from classify.stories.grouping import group
from classify.stories.neighbours import near_pairs
from classify.stories.shape import Group, shape

__all__ = ["Group", "StorySettings", "find_stories"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StorySettings:
    """When two teasers tell one event.

    The defaults were chosen for the bundled encoder on development piles, which it did not learn
    from (scripts/benchmark/stories.py), and lean to precision: a missed link leaves two briefs of
    one event, a wrong one makes a brief of two.
    """

    window_days: float = 5.0
    """Teasers further apart never join directly."""
    min_similarity: float = 0.30
    """Mean similarity that the teasers of two groups must have to become one."""
    word_weight: float = 0.6
    """Share of word similarity beside similarity of vectors."""

    def __post_init__(self) -> None:
        if not self.window_days > 0:
            raise ValueError(f"window_days must be over 0, not {self.window_days}")
        if not 0 < self.min_similarity <= 1:
            raise ValueError(f"min_similarity must be over 0 and at most 1: {self.min_similarity}")
        if not 0 <= self.word_weight <= 1:
            raise ValueError(f"word_weight must be from 0 to 1, not {self.word_weight}")

    def to_dict(self) -> dict[str, Any]:
        """Return the settings in JSON values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> StorySettings:
        """Restore what `to_dict` returned."""
        return cls(**values)


def find_stories(
    vectors: NDArray[np.float32],
    words: csr_matrix | None,
    days: NDArray[np.float64],
    keys: Sequence[str],
    settings: StorySettings,
    *,
    alone: NDArray[np.bool_] | None = None,
) -> list[Group]:
    """Group teasers that tell the same event; each teaser is in exactly one group.

    Parameters
    ----------
    vectors : float32 array of shape (n, n_dims), rows of unit length
    words : sparse matrix of shape (n, n_terms), rows of unit length or zero
        None compares the vectors alone.
    days : float array of shape (n,), nan for undated teasers
    keys : sequence of n distinct str
        Decide between equals, so that the order of the input does not.
    settings : StorySettings
    alone : bool array of shape (n,), optional
        True for teasers that tell several events, such as weekly digests: each is a group of one.

    Returns
    -------
    groups, the one with the oldest founder first, undated last
    """
    order = sorted(range(len(keys)), key=lambda row: (_when(float(days[row])), keys[row]))
    similarities = near_pairs(
        vectors[order],
        None if words is None else words[order],
        days[order],
        window_days=settings.window_days,
        word_weight=settings.word_weight,
        min_similarity=settings.min_similarity,
    )
    if alone is not None:
        joinable = diags_array((~alone[order]).astype(np.float64))
        similarities = csr_matrix(joinable @ similarities @ joinable)
        similarities.eliminate_zeros()
    labels = group(similarities, min_similarity=settings.min_similarity)
    members: list[list[int]] = [[] for _ in range(labels.max(initial=-1) + 1)]
    for position, label in enumerate(labels):
        members[label].append(order[position])
    return [shape(rows, vectors) for rows in members]


def _when(day: float) -> float:
    return float("inf") if np.isnan(day) else day
