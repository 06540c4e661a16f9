"""One teaser for each id, however often and wherever it was found."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from functools import reduce

from classify.records import UNDETERMINED_LANGUAGE, Teaser


def merge_copies(teasers: Iterable[Teaser]) -> list[Teaser]:
    """Merge teasers of the same id; the outcome does not depend on the order of the copies.

    Parameters
    ----------
    teasers : iterable of Teaser

    Returns
    -------
    list of Teaser
        Each id once, at the place of its first copy. Of copies that differ the oldest counts, of
        those the longest; with the places of all as `sources`, and with what it lacks (date, text,
        language, country) from another one.
    """
    copies: dict[str, list[Teaser]] = {}
    for teaser in teasers:
        copies.setdefault(teaser.id, []).append(teaser)
    return [_merged(found) if len(found) > 1 else found[0] for found in copies.values()]


def distinct(teasers: Iterable[Teaser]) -> list[Teaser]:
    """Merge copies and sort by id, so that the order of the input cannot matter from here on."""
    return sorted(merge_copies(teasers), key=lambda teaser: teaser.id)


def _rank(teaser: Teaser) -> tuple[float, int, str]:
    """Put copies into an order of their own."""
    age = float("inf") if teaser.published is None else teaser.published.timestamp()
    return age, -len(teaser.headline) - len(teaser.text), repr(teaser)


def _merged(copies: Sequence[Teaser]) -> Teaser:
    """Make one teaser of copies of it."""
    ordered = sorted(copies, key=_rank)
    places = dict.fromkeys(place for copy in ordered for place in copy.sources)
    return dataclasses.replace(reduce(_completed, ordered), sources=tuple(places))


def _completed(first: Teaser, copy: Teaser) -> Teaser:
    """Complete a teaser from a copy of it, but for its sources."""
    gained: dict[str, object] = {"country": first.country or copy.country}
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
