"""Stories split into the teasers that surely report their event, and those that possibly do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from classify.records import Story

MIN_SURE_JOIN = 0.6
"""A teaser whose strongest link is less probable than this possibly reports another event. Over the
bound that groups teasers, so that a group may hold more than a brief is made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joins:
    """A story, split by how sure it is that its teasers report one event."""

    sure: Story
    """Of those that surely do; its id is that of the whole."""
    possible: Mapping[str, float]
    """Id of each other teaser -> probability that it reports the event, in the story's order."""


def part_joins(story: Story, *, min_probability: float = MIN_SURE_JOIN) -> Joins:
    """Split a story into the teasers that surely belong together and those that possibly do.

    A teaser is as sure as its strongest link to another teaser of the story; a correction is sure.
    The lead teaser counts as sure if no teaser is; if others are sure and it is not, the sure
    teaser with the strongest link leads, news before other kinds. Links without grounds are
    similarities, not probabilities: they split nothing.

    Parameters
    ----------
    story : Story
    min_probability : float
        From 0 (nothing is in doubt) to 1.
    """
    strength: dict[str, float] = {}
    for link in story.links:
        probability = link.probability if link.grounds and not link.corrected else 1.0
        for id in link.teasers:
            strength[id] = max(strength.get(id, 0.0), probability)
    ids = [teaser.id for teaser in story.teasers]
    weak = {id for id in ids if strength.get(id, 1.0) < min_probability}
    sure = [id for id in ids if id not in weak] or [story.lead]
    if len(sure) == len(ids):
        return Joins(sure=story, possible={})
    teasers = tuple(teaser for teaser in story.teasers if teaser.id in sure)
    lead = story.lead
    if lead not in sure:
        first = max(teasers, key=lambda one: (one.kind == "news", strength.get(one.id, 1.0)))
        lead = first.id
    dates = [teaser.published for teaser in teasers if teaser.published]
    return Joins(
        sure=replace(
            story,
            teasers=teasers,
            lead=lead,
            first_reported=min(dates, default=None),
            last_reported=max(dates, default=None),
            outlets=tuple(sorted({outlet for teaser in teasers for outlet in teaser.outlets})),
        ),
        possible={id: strength[id] for id in ids if id not in sure},
    )
