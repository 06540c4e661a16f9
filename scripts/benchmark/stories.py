"""Measure how well teasers are grouped into stories.

    python scripts/benchmark/stories.py --data DIR [--encoder teaser-static] [--test]
    python scripts/benchmark/stories.py --data DIR --left-out    # each training week left out once
    python scripts/benchmark/stories.py --data DIR --test --against BUNDLE    # another pair model

Real weeks of eight outlets (development: world-4 and east-2, that nothing was learned from);
stories of labeled/ outside of its training split, as they are dated; NeuS validation (Lee et al.,
NAACL 2022), undated, and as a reader meets it; ECB+ (Cybulska & Vossen 2014) development, with
--test its test split. One setting for all. Beside the pair model: one similarity (what decides
without a pair model), HDBSCAN and agglomerative clustering (scikit-learn's defaults, on the same
vectors), BERTopic (its defaults on the same vectors; left out, and said so, where the package is
missing), and average linkage on tf-idf and on the vectors with the threshold that is best on the
very same pile, which flatters.

Prints pairwise F1 with its 95 % interval (true stories drawn anew), also without the largest
story, and B-cubed F1. --bounds prints the pairwise F1 of weeks and B-cubed F1 of other piles for
other bounds on the probability, to choose on (never with --test). --against prints by how much the
pair model is better than another one, with its own bound if --bound gives one (the same stories
drawn anew for both).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from classify.cli.cache import user_cache
from classify.datasets import read_labelled_stories, read_splits
from classify.encoders import DEFAULT_ENCODER, CachedEncoder, CheckedEncoder, load_encoder
from classify.storage import read_bundle
from classify.stories import PairModel, StorySettings, find_pair_model, find_stories
from scripts import LABELED
from scripts.background_training import count_background
from scripts.benchmark import story_peers as peers
from scripts.benchmark.story_scores import b_cubed, difference, pairwise, score, truth
from scripts.event_training import read_halves
from scripts.pair_training import Folds
from scripts.story_piles import Pile, as_met, ecbplus_pile, labeled_piles, neus_pile
from scripts.training_piles import lessons, other_piles
from scripts.weeks import DEVELOPMENT, TRAINING, headlines_of, week

BOUNDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)

Numbers = NDArray[np.int64]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", default=DEFAULT_ENCODER)
    parser.add_argument("--test", action="store_true")
    parser.add_argument("--bounds", action="store_true")
    parser.add_argument("--left-out", action="store_true")
    parser.add_argument("--against", type=Path, metavar="BUNDLE")
    parser.add_argument("--bound", type=float, help="of the other pair model")
    arguments = parser.parse_args()
    bundled = load_encoder(arguments.encoder)
    cache = user_cache(no_cache=False)
    encoder = CachedEncoder(bundled, cache) if cache else bundled
    model, _ = find_pair_model(bundled)
    assert model is not None
    if arguments.left_out:
        show_left_out(arguments.data, encoder)
        return
    piles = [
        *(week(arguments.data, name, encoder) for name in DEVELOPMENT),
        *real_piles(arguments.data, encoder, test=arguments.test),
    ]
    if arguments.bounds:
        for bound in BOUNDS:
            figures = [score(pile, grouped(pile, model, bound)) for pile in piles]
            shown = (one.pairwise if pile.same is not None else one.b_cubed
                     for pile, one in zip(piles, figures, strict=True))  # fmt: skip
            print(bound, *(f"{one.f1:.3f}" for one in shown), flush=True)
        return
    if arguments.against:
        other = PairModel.from_arrays(read_bundle(arguments.against).arrays)
        show_gains(piles, model, other, arguments.bound)
        return
    print_head()
    for name, method in methods(model).items():
        for pile in piles:
            show(name, pile, method(pile))


def real_piles(data: Path, encoder: CheckedEncoder, *, test: bool) -> list[Pile]:
    """Stories that come without outlets, and mostly without dates."""
    splits = read_splits(LABELED / "splits.json")
    held_out = [one for one in read_labelled_stories(LABELED) if splits.of(one.id) != "train"]
    neus = neus_pile(data, "val", encoder)
    piles = [
        replace(labeled_piles(LABELED, encoder, held_out)[0], name="labeled, held out, as dated"),
        neus,
        as_met(neus, 5, lost=0.5, n_days=10),
        as_met(neus, 6, lost=0.85, n_days=7),
        ecbplus_pile(data, "dev", encoder),
    ]
    return [*piles, ecbplus_pile(data, "test", encoder)] if test else piles


def methods(model: PairModel) -> dict[str, Callable[[Pile], Numbers]]:
    """What is compared."""

    def best(linkage: Callable[[Pile, peers.Score], Numbers]) -> Callable[[Pile], Numbers]:
        def at_best_bound(pile: Pile) -> Numbers:
            return linkage(pile, lambda found: _decisive(pile, found))

        return at_best_bound

    found: dict[str, Callable[[Pile], Numbers]] = {
        "pair model": lambda pile: grouped(pile, model),
        "one similarity": lambda pile: grouped(pile, None),
        "average linkage, tf-idf, best bound": best(peers.best_words_linkage),
        "average linkage, vectors, best bound": best(peers.best_vectors_linkage),
        "HDBSCAN, defaults": peers.by_density,
        "agglomerative, defaults": peers.by_agglomeration,
    }
    if find_spec("bertopic"):
        found["BERTopic, defaults"] = peers.by_bertopic
    else:
        print("left out: BERTopic (not installed)", file=sys.stderr)
    return found


def show_left_out(data: Path, encoder: CheckedEncoder) -> None:
    """Print each training week, grouped by a model that was learned without it."""
    left_out = headlines_of(data, *DEVELOPMENT)
    background = count_background(data, left_out)
    placed, _ = lessons(
        [week(data, name, encoder) for name in TRAINING],
        other_piles(data, LABELED, encoder),
        read_halves(data, left_out, encoder),
        background,
    )
    folds = Folds.of(placed)
    print_head()
    for lesson in placed:
        if lesson.is_week:
            own = folds.without(lesson, background)
            show("pair model, left out", lesson.pile, grouped(lesson.pile, own))


def show_gains(
    piles: Sequence[Pile], model: PairModel, other: PairModel, bound: float | None
) -> None:
    """Print by how much a pair model groups better than another."""
    print("| pile | better by (95 %) |")
    print("| --- | --- |")
    for pile in piles:
        gain, low, high = difference(pile, grouped(pile, model), grouped(pile, other, bound))
        print(f"| {pile.name} | {gain:+.3f} ({low:+.3f} to {high:+.3f}) |", flush=True)


def grouped(pile: Pile, model: PairModel | None, bound: float | None = None) -> Numbers:
    """Number of each teaser's story, as the package groups."""
    settings = StorySettings() if bound is None else StorySettings(min_probability=bound)
    groups = find_stories(
        pile.vectors,
        pile.words(model.background if model else None),
        pile.days,
        pile.keys,
        settings,
        pair_model=model,
        publishers=pile.publishers,
    )
    found = np.empty(len(pile.keys), dtype=np.int64)
    for number, group in enumerate(groups):
        found[list(group.members)] = number
    return found


def print_head() -> None:
    """Print the first lines of the table."""
    print("| pile | teasers | stories | method | pairwise P | R | F1 (95 %) | without the largest "
          "| B-cubed F1 |")  # fmt: skip
    print("| --- | ---: | ---: | --- | ---: | ---: | --- | ---: | ---: |")


def show(method: str, pile: Pile, found: Numbers) -> None:
    """Print one row."""
    figures = score(pile, found)
    pairs, (low, high) = figures.pairwise, figures.interval
    print(
        f"| {pile.name} | {len(pile.keys)} | {len(np.unique(pile.truth))} | {method} | "
        f"{pairs.precision:.3f} | {pairs.recall:.3f} | {pairs.f1:.3f} ({low:.3f} to {high:.3f}) | "
        f"{figures.without_largest.f1:.3f} | {figures.b_cubed.f1:.3f} |",
        flush=True,
    )


def _decisive(pile: Pile, found: Numbers) -> float:
    """Return pairwise F1 of a week, B-cubed F1 of another pile: what a peer's bound is best by."""
    same, counted = truth(pile)
    judge = pairwise if pile.same is not None else b_cubed
    return judge(found, same, counted).f1


if __name__ == "__main__":
    main()
