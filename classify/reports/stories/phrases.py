"""Words for what holds a story together, and for what happened to it."""

from __future__ import annotations

from collections.abc import Mapping

from classify.records import EventKind, Link, Story, StoryEvent
from classify.reports.phrases import ENGLISH_PHRASES

_number_of = ENGLISH_PHRASES.number_of

_LEAST_EFFECT = 0.1  # log-odds
_HAPPENED: Mapping[EventKind, str] = {
    "opened": "Opened",
    "grew": "Grew",
    "updated": "Updated",
    "merged": "Merged",
    "split": "Split off",
    "moved": "Took over",
    "closed": "Closed",
}


def link_words(link: Link) -> str:
    """Say why two teasers are together: "98%: meaning +3.2, names +1.0; against: time -0.4"."""
    if link.corrected:
        return "a person said so"
    strong = {name: by for name, by in link.grounds.items() if abs(by) >= _LEAST_EFFECT}
    ranked = sorted(strong.items(), key=lambda item: -abs(item[1]))
    sides = [
        ", ".join(f"{name} {by:+.1f}" for name, by in ranked if (by > 0) == speaks_for)
        for speaks_for in (True, False)
    ]
    reasons = "; against: ".join(sides) if sides[1] else sides[0]
    return (
        f"{ENGLISH_PHRASES.percent(link.probability)}: {reasons}"
        if reasons
        else ENGLISH_PHRASES.percent(link.probability)
    )


def span_words(story: Story) -> str:
    """Say when a story was first and last reported."""
    first, last = (
        ENGLISH_PHRASES.date_words(time, "day")
        for time in (story.first_reported, story.last_reported)
    )
    return first if first == last else f"{first} to {last}"


def size_words(story: Story) -> str:
    """Say how many teasers of how many outlets tell a story."""
    teasers = _number_of(len(story.teasers), "teaser")
    return f"{teasers}, {_number_of(len(story.outlets), 'outlet')}" if story.outlets else teasers


def event_words(event: StoryEvent) -> str:
    """Say what happened to a story."""
    happened = _HAPPENED[event.kind]
    teasers = _number_of(len(event.teasers), "teaser")
    if event.kind == "merged":
        return f"{happened} with {_number_of(len(event.others), 'story', 'stories')} ({teasers})"
    if event.kind in ("split", "moved"):
        origin = _number_of(len(event.others), "story", "stories")
        return (
            f"{happened} {teasers} from {origin}"
            if event.kind == "moved"
            else (f"{happened} from {origin} ({teasers})")
        )
    return f"{happened}: {teasers}"


def event_counts(events: tuple[StoryEvent, ...]) -> str:
    """Count what happened: "2 opened, 1 grew"."""
    counts = {kind: sum(event.kind == kind for event in events) for kind in _HAPPENED}
    return ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)


def headline_of(story: Story, id: str) -> str:
    """Return the headline of one teaser of a story."""
    return ENGLISH_PHRASES.headline_words(
        next(one.headline for one in story.teasers if one.id == id)
    )


def teaser_line(story: Story) -> list[tuple[str, str, str]]:
    """List (date, outlets, headline) of each teaser of a story, the oldest first."""
    return [
        (
            ENGLISH_PHRASES.date_words(one.published, one.date_precision),
            ", ".join(one.outlets) or "outlet not named",
            ENGLISH_PHRASES.headline_words(one.headline),
        )
        for one in story.teasers
    ]
