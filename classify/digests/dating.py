"""Dates that a digest does not believe: long after it was made, or before all newspapers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from classify.records import Teaser

MAX_LEAD = timedelta(days=2)
"""Zones that are not written, and items that are published ahead of their time."""
FIRST_YEAR = 1600


def without_impossible_dates(
    teasers: Sequence[Teaser], as_of: datetime
) -> tuple[list[Teaser], tuple[str, ...]]:
    """Leave undated what nobody can have published when the digest was made.

    A wrong clock would lead every digest, and stretch its period, for years.

    Parameters
    ----------
    teasers : sequence of Teaser
    as_of : aware datetime
        The time that the digest speaks from.

    Returns
    -------
    list of Teaser
        In the same order.
    tuple of str
        A message about each date that was not used.
    """
    dated: list[Teaser] = []
    messages = []
    for teaser in teasers:
        reason = _why_impossible(teaser.published, as_of)
        if reason is None:
            dated.append(teaser)
            continue
        messages.append(f"{teaser.headline}: {teaser.published:%Y-%m-%d} {reason}; left undated")
        undated = replace(teaser, published=None, date_precision=None, date_basis="none")
        dated.append(undated)
    return dated, tuple(messages)


def _why_impossible(published: datetime | None, as_of: datetime) -> str | None:
    if published is None:
        return None
    if published.year < FIRST_YEAR:
        return "lies before all newspapers"
    return f"lies after 'as of' ({as_of:%Y-%m-%d})" if published - as_of > MAX_LEAD else None


def published_later(teasers: Sequence[Teaser], as_of: datetime) -> tuple[str, ...]:
    """Name the teasers that were published after the time that the digest speaks from."""
    return tuple(
        sorted(
            teaser.headline for teaser in teasers if teaser.published and teaser.published > as_of
        )
    )
