"""How stories stand to the digest before: new, updated or continuing; and what was dropped."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from classify.records import (
    BriefStatus,
    Changes,
    Digest,
    DroppedStory,
    EarlierDigest,
    SectionChange,
    Story,
    Teaser,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A story, and how it stands to the digest before."""

    story: Story
    """Under the id of the story that it goes on with, if there is one."""
    status: BriefStatus = "new"
    fresh: frozenset[str] = frozenset()
    """Ids of the teasers that the digest before did not have; empty for new stories."""


def unseen(teasers: Sequence[Teaser], earlier: EarlierDigest) -> list[Teaser]:
    """Return the teasers of the digest before that are not among these."""
    here = {teaser.id for teaser in teasers}
    return [teaser for teaser in earlier.teasers if teaser.id not in here]


def stand(
    stories: Sequence[Story], joint: Sequence[Story], earlier: EarlierDigest
) -> list[Standing]:
    """Tell which stories go on with one of the digest before.

    A story goes on with the earlier one whose teasers it has, or is grouped with, most; where two
    would go on with one, the first of those with most does, and the other is new.

    Parameters
    ----------
    stories : sequence of Story
        Of the present teasers alone: these are briefed.
    joint : sequence of Story
        Of the present teasers and those of the digest before together.
    earlier : EarlierDigest
    """
    group_of = {teaser.id: row for row, story in enumerate(joint) for teaser in story.teasers}
    told = {id: one.id for one in earlier.stories for id in one.teasers}
    earlier_in: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for id, old in told.items():
        earlier_in[group_of[id]][old] += 1
    claims = []
    for row, story in enumerate(stories):
        votes: Counter[str] = Counter()
        for teaser in story.teasers:
            votes.update(earlier_in[group_of[teaser.id]])
            if teaser.id in told:
                votes[told[teaser.id]] += len(told)  # the same teaser outweighs any likeness
        claims += [(-count, row, old) for old, count in votes.items()]
    heir: dict[int, str] = {}
    for _, row, old in sorted(claims):
        if row not in heir and old not in heir.values():
            heir[row] = old
    seen = {teaser.id for teaser in earlier.teasers}
    return [_standing(story, heir.get(row), seen) for row, story in enumerate(stories)]


def _standing(story: Story, old: str | None, seen: set[str]) -> Standing:
    if old is None:
        return Standing(story=story)
    fresh = frozenset(teaser.id for teaser in story.teasers) - seen
    return Standing(
        story=dataclasses.replace(story, id=old),
        status="updated" if fresh else "continuing",
        fresh=fresh,
    )


def with_changes(digest: Digest, earlier: EarlierDigest) -> Digest:
    """Say in a digest what changed since the one before."""
    present = {brief.story_id for brief in digest.briefs}
    outlets = set(digest.coverage.outlets)
    now = {section.name: len(section.briefs) for section in digest.sections}
    sections = [
        SectionChange(name=name, now=now.get(name, 0), before=earlier.sections.get(name, 0))
        for name in dict.fromkeys([*now, *earlier.sections])
    ]
    changes = Changes(
        previous_title=earlier.title,
        previous_as_of=earlier.as_of,
        dropped=tuple(
            DroppedStory(
                story_id=one.id,
                headline=one.headline,
                last_reported=one.last_reported,
                silent=bool(one.outlets) and not outlets & set(one.outlets),
            )
            for one in earlier.stories
            if one.id not in present
        ),
        sections=tuple(
            sorted(
                (one for one in sections if one.now != one.before),
                key=lambda one: (-abs(one.now - one.before), one.name),
            )
        ),
        silent_outlets=tuple(sorted(set(earlier.outlets) - outlets)),
    )
    return dataclasses.replace(digest, issue=earlier.issue + 1, changes=changes)
