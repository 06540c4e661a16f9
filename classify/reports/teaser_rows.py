"""Teasers, and what was found of them, as rows that join to the table they were read from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from classify.records import Prediction, Story, Teaser, to_json_dict
from classify.reports.iptc import in_codes
from classify.reports.tabulation import EXTRA
from classify.taxonomy import Taxonomy

_PLACE = ("outlet", "url", "file", "item", "position", "sections")


def rows_of_teasers(teasers: Iterable[Teaser], *, nested: bool) -> Iterator[dict[str, Any]]:
    """Turn teasers into rows.

    Parameters
    ----------
    teasers : iterable of Teaser
    nested : bool
        Whether places stay a list, as JSON has them; in a table they are as `place_cells` says.
    """
    for teaser in teasers:
        row = to_json_dict(teaser)
        if not nested:
            del row["sources"]
            row |= place_cells(teaser)
        yield row


def place_cells(teaser: Teaser) -> dict[str, Any]:
    """Say where a teaser stands: its first place in cells of its own, all in a list if it has more.

    Returns
    -------
    dict
        Each field of `SourceRef`; with several places `sources` as JSON, which our readers take.
    """
    places = to_json_dict(teaser.sources)
    first = places[0] if places else dict.fromkeys(_PLACE)
    if len(places) < 2:
        return dict(first)
    return {**first, "sources": json.dumps(places, ensure_ascii=False)}


def prediction_rows(
    teasers: Sequence[Teaser],
    predictions: Sequence[Prediction],
    taxonomy: Taxonomy,
    codes: str,
    *,
    nested: bool,
) -> Iterator[dict[str, Any]]:
    """Turn predictions into rows, each with what it is joined by.

    Parameters
    ----------
    teasers : sequence of Teaser
    predictions : sequence of Prediction
        One of each teaser.
    taxonomy : Taxonomy
    codes : str
        "topics" or "iptc".
    nested : bool
        Whether rows are lines of JSON, which have the headline and the columns of the user's table;
        rows of a table have the text, date and places of the teaser too.
    """
    for teaser, prediction in zip(teasers, predictions, strict=True):
        found = in_codes(to_json_dict(prediction), taxonomy, codes)
        if nested:
            extra = {EXTRA: dict(teaser.extra)} if teaser.extra else {}
            yield {"teaser_id": teaser.id, "headline": teaser.headline, **found, **extra}
        else:
            yield {**_teaser_cells(teaser), **found, EXTRA: dict(teaser.extra)}


def rows_by_teaser(
    stories: Sequence[Story], rows: Sequence[Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    """Turn rows of stories into rows of their teasers: one each, the stories in their order.

    Parameters
    ----------
    stories : sequence of Story
    rows : sequence of mappings
        Of each story, as `story_rows` gives them.
    """
    for story, row in zip(stories, rows, strict=True):
        shared = {
            "story_id": story.id,
            "story_headline": row["headline"],
            "topics": row["topics"],
            "n_teasers": len(story.teasers),
        }
        of_story = {key: row[key] for key in ("first_reported", "last_reported")}
        if "aliases" in row:
            of_story["aliases"] = row["aliases"]
        for teaser in story.teasers:
            yield {
                **_teaser_cells(teaser),
                **shared,
                "is_lead": teaser.id == story.lead,
                **of_story,
                EXTRA: dict(teaser.extra),
            }


def _teaser_cells(teaser: Teaser) -> dict[str, Any]:
    """Give what results are joined by: id, texts, date and places."""
    return {
        "teaser_id": teaser.id,
        "headline": teaser.headline,
        "text": teaser.text,
        "published": to_json_dict(teaser.published),
        **place_cells(teaser),
    }
