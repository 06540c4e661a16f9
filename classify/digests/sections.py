"""Which stories a digest tells at which length, and in which sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC
from typing import get_args

from classify.digests.drafts import BriefDraft, weight
from classify.digests.kinds import Rank, rank_of
from classify.digests.ranking import RankingSettings
from classify.records import GroupBy, SectionPart, Story
from classify.taxonomy import Taxonomy

GROUPINGS: tuple[GroupBy, ...] = get_args(GroupBy)
MAX_BRIEFS = 10
"""Stories told in full, unless a layout says otherwise."""
MAX_LINES = 40
"""Stories told in a line: about one printed page; what is beyond is counted."""
MIN_GROUP = 3
"""Lines that have a heading of their own; smaller groups stand together."""
_UNKNOWN = {
    "topic": "Other",
    "day": "Undated",
    "week": "Undated",
    "country": "Country not stated",
    "outlet": "Outlet not named",
    "none": "All stories",
}
_COMMENT = "comment"
_OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestLayout:
    """What a reader wants of a digest."""

    group_by: GroupBy = "topic"
    """What the stories that are not told in full are grouped by."""
    topics: tuple[str, ...] = ()
    """Only stories that have one of these; all if empty."""
    max_briefs: int | None = MAX_BRIEFS
    """Stories told in full; None for all of them."""
    max_words: int | None = None
    """Words that the headlines and sentences of all briefs may have together."""
    ranking: RankingSettings = field(default_factory=RankingSettings)
    """What moves a story up or down."""

    def __post_init__(self) -> None:
        if self.group_by not in GROUPINGS:
            raise ValueError(f"group_by is one of {', '.join(GROUPINGS)}, not {self.group_by!r}")
        for name in ("max_briefs", "max_words"):
            limit = getattr(self, name)
            if limit is not None and limit < 1:
                raise ValueError(f"{name} must be at least 1, not {limit}")

    def checked(self, taxonomy: Taxonomy) -> DigestLayout:
        """Return this layout with the keys of its topics, which may be given by name.

        Raises
        ------
        UnknownNameError
            If one is no topic of the taxonomy.
        """
        keys = tuple(dict.fromkeys(map(taxonomy.key_of, self.topics)))
        return self if keys == self.topics else replace(self, topics=keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The stories of one section, the weightiest first."""

    key: str
    part: SectionPart
    topic: str | None = None
    name: str
    drafts: tuple[BriefDraft, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Stories by how they are told; each tuple in the order of the digest."""

    lead: tuple[BriefDraft, ...]
    """In full."""
    more: tuple[BriefDraft, ...]
    """In one line."""
    rest: tuple[BriefDraft, ...]
    """Counted."""
    also: tuple[BriefDraft, ...]
    """Those that are no news."""
    left: tuple[BriefDraft, ...]
    """Left out."""


class _Words:
    """Words that are left to a digest."""

    def __init__(self, limit: int | None) -> None:
        self._left = limit

    def take(self, number: int) -> bool:
        """Take words if there are so many."""
        if self._left is None:
            return True
        if number > self._left:
            return False
        self._left -= number
        return True


def choose(drafts: Sequence[BriefDraft], layout: DigestLayout) -> Choice:
    """Tell how long each story is told.

    News stand before comments, and in each the weightiest first. Where words are limited, the
    weightiest that still fits comes next, none is cut, and what is told in a line holds its
    headline alone: no more words are in the digest, in whatever format.
    """
    ordered = sorted(drafts, key=weight)
    wished = [one for one in ordered if not layout.topics or _is_on(one.story, layout.topics)]
    ranked = sorted(wished, key=lambda one: rank_of(one.kind))
    words = _Words(layout.max_words)
    lead: list[BriefDraft] = []
    others: list[BriefDraft] = []
    for one in ranked:
        may_lead = rank_of(one.kind) is not Rank.ASIDE and (
            layout.max_briefs is None or len(lead) < layout.max_briefs
        )
        (lead if may_lead and words.take(one.n_words) else others).append(one)
    if layout.max_words is not None:
        others = [one.headline_only() for one in others if words.take(one.n_headline_words)]
    lines = [one for one in others if rank_of(one.kind) is not Rank.ASIDE]
    rest = lines[MAX_LINES:] if layout.max_words is None else []
    also = [one for one in others if rank_of(one.kind) is Rank.ASIDE]
    told = {one.story.id for one in (*lead, *lines[:MAX_LINES], *rest, *also)}
    return Choice(
        lead=tuple(lead),
        more=tuple(lines[:MAX_LINES]),
        rest=tuple(rest),
        also=tuple(also),
        left=tuple(one for one in ordered if one.story.id not in told),
    )


def arrange(choice: Choice, layout: DigestLayout, taxonomy: Taxonomy) -> list[Part]:
    """Put stories into sections, in the order in which they are printed.

    Groups stand in the order of their weightiest story, by day and week the latest first; then
    stories that belong to none, then comments.
    """
    parts = [
        Part(key="lead", part="lead", name="Top stories", drafts=choice.lead),
        *_merged(_grouped(choice.more, "more", layout, taxonomy), choice.more, layout),
        *_grouped(choice.rest, "rest", layout, taxonomy),
        Part(key="also", part="also", name="Also", drafts=choice.also),
    ]
    return [one for one in parts if one.drafts]


def _grouped(
    drafts: Sequence[BriefDraft], part: SectionPart, layout: DigestLayout, taxonomy: Taxonomy
) -> list[Part]:
    """Group stories as the layout says, comments apart."""
    key = _KEYS[layout.group_by]
    groups: dict[str | None, list[BriefDraft]] = {}
    comments = [one for one in drafts if rank_of(one.kind) is Rank.COMMENT]
    for draft in drafts:
        if rank_of(draft.kind) is Rank.NEWS:
            groups.setdefault(key(draft.story), []).append(draft)
    named = [one for one in groups if one is not None]
    if layout.group_by in ("day", "week"):
        named.sort(reverse=True)
    by_topic = layout.group_by == "topic"
    parts = [
        Part(
            key=f"{part}:{layout.group_by}:{one}",
            part=part,
            topic=one if by_topic else None,
            name=taxonomy.name(one) if by_topic else one,
            drafts=tuple(groups[one]),
        )
        for one in named
    ]
    for id, name, members in (
        (_OTHER, _UNKNOWN[layout.group_by], groups.get(None, [])),
        (_COMMENT, "Opinion and analysis", comments),
    ):
        if members:
            parts.append(Part(key=f"{part}:{id}", part=part, name=name, drafts=tuple(members)))
    return parts


def _merged(
    parts: Sequence[Part], drafts: Sequence[BriefDraft], layout: DigestLayout
) -> list[Part]:
    """Put small groups together, so that no heading stands over a line or two."""
    if layout.group_by not in ("topic", "country", "outlet"):
        return list(parts)
    last = [one for one in parts if one.key == f"more:{_COMMENT}"]
    groups = [one for one in parts if one not in last]
    kept = [one for one in groups if len(one.drafts) >= MIN_GROUP and one.key != f"more:{_OTHER}"]
    if len(groups) - len(kept) < 2:
        return list(parts)
    apart = {one.story.id for part in (*kept, *last) for one in part.drafts}
    merged = Part(
        key=f"more:{_OTHER}",
        part="more",
        name=_UNKNOWN["topic"],
        drafts=tuple(one for one in drafts if one.story.id not in apart),
    )
    return [*kept, merged, *last]


def _is_on(story: Story, topics: Iterable[str]) -> bool:
    return not set(topics).isdisjoint(story.topics)


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
