"""One teaser for each id, however often and wherever it was found."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from classify.records import UNDETERMINED_LANGUAGE, Teaser


def merge_copies(teasers: Iterable[Teaser]) -> list[Teaser]:
    """Merge teasers of the same id.

    Parameters
    ----------
    teasers : iterable of Teaser
        In the order in which they were read.

    Returns
    -------
    list of Teaser
        Each id once, at the place of its first copy, with the places of all copies as `sources`
        and with what the first copy lacks (date, text, language, country) from a later one.
    """
    merged: dict[str, Teaser] = {}
    for teaser in teasers:
        first = merged.get(teaser.id)
        merged[teaser.id] = teaser if first is None else _merged(first, teaser)
    return list(merged.values())


def _merged(first: Teaser, copy: Teaser) -> Teaser:
    """Complete a teaser from a copy of it."""
    gained: dict[str, object] = {
        "sources": tuple(dict.fromkeys((*first.sources, *copy.sources))),
        "country": first.country or copy.country,
    }
    if first.published is None and copy.published is not None:
        gained |= {
            "published": copy.published,
            "date_precision": copy.date_precision,
            "date_basis": copy.date_basis,
        }
    if not first.text and copy.text:
        gained |= {"text": copy.text, "truncated": copy.truncated}
    if first.language == UNDETERMINED_LANGUAGE:
        gained["language"] = copy.language
    return dataclasses.replace(first, **gained)  # type: ignore[arg-type]
