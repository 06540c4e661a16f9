"""Groups of teasers: oldest member, lead, cohesion and links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classify.stories.event_space import EventSpace


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLink:
    """Two members of a group, and why they are in it together."""

    first: int
    second: int
    strength: float
    """Probability of one event; similarity where there is no pair model."""
    grounds: tuple[float, ...] = ()
    """Contribution of each of `pair_model.GROUNDS`, in log-odds; empty without a pair model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One story, in positions of the input."""

    members: tuple[int, ...]
    """Oldest first, undated last; then by key."""
    lead: int
    """The member most similar to the centre of the group's events; of equal ones the first."""
    cohesion: float
    """Mean cosine similarity of the members' vectors to their centre."""
    links: tuple[GroupLink, ...] = ()
    """The strongest link of each member, each pair once."""

    @property
    def founder(self) -> int:
        """The oldest member."""
        return self.members[0]


def shapes(
    members: Sequence[Sequence[int]],
    vectors: NDArray[np.floating],
    links: Mapping[int, Sequence[GroupLink]],
    space: EventSpace | None = None,
) -> list[Group]:
    """Find the leads and the cohesions of all groups; see `shape`.

    Parameters
    ----------
    members : sequence of sequences of int, none empty
    vectors : float32 array of shape (n, n_dims), rows of unit length or zero
    links : mapping from number of a group to its links
    space : EventSpace, optional
    """
    # of most groups, which have one member, the cohesion is the length of its vector
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors, dtype=np.float64)).round(6).tolist()
    return [
        shape(rows, vectors, links.get(number, ()), space)
        if len(rows) > 1
        else Group(members=(rows[0],), lead=rows[0], cohesion=lengths[rows[0]])
        for number, rows in enumerate(members)
    ]


def shape(
    members: Sequence[int],
    vectors: NDArray[np.floating],
    links: Sequence[GroupLink] = (),
    space: EventSpace | None = None,
) -> Group:
    """Find the lead and the cohesion of a group.

    Parameters
    ----------
    members : sequence of int, not empty, in the order that decides between equals
    vectors : float32 array of shape (n, n_dims), rows of unit length
        Of all teasers, not of the members alone.
    links : sequence of GroupLink
    space : EventSpace, optional
        Where the lead is looked for: what most members tell is clearer there. Among the vectors
        themselves if not given.
    """
    own = vectors[list(members)]
    similarity = _to_centre(own)
    nearest = similarity if space is None else _to_centre(space.place(own))
    return Group(
        members=tuple(members),
        lead=members[int(np.argmax(nearest))],
        cohesion=float(similarity.mean()),
        links=tuple(links),
    )


def _to_centre(vectors: NDArray[np.floating]) -> NDArray[np.floating]:
    """Similarity of rows to their mean; rounded, so that equals are equal and the first leads."""
    centre = vectors.mean(axis=0, dtype=np.float64)
    similarity: NDArray[np.floating] = vectors @ centre / (float(np.linalg.norm(centre)) or 1.0)
    return np.round(similarity, 6)
