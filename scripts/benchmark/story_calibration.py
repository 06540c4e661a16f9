"""Measure how far the probabilities of pairs and of links can be believed.

    python scripts/benchmark/story_calibration.py --data DIR [--encoder teaser-static]

Real weeks of development (world-4 and east-2; nothing was learned from them), both together. For
each range of probability prints the candidates and how many of them are one story, and the same of
links: the strongest one that each teaser of a found story has, which a story shows and by which a
brief parts what surely belongs to it (`classify.corroboration.MIN_SURE_JOIN`). Prints the expected
calibration error (15 bins of equal numbers) and the Brier score of both. Pairs that do not count
are left out.
"""

from __future__ import annotations

import argparse
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from classify.cli.cache import user_cache
from classify.compute import logistic
from classify.corroboration import MIN_SURE_JOIN
from classify.encoders import DEFAULT_ENCODER, CachedEncoder, load_encoder
from classify.stories import PairModel, StorySettings, find_pair_model, find_stories
from classify.stories.clustering import number_publishers
from scripts.story_piles import Pile
from scripts.training_piles import in_order
from scripts.weeks import DEVELOPMENT, week

BOUNDS = (0.0, 0.02, 0.05, 0.1, 0.2, 0.4, MIN_SURE_JOIN, 0.8, 0.9, 1.0)
N_BINS = 15

Probabilities = NDArray[np.float64]
Truths = NDArray[np.bool_]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", default=DEFAULT_ENCODER)
    arguments = parser.parse_args()
    bundled = load_encoder(arguments.encoder)
    cache = user_cache(no_cache=False)
    encoder = CachedEncoder(bundled, cache) if cache else bundled
    model, _ = find_pair_model(bundled)
    assert model is not None
    piles = [in_order(week(arguments.data, name, encoder)) for name in DEVELOPMENT]
    print("| pairs | probability | n | mean | one story |")
    print("| --- | --- | ---: | ---: | ---: |")
    for name, judged in (("candidates", candidates), ("links", links)):
        parts = [judged(pile, model) for pile in piles]
        probabilities, truths = (np.concatenate(each) for each in zip(*parts, strict=True))
        show(name, probabilities, truths)


def candidates(pile: Pile, model: PairModel) -> tuple[Probabilities, Truths]:
    """Probabilities of all candidates, and which are one story."""
    judgement = model.judge(
        pile.vectors,
        pile.words(model.background),
        pile.days,
        window_days=StorySettings().window_days,
        alone=np.zeros(len(pile.keys), dtype=bool),
        publishers=number_publishers(pile.publishers, pile.keys),
    )
    same, counted = pile.judged(judgement.pairs.first, judgement.pairs.second)
    return logistic(judgement.log_odds)[counted], same[counted]


def links(pile: Pile, model: PairModel) -> tuple[Probabilities, Truths]:
    """Probabilities of the links of found stories, and which are one story."""
    groups = find_stories(
        pile.vectors,
        pile.words(model.background),
        pile.days,
        pile.keys,
        StorySettings(),
        pair_model=model,
        publishers=pile.publishers,
    )
    found = [link for group in groups for link in group.links]
    first, second = (
        np.array([getattr(one, end) for one in found], dtype=np.int64)
        for end in ("first", "second")
    )
    same, counted = pile.judged(first, second)
    return np.array([one.strength for one in found])[counted], same[counted]


def show(name: str, probabilities: Probabilities, truths: Truths) -> None:
    """Print a row for each range, then how far off all are together."""
    place = np.digitize(probabilities, BOUNDS[1:-1])
    for row, (low, high) in enumerate(pairwise(BOUNDS)):
        chosen = place == row
        if chosen.any():
            print(
                f"| {name} | {low:g} to {high:g} | {chosen.sum():,} | "
                f"{probabilities[chosen].mean():.3f} | {truths[chosen].mean():.3f} |"
            )
    order = np.argsort(probabilities, kind="stable")
    bins = np.array_split(order, N_BINS)
    gaps = [abs(probabilities[one].mean() - truths[one].mean()) * len(one) for one in bins]
    brier = ((probabilities - truths) ** 2).mean()
    print(
        f"| {name} | all: calibration error {sum(gaps) / len(order):.3f}, Brier score {brier:.3f} "
        f"| {len(order):,} | {probabilities.mean():.3f} | {truths.mean():.3f} |",
        flush=True,
    )


if __name__ == "__main__":
    main()
