"""Stories as rows, as Markdown, and as a page with a timeline."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from classify.records import RunningStories, Story, StoryEvent, Teaser, to_json_dict
from classify.reports.addresses import first_address
from classify.reports.correction_lines import reference_words, story_apart_lines
from classify.reports.escaping import escape_markdown, file_name, markdown_code
from classify.reports.iptc import in_codes
from classify.reports.pages import head, render_page
from classify.reports.phrases import ENGLISH_PHRASES
from classify.reports.rows import render_rows
from classify.reports.stories import phrases as story_words
from classify.reports.teaser_rows import rows_by_teaser
from classify.storage import write_all
from classify.taxonomy import Taxonomy

_number_of = ENGLISH_PHRASES.number_of

N_BANDS = 60
"""Stories of several teasers that the page shows; the rest, and lone teasers, are listed."""
MERGE_LOG = "merge-log.jsonl"

_PAGE = "stories.html.j2"
_SECONDS_PER_DAY = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A story on the timeline; places in percent of its width."""

    story: Story
    start: float
    end: float
    marks: tuple[float, ...]
    """One for each dated teaser."""


def story_rows(
    stories: Sequence[Story],
    taxonomy: Taxonomy,
    codes: str,
    aliases: Mapping[str, str] | None = None,
) -> list[dict[str, Any]]:
    """Turn stories into rows; teasers are ids, and the headline is that of the lead teaser.

    Parameters
    ----------
    stories : sequence of Story
    taxonomy : Taxonomy
    codes : str
        "topics" or "iptc".
    aliases : mapping of id to id, optional
        Of running stories: ids that live on in others; each row then has its `aliases`.
    """
    rows = []
    for story in stories:
        values = to_json_dict(story) | {"teasers": [teaser.id for teaser in story.teasers]}
        row = {"id": values.pop("id"), "headline": story.lead_teaser.headline, **values}
        if aliases is not None:
            row["aliases"] = sorted(old for old, target in aliases.items() if target == story.id)
        rows.append(in_codes(row, taxonomy, codes))
    return rows


def write_stories(
    stories: Sequence[Story],
    taxonomy: Taxonomy,
    folder: Path,
    *,
    title: str = "Stories",
    codes: str = "topics",
    running: RunningStories | None = None,
) -> tuple[Path, ...]:
    """Write the files of `story_files`: all of them or none."""
    files = story_files(stories, taxonomy, folder, title=title, codes=codes, running=running)
    write_all(files)
    return tuple(files)


def story_files(
    stories: Sequence[Story],
    taxonomy: Taxonomy,
    folder: Path,
    *,
    title: str = "Stories",
    codes: str = "topics",
    running: RunningStories | None = None,
) -> dict[Path, str | bytes]:
    """Return the files of a folder: stories.jsonl, .csv, .md and .html, and teasers.csv.

    With running stories what happened to them is added to merge-log.jsonl.
    """
    rows = story_rows(stories, taxonomy, codes, running.aliases if running else None)
    events = running.events if running else ()
    files: dict[Path, str | bytes] = {
        folder / "stories.jsonl": render_rows(rows, "jsonl"),
        folder / "stories.csv": render_rows(rows, "csv"),
        folder / "teasers.csv": render_rows(rows_by_teaser(stories, rows), "csv"),
        folder / "stories.md": render_stories_markdown(stories, taxonomy, title, events),
        folder / "stories.html": render_stories_html(stories, taxonomy, title, events),
    }
    if running:
        log = folder / MERGE_LOG
        before = log.read_text(encoding="utf-8") if log.exists() else ""
        files[log] = add_to_log(before, running)
    return files


def add_to_log(log: str, running: RunningStories) -> str:
    """Add the events of a feeding to a merge log; each has the hash of the state before it.

    Where the log ends with events after the same state, that feeding was cut off before its own
    state was written: what it logged never came to be, and gives way.
    """
    lines = log.splitlines(keepends=True)
    while lines and _after(lines[-1]) == running.after:
        lines.pop()
    rows = ({**to_json_dict(event), "after": running.after} for event in running.events)
    return "".join(lines) + render_rows(rows, "jsonl")


def _after(line: str) -> str | None:
    """Hash of the state before an event; None for a line that does not say."""
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return event.get("after") if isinstance(event, dict) else None


