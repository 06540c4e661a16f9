"""A digest parted by how its stories are told, as every format sets it out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from classify.records import Brief, Digest, Kind, LowConfidence, Section, Source

MAX_DOUBTFUL = 10
"""Teasers for a person to look at that a text names; a page folds them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a digest tells in full, in a line, and by number."""

    lead: tuple[Brief, ...]
    more: tuple[Section, ...]
    rest: tuple[Section, ...]
    also: tuple[Brief, ...]
    kinds_also: tuple[tuple[Kind, int], ...]
    """What `also` holds, most first."""
    doubtful: tuple[LowConfidence, ...]
    """The first of those that a person should look at."""
    sources: tuple[Source, ...]
    """Those cited by stories in full or in a line, and by `doubtful`."""
    printed: frozenset[int]
    """Numbers of the same without `doubtful`."""
    headed: frozenset[int]
    """Numbers of the sources whose headlines stand in the briefs already."""


def contents_of(digest: Digest) -> Contents:
    """Part a digest."""
    lead = digest.briefs_of("lead")
    lines = digest.briefs_of("more")
    also = digest.briefs_of("also")
    doubtful = digest.low_confidence[:MAX_DOUBTFUL]
    kinds = Counter(brief.kind for brief in also)
    cited = {number for brief in lead for number in brief.sources}
    cited |= {brief.headline_citation for brief in lines}
    printed = frozenset(cited)
    cited |= {item.citation for item in doubtful}
    return Contents(
        lead=lead,
        more=tuple(one for one in digest.sections if one.part == "more" and one.briefs),
        rest=tuple(one for one in digest.sections if one.part == "rest" and one.briefs),
        also=also,
        kinds_also=tuple(sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))),
        doubtful=doubtful,
        sources=tuple(source for source in digest.sources if source.number in cited),
        printed=printed,
        headed=frozenset(
            [
                *(number for brief in lead for number in brief.sources),
                *(brief.headline_citation for brief in lines),
                *(item.citation for item in doubtful),
            ]
        ),
    )
