"""Running stories: which group continues which story, and the events of an update."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from datetime import datetime, timedelta

from classify.errors import ReadError
from classify.readers import said_by
from classify.records import Correction, EventKind, RunningStories, Story, StoryEvent, Teaser
from classify.stories.finder import story_id

SLACK = timedelta(days=2)
"""How much longer than the window a story stays open: teasers arrive with some delay."""


def follow(
    found: Sequence[Story],
    previous: RunningStories | None,
    *,
    as_of: datetime,
    window_days: float,
    made_with: str,
    corrections: Sequence[Correction] = (),
) -> RunningStories:
    """Match the stories of an update to the previous ones.

    An id passes to the story with most of its teasers; of several ids in one story the oldest
    remains and the others become aliases.

    Parameters
    ----------
    found : sequence of Story
        Stories of all teasers, previous and new, each with the id of its first teaser; previous
        teasers with their newest texts.
    previous : RunningStories, optional
        None in the first update.
    as_of : aware datetime
    window_days : float
        A story that was quiet for so long, and `SLACK`, closes.
    made_with, corrections
        What the stories were found with.
    """
    before = previous.stories if previous else ()
    home = {teaser.id: story.id for story in before for teaser in story.teasers}
    heirs, rewritten = _heirs(found, home), _rewritten(found, before)
    inherited = [[old.id for old in before if heirs[old.id] == row] for row in range(len(found))]
    ids = _ids(found, inherited, previous)
    stories = [dataclasses.replace(story, id=id) for story, id in zip(found, ids, strict=True)]
    arrived = _arrivals(stories, previous, as_of)
    end = as_of - SLACK - timedelta(days=window_days)
    closed = tuple(story for story in stories if _last_heard(story, arrived) < end)
    gone = {story.id for story in closed}
    left = {one.id for story in closed for one in story.teasers}
    aliases = _aliases(stories, inherited, previous)
    return RunningStories(
        as_of=as_of,
        made_with=made_with,
        stories=tuple(story for story in stories if story.id not in gone),
        aliases={alias: target for alias, target in aliases.items() if target not in gone},
        arrived={id: time for id, time in arrived.items() if id not in left},
        corrections=tuple(corrections),
        after=previous.sha256 if previous else "",
        closed=closed,
        events=(
            *(
                event
                for story, own in zip(stories, inherited, strict=True)
                for event in _events(story, own, home, rewritten, as_of)
            ),
            *(
                StoryEvent(at=as_of, kind="closed", story=one.id, teasers=_teaser_ids(one.teasers))
                for one in closed
            ),
        ),
    )


def check_made_with(previous: RunningStories | None, made_with: str, *, model: str) -> None:
    """Refuse to continue stories that another model made.

    Raises
    ------
    ReadError
        If there are previous stories, and they were made with another model than `made_with`.
    """
    if previous and previous.made_with != made_with:
        raise ReadError(
            "running stories",
            f"were made with another model or version of it than {model}; continue with that "
            "model, or begin a new state",
        )


def _arrivals(
    stories: Sequence[Story], previous: RunningStories | None, as_of: datetime
) -> dict[str, datetime]:
    """Time of the update in which each undated teaser arrived."""
    known = previous.arrived if previous else {}
    undated = [one.id for story in stories for one in story.teasers if not one.published]
    return {id: known.get(id, as_of) for id in undated}


def _aliases(
    stories: Sequence[Story],
    inherited: Sequence[Sequence[str]],
    previous: RunningStories | None,
) -> dict[str, str]:
    """Map each id that was merged into another, now or earlier, to its current id."""
    heir = {old: story.id for story, own in zip(stories, inherited, strict=True) for old in own}
    known = previous.aliases if previous else {}
    return {
        **{alias: heir[target] for alias, target in known.items()},
        **{old: new for old, new in heir.items() if old != new},
    }


def _heirs(found: Sequence[Story], home: Mapping[str, str]) -> dict[str, int]:
    """Position of the story that inherits each old id: most of its teasers, then the first."""
    heirs: dict[str, tuple[int, int]] = {}
    for row, story in enumerate(found):
        shared = Counter(home[one.id] for one in story.teasers if one.id in home)
        for old, count in shared.items():
            if count > heirs.get(old, (0, 0))[0]:
                heirs[old] = (count, row)
    return {old: row for old, (_, row) in heirs.items()}


def _ids(
    found: Sequence[Story], inherited: Sequence[Sequence[str]], previous: RunningStories | None
) -> list[str]:
    """Give each story the oldest id that it inherits, or one that was never used."""
    used = {old for own in inherited for old in own} | set(previous.aliases if previous else ())
    ids = []
    for story, own in zip(found, inherited, strict=True):
        id, n_tried = own[0] if own else story.id, 1
        while not own and id in used:
            n_tried += 1
            id = story_id(f"{story.teasers[0].id}/{n_tried}")
        used.add(id)
        ids.append(id)
    return ids


def _rewritten(found: Sequence[Story], before: Sequence[Story]) -> set[str]:
    """Ids of the teasers whose text changed since the previous update."""
    old = {teaser.id: teaser for story in before for teaser in story.teasers}
    return {
        one.id
        for story in found
        for one in story.teasers
        if one.id in old and not set(said_by(one)) <= set(said_by(old[one.id]))
    }


def _events(
    story: Story,
    inherited: Sequence[str],
    home: Mapping[str, str],
    rewritten: Set[str],
    at: datetime,
) -> list[StoryEvent]:
    """Return the events of one story."""

    def event(kind: EventKind, teasers: Sequence[Teaser], others: Sequence[str] = ()) -> StoryEvent:
        return StoryEvent(
            at=at,
            kind=kind,
            story=story.id,
            teasers=_teaser_ids(teasers),
            others=tuple(others),
        )

    new = [one for one in story.teasers if one.id not in home]
    strayed = [one for one in story.teasers if home.get(one.id, story.id) not in inherited]
    taken = [one for one in strayed if one.id in home]
    origins = list(dict.fromkeys(home[one.id] for one in taken))
    updated = [one for one in story.teasers if one.id in rewritten]
    news = [event("updated", updated)] if updated else []
    if not inherited:
        return [event("split", taken, origins), *news] if taken else [event("opened", new)]
    happened = []
    absorbed = [old for old in inherited if old != story.id]
    if absorbed:
        members = [one for one in story.teasers if home.get(one.id) in absorbed]
        happened.append(event("merged", members, absorbed))
    if taken:
        happened.append(event("moved", taken, origins))
    if new:
        happened.append(event("grew", new))
    return [*happened, *news]


def _last_heard(story: Story, arrived: Mapping[str, datetime]) -> datetime:
    """Time of its newest teaser; an undated one counts from its arrival."""
    return max(one.published or arrived[one.id] for one in story.teasers)


def _teaser_ids(teasers: Sequence[Teaser]) -> tuple[str, ...]:
    return tuple(teaser.id for teaser in teasers)
