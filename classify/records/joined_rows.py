"""What was found of teasers, in rows of the teasers that it was found of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from classify.errors import ReadError
from classify.records.teasers import Prediction, Story, Teaser

_PLACE = ("outlet", "url", "file", "item")
_OF_STORY = (
    "story_id",
    "story_headline",
    "topics",
    "n_teasers",
    "is_lead",
    "first_reported",
    "last_reported",
)


def rows_of_teasers(found: Iterable[Any], teasers: Iterable[Teaser]) -> list[dict[str, Any]]:
    """Join predictions or stories to teasers, by their ids.

    Returns
    -------
    list of dict
        One for each teaser, in order; of one that nothing was found of, with its own cells alone.

    Raises
    ------
    ReadError
        If there is something else than predictions or stories.
    """
    by_id: dict[str, dict[str, Any]] = {}
    for number, one in enumerate(found, 1):
        if isinstance(one, Prediction):
            by_id[one.teaser_id] = _of_prediction(one)
        elif isinstance(one, Story):
            by_id |= {teaser.id: _of_story(one, teaser) for teaser in one.teasers}
        else:
            kind = type(one).__name__
            reason = f"is a {kind}; predictions and stories are what teasers go beside"
            raise ReadError("to_frame", reason, item=f"item {number}")
    return [
        with_extra({**_of_teaser(teaser), **by_id.get(teaser.id, {})}, teaser.extra)
        for teaser in teasers
    ]


def with_extra(row: Mapping[str, Any], extra: Mapping[str, str]) -> dict[str, Any]:
    """Put extra columns behind those of a row, under names that hide none of them."""
    taken = {name.casefold() for name in row}
    named = {f"extra.{name}" if name.casefold() in taken else name: extra[name] for name in extra}
    return {**row, **named}


def _of_teaser(teaser: Teaser) -> dict[str, Any]:
    place = teaser.sources[0] if teaser.sources else None
    return {
        "teaser_id": teaser.id,
        "headline": teaser.headline,
        "text": teaser.text,
        "published": teaser.published,
        **{name: getattr(place, name, None) for name in _PLACE},
    }


def _of_prediction(one: Prediction) -> dict[str, Any]:
    return {
        **{f"probabilities.{topic}": value for topic, value in one.probabilities.items()},
        "status": one.status,
        "topics": list(one.topics),
        "primary": one.primary,
        "reason": one.reason,
        "novelty": one.novelty,
    }


def _of_story(story: Story, teaser: Teaser) -> dict[str, Any]:
    values = (
        story.id,
        story.lead_teaser.headline,
        list(story.topics),
        len(story.teasers),
        teaser.id == story.lead,
        story.first_reported,
        story.last_reported,
    )
    return dict(zip(_OF_STORY, values, strict=True))
