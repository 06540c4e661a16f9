"""What a digest needs to know of the one before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from classify.records.teasers import Teaser


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierStory:
    """A story that was briefed before."""

    id: str
    headline: str
    teasers: tuple[str, ...]
    """Ids of its teasers."""
    outlets: tuple[str, ...]
    last_reported: datetime | None
    in_full: bool = True
    """Whether it was told in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierDigest:
    """The digest before, as far as the next one refers to it."""

    title: str
    as_of: datetime
    issue: int
    stories: tuple[EarlierStory, ...]
    teasers: tuple[Teaser, ...]
    """Its sources, with as much of their text as it quoted."""
    topics: Mapping[str, int]
    """Primary topic ("" for none) -> number of its stories."""
    outlets: tuple[str, ...]
    """All outlets that it rested on."""
    said: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Id of a teaser -> hashes of its headline and its sentences; none where that is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DroppedStory:
    """A story of the digest before that nothing in this one goes on with."""

    story_id: str
    headline: str
    last_reported: datetime | None
    silent: bool
    """Whether none of its outlets has anything in this digest: then nothing is known of it."""
    in_full: bool = True
    """Whether the digest before told it in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicChange:
    """How many stories have a primary topic now, and had before."""

    topic: str | None
    """Its key; None for stories without a topic."""
    name: str
    now: int
    before: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RewrittenSource:
    """A source of the digest before that says something else now."""

    citation: int
    """Its number in this digest."""
    headline: str
    """Its headline in the digest before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """How a digest stands to the one before."""

    previous_title: str
    previous_as_of: datetime
    dropped: tuple[DroppedStory, ...]
    topics: tuple[TopicChange, ...]
    """Those whose number changed, the greatest change first."""
    silent_outlets: tuple[str, ...]
    """Outlets of the digest before that have nothing in this one."""
    rewritten: tuple[RewrittenSource, ...] = ()
    """Sources that say what they did not say in the digest before."""
