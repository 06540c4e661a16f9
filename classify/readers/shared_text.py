"""Teasers as they are compared: without what many of a pile share word for word.

A teaser keeps its text; what is embedded, counted and compared is the text without boilerplate. A
teaser beside which nothing shares its text is compared as it is.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from classify.records import Teaser

if TYPE_CHECKING:
    from classify.text import Spans


def shared_spans(teasers: Sequence[Teaser]) -> list[Spans]:
    """Find the parts of each teaser's text that many teasers of the pile share.

    Parameters
    ----------
    teasers : sequence of Teaser
        The whole pile: what is shared depends on all of them, not on their order.

    Returns
    -------
    list of tuple of (start, end)
        Offsets in `Teaser.text`, one tuple a teaser.
    """
    from classify.text import find_boilerplate  # reading alone does without numpy

    return find_boilerplate(
        [teaser.headline for teaser in teasers],
        [teaser.text for teaser in teasers],
        [", ".join(teaser.outlets) for teaser in teasers],
    )


def as_compared(teasers: Sequence[Teaser]) -> list[Teaser]:
    """Return the teasers of a pile as they are compared, in the same order.

    Only `text` differs, and only where many teasers of the pile share a part of it. Offsets in it
    are not those of the teaser itself.

    Parameters
    ----------
    teasers : sequence of Teaser
        The whole pile.
    """
    from classify.text import without_spans

    return [
        dataclasses.replace(teaser, text=without_spans(teaser.text, spans)) if spans else teaser
        for teaser, spans in zip(teasers, shared_spans(teasers), strict=True)
    ]


def spans_by_id(teasers: Sequence[Teaser]) -> Mapping[str, Spans]:
    """Find what `shared_spans` finds, by the ids of those teasers that share something."""
    found = zip(teasers, shared_spans(teasers), strict=True)
    return {teaser.id: spans for teaser, spans in found if spans}
