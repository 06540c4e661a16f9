"""Learn the pair model from piles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from classify.compute import BoostedTrees
from classify.encoders import CheckedEncoder
from classify.stories import PairModel, StorySettings
from classify.stories.candidate_pairs import find_candidates
from classify.stories.pair_features import FEATURES, PairFeatures
from scripts.story_piles import (
    Pile,
    as_met,
    crumbled,
    ecbplus_pile,
    neus_pile,
    real_strangers,
    strangers,
)

KIND = "story-pairs"
N_STRANGERS = 900
# most about as large as what is looked at around a teaser, where a pile tells least of a pair
SMALL_SIZES = (3, 6, 12, 25, 50, 100, 200, 8, 12, 16, 16, 20, 20, 20, 25, 30)
N_IN_SMALL = 400  # teasers of each sort in all small piles of one size


def real_piles(data: Path, labeled: Path, encoder: CheckedEncoder) -> list[Pile]:
    """Real stories, whole and as a reader meets them, and strangers."""
    parts = [neus_pile(data, "train", encoder, slice(at, at + 900)) for at in range(0, 6300, 900)]
    events = ecbplus_pile(data, "train", encoder)
    return [
        *parts[:2],
        as_met(parts[2], 0, lost=0.45, n_days=14),
        as_met(parts[3], 1, lost=0.45, n_days=30),
        as_met(parts[4], 2, lost=0.8, n_days=7),
        as_met(parts[5], 4, lost=0.6, n_days=None),
        events,
        as_met(events, 3, lost=0.6, n_days=10),
        # few teasers near in time: without these, lone strangers would look like one story
        as_met(parts[6], 7, lost=0.8, n_days=300),
        strangers(labeled, encoder, N_STRANGERS, seed=0, n_days=7),
        strangers(labeled, encoder, N_STRANGERS, seed=1, n_days=1500),
        *small_piles(data, labeled, encoder, parts[6]),
    ]


def small_piles(data: Path, labeled: Path, encoder: CheckedEncoder, stories: Pile) -> list[Pile]:
    """Piles of a handful to some dozens, of strangers alone and of stories as a reader meets them.

    In a small pile everybody is among everybody's nearest: how a pair compares with what surrounds
    it tells little there, and a model that never saw such piles joins whom it likes.
    """
    found = []
    for seed, size in enumerate(SMALL_SIZES):
        for pile in (
            strangers(labeled, encoder, N_IN_SMALL, seed=10 + seed, n_days=5),
            real_strangers(data, encoder, N_IN_SMALL, seed=20 + seed, n_days=5, split="train"),
            as_met(stories, 30 + seed, lost=0.6, n_days=5),
        ):
            found += crumbled(pile, size, seed)
    return found


def learn(piles: Sequence[Pile]) -> PairModel:
    """Fit the trees; every pile counts by its teasers, not by its pairs."""
    features, truths, weights = [], [], []
    for pile in piles:
        order = np.argsort(pile.days, kind="stable")
        part = pile.take(order.tolist())
        pairs = find_candidates(
            part.vectors,
            part.lexicon.stems,
            part.days,
            window_days=StorySettings().window_days,
            alone=np.zeros(len(order), dtype=bool),
        )
        found = PairFeatures(
            candidates=pairs, vectors=part.vectors, lexicon=part.lexicon, days=part.days
        )
        features.append(found.table(pairs.first, pairs.second))
        truths.append(part.truth[pairs.first] == part.truth[pairs.second])
        n_pairs = len(pairs.first)
        weights.append(np.full(n_pairs, len(order) / max(1, n_pairs)))
    weight = np.concatenate(weights)
    trees = HistGradientBoostingClassifier(
        max_iter=150,
        learning_rate=0.06,
        max_leaf_nodes=12,
        min_samples_leaf=60,
        l2_regularization=1.0,
        random_state=0,
    ).fit(np.vstack(features), np.concatenate(truths), sample_weight=weight / weight.mean())
    return PairModel(trees=BoostedTrees.of(trees))


def describe(encoder: CheckedEncoder, piles: Sequence[Pile]) -> dict[str, Any]:
    """What the bundle's manifest says."""
    return {
        "kind": KIND,
        "encoder": {"name": encoder.name, "sha256": encoder.sha256},
        "features": list(FEATURES),
        "piles": n_teasers(piles),
    }


def n_teasers(piles: Sequence[Pile]) -> dict[str, int]:
    """Teasers of the piles of each name."""
    found: dict[str, int] = {}
    for pile in piles:
        found[pile.name] = found.get(pile.name, 0) + len(pile.keys)
    return found
