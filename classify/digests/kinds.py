"""Which teasers of a story tell it, and which stand in its background; what may lead a digest."""

from __future__ import annotations

import dataclasses
from enum import IntEnum

from classify.records import COMMENT_KINDS, NEWS_KINDS, Kind, Story, Teaser


class Rank(IntEnum):
    """What a story is, in the order in which stories stand."""

    NEWS = 0
    COMMENT = 1
    """Opinion, analysis and interviews."""
    ASIDE = 2
    """Explainers, service, press reviews, puzzles, pictures and so on."""


def rank_of(kind: Kind) -> Rank:
    """Tell what a kind of teaser is."""
    if kind in NEWS_KINDS:
        return Rank.NEWS
    return Rank.COMMENT if kind in COMMENT_KINDS else Rank.ASIDE


def part_kinds(story: Story) -> tuple[Story, frozenset[str]]:
    """Part a story into what tells it and its background.

    News tell it where there are any, else comments, else all of them. Where the lead teaser is
    background, the first teaser with a whole text leads, else the first.

    Returns
    -------
    (Story of those that tell it, ids of the others)
    """
    best = min(rank_of(teaser.kind) for teaser in story.teasers)
    telling = tuple(one for one in story.teasers if rank_of(one.kind) == best)
    if len(telling) == len(story.teasers):
        return story, frozenset()
    ids = {one.id for one in telling}
    dates = [one.published for one in telling if one.published]
    told = dataclasses.replace(
        story,
        teasers=telling,
        lead=story.lead if story.lead in ids else min(telling, key=_fitness).id,
        first_reported=min(dates, default=None),
        last_reported=max(dates, default=None),
        outlets=tuple(sorted({outlet for one in telling for outlet in one.outlets})),
    )
    return told, frozenset(one.id for one in story.teasers if one.id not in ids)


def _fitness(teaser: Teaser) -> tuple[bool, bool]:
    """Sort key of teasers that may lead, the fittest first; a live ticker is the last choice."""
    return teaser.kind == "live", not teaser.text or teaser.truncated
