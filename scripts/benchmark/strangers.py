"""Measure how often teasers that tell different events are joined, in piles of every size.

    python scripts/benchmark/strangers.py --data DIR [--encoder NAME]

Development teasers of labeled/ (one of each component) and of the labelled news events (Wikipedia's
Current events portal, CC BY-SA; sixteen years of them, so that nearly all differ), in piles of a
handful to hundreds, as if all were of one week; and NeuS validation as a reader meets it (85 % of
each story lost), in piles of as many. Prints the share of strangers that stand in a story with
others, and B-cubed F1 of the NeuS piles, with 95 % bootstrap intervals over piles, for the pair
model and for one similarity, which decides where there is no pair model.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from classify.cli.cache import user_cache
from classify.encoders import (
    DEFAULT_ENCODER,
    CachedEncoder,
    load_encoder,
)
from classify.evaluation import b_cubed
from classify.stories import (
    PairModel,
    StorySettings,
    find_pair_model,
    find_stories,
)
from scripts import LABELED
from scripts.benchmark.scores import mean_estimate, written
from scripts.story_piles import (
    Pile,
    as_met,
    crumbled,
    neus_pile,
    real_strangers,
    strangers,
)

SIZES = (5, 10, 20, 50, 100, 200)
N_TEASERS = 1200  # of each sort, all sizes the same

Numbers = NDArray[np.int64]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", default=DEFAULT_ENCODER)
    arguments = parser.parse_args()
    bundled = load_encoder(arguments.encoder)
    cache = user_cache(no_cache=False)
    encoder = CachedEncoder(bundled, cache) if cache else bundled
    model, _ = find_pair_model(bundled)
    labeled = strangers(LABELED, encoder, N_TEASERS, seed=5, n_days=7, split="development")
    events = real_strangers(arguments.data, encoder, N_TEASERS, seed=5, n_days=7, split="dev")
    met = as_met(neus_pile(arguments.data, "val", encoder), 6, lost=0.85, n_days=7)
    rows: list[tuple[str, Pile, Callable[[Pile, Numbers], float]]] = [
        ("labeled development, share joined", labeled, share_joined),
        ("real events, share joined", events, share_joined),
        ("NeuS as met, B-cubed F1", met, lambda pile, found: b_cubed(pile.truth, found)[2]),
    ]
    print("| teasers at a time | " + " | ".join(str(size) for size in SIZES) + " |")
    print("| --- |" + " --- |" * len(SIZES))
    for name, pile, score in rows:
        for method, decides in (("pair model", model), ("one similarity", None)):
            cells = [cell(crumbled(pile, size, seed=1), decides, score) for size in SIZES]
            label = f"{name} ({len(pile.keys)} teasers), {method}"
            print(f"| {label} | " + " | ".join(cells) + " |", flush=True)


def cell(
    piles: Sequence[Pile], model: PairModel | None, score: Callable[[Pile, Numbers], float]
) -> str:
    """Mean over piles, each counted by its teasers, with its interval."""
    scores = np.array([score(pile, numbers(pile, model)) for pile in piles])
    sizes = np.array([len(pile.keys) for pile in piles])
    return written(mean_estimate(scores, sizes))


def numbers(pile: Pile, model: PairModel | None) -> Numbers:
    """Group a pile; return the number of each teaser's story."""
    groups = find_stories(
        pile.vectors,
        pile.words(model.background if model else None),
        pile.days,
        pile.keys,
        StorySettings(),
        pair_model=model,
    )
    found = np.zeros(len(pile.keys), dtype=np.int64)
    for number, one in enumerate(groups):
        found[list(one.members)] = number
    return found


def share_joined(pile: Pile, found: Numbers) -> float:
    """Share of teasers that are in a story with others."""
    return float((np.bincount(found)[found] > 1).mean())


if __name__ == "__main__":
    main()
