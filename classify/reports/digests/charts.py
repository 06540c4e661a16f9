"""The two small charts of a digest, as shapes for the template to draw.

Lengths are in units of the drawing (a CSS pixel at its natural size). Each chart carries its own
text alternative, and there is none where it would show less than a sentence says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from classify.records import Digest, TimelineEntry
from classify.reports.escaping import plain
from classify.reports.phrases import Phrases
from classify.taxonomy import Taxonomy

WIDTH = 340
_BAR_PITCH = 34
_MIN_TOPICS = 4  # fewer are read faster than drawn
_MAX_LABEL = 42  # characters that fit above a bar in the smallest type we set
_STRIP_HEIGHT = 64
_MAX_COLUMNS = 31  # a month of days; longer spans share columns
_MAX_COLUMN_WIDTH = 26.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar, its label and its count."""

    label: str
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars in a drawing of known size, and the same in words."""

    bars: tuple[Bar, ...]
    height: float
    description: str


def topic_chart(digest: Digest, taxonomy: Taxonomy) -> Chart | None:
    """Lay out one horizontal bar per topic, as long as its number of stories; None below four.

    Each story counts for its primary topic.
    """
    counts = Counter(brief.topics[0] for brief in digest.briefs if brief.topics)
    if len(counts) < _MIN_TOPICS:
        return None
    ranked = sorted(counts, key=lambda key: (-counts[key], taxonomy.name(key)))
    rows = [(plain(taxonomy.name(key)), counts[key]) for key in ranked]
    longest = max(count for _, count in rows)
    bars = tuple(
        Bar(
            label=_shortened(name),
            count=count,
            x=0,
            y=position * _BAR_PITCH + 18,
            width=round(WIDTH * count / longest, 1),
            height=5,
        )
        for position, (name, count) in enumerate(rows)
    )
    words = ", ".join(f"{name} {count}" for name, count in rows)
    return Chart(bars=bars, height=len(rows) * _BAR_PITCH - 6, description=words)


def timeline_chart(timeline: Iterable[TimelineEntry], phrases: Phrases) -> Chart | None:
    """Lay out one column per day, as high as the stories first reported then; None below two days.

    Entries known only to the month or year are left out: they would all fall on its first day.
    """
    days = Counter(
        entry.published.astimezone(UTC).date()
        for entry in timeline
        if entry.date_precision in ("second", "day")
    )
    if len(days) < 2:
        return None
    first, last = min(days), max(days)
    n_days = (last - first).days + 1
    days_a_column = -(-n_days // _MAX_COLUMNS)
    columns = Counter({(day - first).days // days_a_column: 0 for day in days})
    for day, count in days.items():
        columns[(day - first).days // days_a_column] += count
    n_columns = -(-n_days // days_a_column)
    pitch = WIDTH / n_columns
    width = min(pitch * 0.72, _MAX_COLUMN_WIDTH)
    tallest = max(columns.values())
    bars = tuple(
        Bar(
            label=_day_words(first + timedelta(days=column * days_a_column), phrases),
            count=count,
            x=round(column * pitch + (pitch - width) / 2, 1),
            y=round(_STRIP_HEIGHT * (1 - count / tallest), 1),
            width=round(width, 1),
            height=round(_STRIP_HEIGHT * count / tallest, 1),
        )
        for column, count in sorted(columns.items())
    )
    words = _strip_words(bars, days_a_column, phrases)
    return Chart(bars=bars, height=_STRIP_HEIGHT, description=words)


def _strip_words(bars: Iterable[Bar], days_a_column: int, phrases: Phrases) -> str:
    """Say what the columns show."""
    words = ", ".join(f"{bar.label} {bar.count}" for bar in bars)
    if days_a_column == 1:
        return words
    return phrases.catalogue.count(
        days_a_column,
        "{columns} (each column {n} day from the date named)",
        "{columns} (each column {n} days from the date named)",
        columns=words,
    )


def _day_words(day: date, phrases: Phrases) -> str:
    """Name a day."""
    return phrases.date_words(datetime.combine(day, time(), UTC), "day")


def _shortened(label: str) -> str:
    """Cut a label that would run out of the drawing; the description has it whole."""
    return label if len(label) <= _MAX_LABEL else f"{label[: _MAX_LABEL - 1].rstrip()}…"
