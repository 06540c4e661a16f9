"""Compare stories fed day by day with stories found all at once.

    python scripts/benchmark/running.py --data DIR [--daily-feeds 1]

Piles: real weeks of eight outlets (development; the truth is the first annotator's), the stories
of labeled/ moved into one week (the pair model has learned from its training
part: the figures compare two ways of feeding, they do not say how good either is), and NeuS
validation (Lee et al., NAACL 2022) as a reader meets it, spread over ten days. Prints B-cubed F1
against the truth both ways, B-cubed F1 of the one way against the other, and how often a teaser
that was fed before is in another story after a feeding than before it (mergers apart).
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from classify import Story, Teaser, TeaserPipeline
from classify.cli.cache import user_cache
from classify.evaluation import b_cubed
from classify.records import RunningStories
from scripts import LABELED
from scripts.story_piles import Pile, as_met, labeled_piles, neus_pile
from scripts.weeks import DEVELOPMENT, week

START = datetime(2025, 1, 6, tzinfo=UTC)


def main() -> None:
    """Print a row for each pile."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--daily-feeds", type=int, default=1)
    arguments = parser.parse_args()
    pipeline = TeaserPipeline.load(cache=user_cache(no_cache=False))
    weeks = [week(arguments.data, name, pipeline.encoder) for name in DEVELOPMENT]
    _, labeled = labeled_piles(LABELED, pipeline.encoder)
    neus = as_met(neus_pile(arguments.data, "val", pipeline.encoder), 5, lost=0.5, n_days=10)
    print("| pile | teasers | feeds | F1 at once | F1 fed | one against the other | moved |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for pile in (*weeks, labeled, neus):
        show(pipeline, pile, arguments.daily_feeds)


def show(pipeline: TeaserPipeline, pile: Pile, daily_feeds: int) -> None:
    """Feed one pile both ways."""
    teasers = dated(pile)
    at_once = numbers(pipeline.stories(teasers), teasers)
    fed, n_feeds, n_moved, n_chances = feed(pipeline, teasers, daily_feeds)
    pairs = ((pile.truth, at_once), (pile.truth, fed), (at_once, fed))
    figures = " | ".join(f"{b_cubed(one, other)[2]:.3f}" for one, other in pairs)
    moved = f"{n_moved} of {n_chances:,}"
    print(f"| {pile.name} | {len(teasers)} | {n_feeds} | {figures} | {moved} |", flush=True)


def dated(pile: Pile) -> list[Teaser]:
    """Give the teasers the pile's days as times of publication; undated ones stay undated."""
    first = np.nanmin(pile.days)
    return [
        replace(
            teaser,
            published=None if np.isnan(day) else START + timedelta(days=float(day - first)),
        )
        for teaser, day in zip(pile.teasers, pile.days, strict=True)
    ]


def feed(
    pipeline: TeaserPipeline, teasers: list[Teaser], daily_feeds: int
) -> tuple[NDArray[np.int64], int, int, int]:
    """Feed in steps; return story numbers, feeds, teasers moved, and chances to be."""
    running: RunningStories | None = None
    story_of: dict[str, str] = {}
    n_moved = n_chances = n_feeds = 0
    step = timedelta(days=1 / daily_feeds)
    last = max(teaser.published for teaser in teasers if teaser.published)
    end = START + step
    while end - step <= last:
        new = [one for one in teasers if end - step <= (one.published or START) < end]
        running = pipeline.follow(new, previous=running, as_of=end)
        aliases = running.aliases
        for story in (*running.stories, *running.closed):
            for one in story.teasers:
                before = story_of.get(one.id)
                if before is not None:
                    n_chances += 1
                    n_moved += aliases.get(before, before) != story.id
                story_of[one.id] = story.id
        end += step
        n_feeds += 1
    keys = {story: number for number, story in enumerate(dict.fromkeys(story_of.values()))}
    found = np.array([keys[story_of[teaser.id]] for teaser in teasers])
    return found, n_feeds, n_moved, n_chances


def numbers(stories: list[Story], teasers: list[Teaser]) -> NDArray[np.int64]:
    """Story number of each teaser."""
    found = {one.id: row for row, story in enumerate(stories) for one in story.teasers}
    return np.array([found[teaser.id] for teaser in teasers])


if __name__ == "__main__":
    main()
