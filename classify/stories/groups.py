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
    """The member most similar to the centre of the group's events, of those that may lead; of equal
    ones the first."""
    cohesion: float
    """Mean cosine similarity of the members' vectors to their centre."""
    links: tuple[GroupLink, ...] = ()
    """The strongest link of each member, each pair once."""

    @property
    def founder(self) -> int:
        """The oldest member."""
        return self.members[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leads:
    """How the lead of a group is looked for."""

    space: EventSpace | None = None
    """Where what most members tell is clearer; the space of vectors if not given."""
    may: NDArray[np.bool_] | None = None
    """Which of all teasers may lead, shape (n,): the others only lead groups that have none."""

    def first(
        self,
        members: Sequence[int],
        vectors: NDArray[np.floating],
        similarity: NDArray[np.floating],
    ) -> int:
        """Return the place of the lead among members, with their vectors and similarities."""
        nearest = similarity if self.space is None else _to_centre(self.space.place(vectors))
        if self.may is not None and (may := self.may[list(members)]).any():
            nearest = np.where(may, nearest, -np.inf)
        return int(np.argmax(nearest))


def shapes(
    members: Sequence[Sequence[int]],
    vectors: NDArray[np.floating],
    links: Mapping[int, Sequence[GroupLink]],
    leads: Leads | None = None,
) -> list[Group]:
    """Find the leads and the cohesions of all groups; see `shape`.

    Parameters
    ----------
    members : sequence of sequences of int, none empty
    vectors : float32 array of shape (n, n_dims), rows of unit length or zero
    links : mapping from number of a group to its links
    leads : Leads, optional
        See `shape`.
    """
    # of most groups, which have one member, the cohesion is the length of its vector
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors, dtype=np.float64)).round(6).tolist()
    return [
        shape(rows, vectors, links.get(number, ()), leads)
        if len(rows) > 1
        else Group(members=(rows[0],), lead=rows[0], cohesion=lengths[rows[0]])
        for number, rows in enumerate(members)
    ]


def shape(
    members: Sequence[int],
    vectors: NDArray[np.floating],
    links: Sequence[GroupLink] = (),
    leads: Leads | None = None,
) -> Group:
    """Find the lead and the cohesion of a group.

    Parameters
    ----------
    members : sequence of int, not empty, in the order that decides between equals
    vectors : float32 array of shape (n, n_dims), rows of unit length
        Of all teasers, not of the members alone.
    links : sequence of GroupLink
    leads : Leads, optional
        How the lead is looked for; among the vectors themselves if not given.
    """
    own = vectors[list(members)]
    similarity = _to_centre(own)
    return Group(
        members=tuple(members),
        lead=members[(leads or Leads()).first(members, own, similarity)],
        cohesion=float(similarity.mean()),
        links=tuple(links),
    )


def _to_centre(vectors: NDArray[np.floating]) -> NDArray[np.floating]:
    """Similarity of rows to their mean; rounded, so that equals are equal and the first leads."""
    centre = vectors.mean(axis=0, dtype=np.float64)
    similarity: NDArray[np.floating] = vectors @ centre / (float(np.linalg.norm(centre)) or 1.0)
    return np.round(similarity, 6)
