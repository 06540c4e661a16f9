"""The piles that a pair model learns from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from classify.datasets import read_labelled_stories, read_splits
from classify.encoders import CheckedEncoder
from classify.stories import Background, EventSpace
from scripts.event_training import Halves, learn_space
from scripts.pair_training import Lesson
from scripts.story_piles import (
    Pile,
    as_met,
    crumbled,
    ecbplus_pile,
    labeled_piles,
    neus_pile,
    real_strangers,
    strangers,
)

N_STRANGERS = 900
SMALL_SIZES = (6, 10, 12, 16, 20, 20, 25, 50)
"""Teasers in a small pile, which tells little of what is common."""
N_IN_SMALL = 300  # teasers of each sort in all small piles of one size
N_KEPT = 12  # small piles of each sort and size


def lessons(
    weeks: Sequence[Pile], others: Sequence[Pile], halves: Halves, background: Background
) -> tuple[list[Lesson], EventSpace]:
    """Place each pile; return them all, and the space that was learned with all weeks.

    A week is placed by a space that was learned without its stories and without its teasers.
    """
    space = learn_space(halves, weeks)
    own = [
        learn_space(
            halves.without([teaser.headline for teaser in week.teasers]),
            [one for one in weeks if one is not week],
        )
        for week in weeks
    ]
    return [
        *(
            Lesson(pile=in_order(week), space=placed, background=background, is_week=True)
            for week, placed in zip(weeks, own, strict=True)
        ),
        *(Lesson(pile=in_order(pile), space=space, background=background) for pile in others),
    ], space


def in_order(pile: Pile) -> Pile:
    """A pile in order of time, as it is grouped."""
    return pile.take(np.argsort(pile.days, kind="stable").tolist())


def other_piles(data: Path, labeled: Path, encoder: CheckedEncoder) -> list[Pile]:
    """Real stories, whole and as a reader meets them; invented ones; and strangers."""
    splits = read_splits(labeled / "splits.json")
    stories = [one for one in read_labelled_stories(labeled) if splits.of(one.id) == "train"]
    parts = [neus_pile(data, "train", encoder, slice(at, at + 900)) for at in range(0, 6300, 900)]
    events = ecbplus_pile(data, "train", encoder)
    return [
        *labeled_piles(labeled, encoder, stories),
        as_met(parts[0], 0, lost=0.45, n_days=3),
        as_met(parts[1], 1, lost=0.45, n_days=30),
        as_met(parts[2], 2, lost=0.8, n_days=7),
        as_met(parts[3], 4, lost=0.6, n_days=None),
        parts[4],
        parts[5],
        events,
        as_met(events, 3, lost=0.6, n_days=10),
        strangers(labeled, encoder, N_STRANGERS, seed=0, n_days=7),
        real_strangers(data, encoder, N_STRANGERS, seed=3, n_days=5, split="train"),
        *small_piles(data, labeled, encoder, parts[6]),
    ]


def small_piles(data: Path, labeled: Path, encoder: CheckedEncoder, stories: Pile) -> list[Pile]:
    """Piles of a handful to some dozens, of strangers alone and of stories as a reader meets them.

    In a small pile everybody is among everybody's nearest, and a model that never saw such piles
    joins whom it likes.
    """
    found = []
    for seed, size in enumerate(SMALL_SIZES):
        for pile in (
            strangers(labeled, encoder, N_IN_SMALL, seed=10 + seed, n_days=5),
            real_strangers(data, encoder, N_IN_SMALL, seed=20 + seed, n_days=5, split="train"),
            as_met(stories, 30 + seed, lost=0.6, n_days=5),
        ):
            found += crumbled(pile, size, seed)[:N_KEPT]
    return found