def render_stories_markdown(
    stories: Sequence[Story],
    taxonomy: Taxonomy,
    title: str,
    events: Sequence[StoryEvent] = (),
) -> str:
    """Render stories as Markdown, the weightiest first; foreign text is escaped."""
    several, lone = _by_weight(stories)
    lines = [*head(title, {}), _counts(stories), ""]
    if events:
        lines += [f"Since the last feeding: {story_words.event_counts(tuple(events))}.", ""]
    for story in several:
        topics = ", ".join(escape_markdown(taxonomy.name(key)) for key in story.topics)
        facts = [story_words.size_words(story), story_words.span_words(story), topics or "no topic"]
        lines += [
            f"## {escape_markdown(ENGLISH_PHRASES.headline_words(story.lead_teaser.headline))}",
            "",
            f"{' · '.join(facts)} · {markdown_code(story.id)}",
            "",
        ]
        lines += [
            f"- {date}, {escape_markdown(outlets)}: {escape_markdown(headline)}"
            for date, outlets, headline in story_words.teaser_line(story)
        ]
        lines.append("")
    if lone:
        lines += [f"## {_number_of(len(lone), 'teaser')} alone", ""]
        lines += [
            f"- {date}, {escape_markdown(outlets)}: {escape_markdown(headline)}"
            for story in lone
            for date, outlets, headline in story_words.teaser_line(story)
        ]
        lines.append("")
    return "\n".join(lines)


def render_stories_html(
    stories: Sequence[Story],
    taxonomy: Taxonomy,
    title: str,
    events: Sequence[StoryEvent] = (),
) -> str:
    """Render stories as one page: a band for each over the days; no network, no script."""
    several, lone = _by_weight(stories)
    shown = several[:N_BANDS]
    ends = _ends(shown)
    content = {
        "title": title,
        "taxonomy": taxonomy,
        "counts": _counts(stories),
        "n_stories": len(stories),
        "n_teasers": sum(len(story.teasers) for story in stories),
        "n_outlets": len({outlet for story in stories for outlet in story.outlets}),
        "n_several": len(several),
        "bands": [_band(story, ends) for story in shown],
        "axis": [ENGLISH_PHRASES.date_words(end, "day") for end in ends] if ends else [],
        "rest": [*several[N_BANDS:], *lone],
        "events": events,
        "headlines": {
            story.id: ENGLISH_PHRASES.headline_words(story.lead_teaser.headline)
            for story in stories
        },
        "words": story_words,
        "reference_words": reference_words,
        "address_of": lambda teaser: first_address(teaser.sources),
        "places_of": _places,
        "apart_lines": story_apart_lines,
    }
    return render_page(_PAGE, content)


def _places(teaser: Teaser) -> str:
    """Say in which files a teaser without an address stands: "listing.txt, item 3"."""
    return "; ".join(
        f"{file_name(ref.file)}, item {ref.item}" if ref.item else file_name(ref.file)
        for ref in teaser.sources
        if ref.file
    )


def _by_weight(stories: Sequence[Story]) -> tuple[list[Story], list[Story]]:
    """Stories of several teasers, the greatest first and then the latest; and lone teasers."""

    def key(story: Story) -> tuple[int, int, float, str]:
        last = story.last_reported.timestamp() if story.last_reported else float("-inf")
        return -len(story.teasers), -len(story.outlets), -last, story.id

    ordered = sorted(stories, key=key)
    return (
        [story for story in ordered if len(story.teasers) > 1],
        [story for story in ordered if len(story.teasers) == 1],
    )


def _counts(stories: Sequence[Story]) -> str:
    n_teasers = sum(len(story.teasers) for story in stories)
    n_several = sum(len(story.teasers) > 1 for story in stories)
    return (
        f"{_number_of(n_teasers, 'teaser')} tell {_number_of(len(stories), 'story', 'stories')}, "
        f"{n_several:,} of them told more than once."
    )


def _ends(stories: Sequence[Story]) -> tuple[datetime, datetime] | None:
    """Midnights around all that is dated."""
    times = [
        one.published.astimezone(UTC) for story in stories for one in story.teasers if one.published
    ]
    if not times:
        return None
    return min(times).replace(hour=0, minute=0, second=0, microsecond=0), max(times)


def _band(story: Story, ends: tuple[datetime, datetime] | None) -> Band:
    times = [one.published for one in story.teasers if one.published]
    if not ends or not times:
        return Band(story=story, start=0, end=0, marks=())
    first, last = ends
    span = max((last - first).total_seconds(), _SECONDS_PER_DAY)
    marks = [round(98 * (time - first).total_seconds() / span + 1, 2) for time in times]
    return Band(story=story, start=min(marks), end=max(marks), marks=tuple(sorted(marks)))
