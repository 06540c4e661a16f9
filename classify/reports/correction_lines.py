"""Lines of a file of corrections, ready to be copied from a page."""

from __future__ import annotations

import re
from collections.abc import Mapping

from classify.records import Brief, Source, Story

_BARE = re.compile(r"[^\s,;|#\"“„«\[\]][^\s,;|]*")


def reference_words(id: str) -> str:
    """Name a teaser as a file of corrections does: by its id, in quotes where it needs them."""
    return id if _BARE.fullmatch(id) else '"{}"'.format(id.replace('"', '""'))


def apart_line(one: str, other: str) -> str:
    """Tell two teasers apart, by their ids."""
    return f"different: {reference_words(one)} {reference_words(other)}"


def brief_apart_lines(brief: Brief, sources: Mapping[int, Source]) -> list[tuple[int, str]]:
    """List, for each source but the headline's, its number and the line that takes it out."""
    lead = sources[brief.headline_citation].teaser_id
    return [
        (number, apart_line(lead, sources[number].teaser_id))
        for number in brief.sources
        if number != brief.headline_citation
    ]


def story_apart_lines(story: Story) -> list[tuple[str, str]]:
    """List, for each teaser but the lead, its headline and the line that takes it out."""
    return [
        (one.headline, apart_line(story.lead, one.id))
        for one in story.teasers
        if one.id != story.lead
    ]
