"""Which stories a digest tells, and in which sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from typing import get_args

from classify.digests.drafts import BriefDraft, weight
from classify.digests.ranking import RankingSettings
from classify.records import GroupBy, Story
from classify.taxonomy import Taxonomy

GROUPINGS: tuple[GroupBy, ...] = get_args(GroupBy)
_UNKNOWN = {
    "day": "Undated",
    "week": "Undated",
    "country": "Country not stated",
    "outlet": "Outlet not named",
    "none": "All stories",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestLayout:
    """What a reader wants of a digest."""

    group_by: GroupBy = "topic"
    topics: tuple[str, ...] = ()
    """Only stories that have one of these; all if empty."""
    max_words: int | None = None
    """Words that the headlines and sentences of all briefs may have together."""
    ranking: RankingSettings = field(default_factory=RankingSettings)
    """What moves a story up or down."""

    def __post_init__(self) -> None:
        if self.group_by not in GROUPINGS:
            raise ValueError(f"group_by is one of {', '.join(GROUPINGS)}, not {self.group_by!r}")
        if self.max_words is not None and self.max_words < 1:
            raise ValueError(f"max_words must be at least 1, not {self.max_words}")

    def checked(self, taxonomy: Taxonomy) -> DigestLayout:
        """Return this layout, if all its topics are in the taxonomy.

        Raises
        ------
        UnknownNameError
            If one is not.
        """
        for topic in self.topics:
            _ = taxonomy[topic]
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The stories of one section, the weightiest first."""

    topic: str | None
    name: str
    drafts: tuple[BriefDraft, ...]


def choose(
    drafts: Sequence[BriefDraft], layout: DigestLayout
) -> tuple[list[BriefDraft], list[BriefDraft]]:
    """Tell stories that are told from those left out; both the weightiest first.

    Where words are limited, the weightiest that still fits comes next: none is cut.
    """
    told, left = [], []
    n_left = layout.max_words
    for draft in sorted(drafts, key=weight):
        wanted = not layout.topics or set(layout.topics) & set(draft.story.topics)
        if not wanted or (n_left is not None and draft.n_words > n_left):
            left.append(draft)
            continue
        told.append(draft)
        if n_left is not None:
            n_left -= draft.n_words
    return told, left


def arrange(drafts: Sequence[BriefDraft], layout: DigestLayout, taxonomy: Taxonomy) -> list[Part]:
    """Put stories into sections.

    By topic, country and outlet the fullest comes first, by day and week the latest; stories that
    belong to none come last.
    """
    key = _KEYS[layout.group_by]
    sections: dict[str | None, list[BriefDraft]] = {}
    for draft in sorted(drafts, key=weight):
        sections.setdefault(key(draft.story), []).append(draft)
    rank = {topic: position for position, topic in enumerate(taxonomy.keys)}
    if layout.group_by in ("day", "week"):
        ordered = sorted((one for one in sections if one), reverse=True)
    else:
        ordered = sorted(
            (one for one in sections if one is not None),
            key=lambda one: (-len(sections[one]), rank.get(one, len(rank)), one),
        )
    by_topic = layout.group_by == "topic"
    return [
        Part(
            topic=one if by_topic else None,
            name=taxonomy.name(one) if by_topic else one or _UNKNOWN[layout.group_by],
            drafts=tuple(sections[one]),
        )
        for one in [*ordered, *([None] if None in sections else [])]
    ]


def _topic(story: Story) -> str | None:
    return story.topics[0] if story.topics else None


def _day(story: Story) -> str | None:
    first = story.first_reported
    return first.astimezone(UTC).date().isoformat() if first else None


def _week(story: Story) -> str | None:
    if story.first_reported is None:
        return None
    year, week, _ = story.first_reported.astimezone(UTC).isocalendar()
    return f"{year}, week {week:02}"


def _country(story: Story) -> str | None:
    stated = Counter(teaser.country for teaser in story.teasers if teaser.country)
    return min(stated, key=lambda country: (-stated[country], country), default=None)


def _outlet(story: Story) -> str | None:
    return next(iter(story.lead_teaser.outlets), None)


def _nothing(story: Story) -> str | None:
    return None


_KEYS: dict[GroupBy, Callable[[Story], str | None]] = {
    "topic": _topic,
    "day": _day,
    "week": _week,
    "country": _country,
    "outlet": _outlet,
    "none": _nothing,
}
