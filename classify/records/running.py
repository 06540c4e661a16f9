"""Stories that go on from one feeding to the next, and what happened to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, get_args

from classify.records.corrections import Correction
from classify.records.json_values import hash_json, to_json_dict
from classify.records.teasers import Story

EventKind = Literal["opened", "grew", "updated", "merged", "split", "moved", "closed"]
EVENT_KINDS: tuple[EventKind, ...] = get_args(EventKind)


KEPT = ("as_of", "made_with", "stories", "aliases", "arrived", "corrections")
"""Fields of `RunningStories` that are kept on disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryEvent:
    """One thing that happened to a running story."""

    at: datetime
    """The time of the feeding."""
    kind: EventKind
    story: str
    """Id of the story that it happened to: of a merger the surviving, of a split the new one."""
    teasers: tuple[str, ...] = ()
    """Ids of the teasers that came: new ones, those rewritten, or those taken over; of all when it
    closed."""
    others: tuple[str, ...] = ()
    """Ids of the stories that were absorbed, or that teasers were taken from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningStories:
    """The stories that new teasers may still join, after one feeding."""

    as_of: datetime
    made_with: str
    """Hash of model, encoder and settings; teasers are not fed to stories of another."""
    stories: tuple[Story, ...]
    """Those still open, the one with the oldest teaser first, undated last."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Id of an absorbed story -> id of the open story that it is part of."""
    arrived: Mapping[str, datetime] = field(default_factory=dict)
    """Id of an undated teaser -> when it was fed first."""
    corrections: tuple[Correction, ...] = ()
    """All that a person decided so far."""
    closed: tuple[Story, ...] = ()
    """Those that closed with this feeding; not kept on disk."""
    events: tuple[StoryEvent, ...] = ()
    """What happened with this feeding; not kept on disk."""
    after: str = ""
    """Hash of the running stories that this feeding went on from; not kept on disk."""

    def kept(self) -> dict[str, Any]:
        """Return what is kept on disk, in JSON values."""
        whole = to_json_dict(self)
        return {key: whole[key] for key in KEPT}

    @property
    def sha256(self) -> str:
        """Hash of what is kept on disk."""
        return hash_json(self.kept())
