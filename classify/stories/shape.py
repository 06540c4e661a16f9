"""What a group of teasers looks like: its oldest member, its centre, and how close it keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One story, in positions of the input."""

    members: tuple[int, ...]
    """Oldest first, undated last; then by key."""
    lead: int
    """The member most similar to the centre; of equal ones the first."""
    cohesion: float
    """Mean cosine similarity of the members' vectors to their centre."""

    @property
    def founder(self) -> int:
        """The oldest member."""
        return self.members[0]


def shape(members: Sequence[int], vectors: NDArray[np.float32]) -> Group:
    """Find the lead and the cohesion of a group.

    Parameters
    ----------
    members : sequence of int, not empty, in the order that decides between equals
    vectors : float32 array of shape (n, n_dims), rows of unit length
        Of all teasers, not of the members alone.
    """
    own = vectors[list(members)]
    centre = own.mean(axis=0, dtype=np.float64)
    length = float(np.linalg.norm(centre))
    # rounded, so that equals are equal and the first of them leads
    similarity = np.round(own @ centre / (length or 1.0), 6)
    return Group(
        members=tuple(members),
        lead=members[int(np.argmax(similarity))],
        cohesion=float(similarity.mean()),
    )
