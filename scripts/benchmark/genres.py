#!/usr/bin/env python3
"""How well genres are told: rules and model, rules alone, and always "news".

    python scripts/benchmark/genres.py --data DIR

DIR holds archive/ and weeks/. Scores the bundled model on the held-out teasers of labeled/genres/,
drawn at random; kinds of fewer than 15 of these are one class, "other". Then each kind by itself
where rare ones are frequent, on teasers that the model did not see either: those that are not held
out, in five folds, without calibration and bound. Intervals: 95 %, teasers drawn anew.
Last, what it does to the stories of the development weeks that some genres stand alone.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np
from sklearn.metrics import f1_score, precision_recall_fscore_support

from classify.encoders import CheckedEncoder, load_encoder
from classify.readers.genres import stated_kind
from classify.stories import StorySettings, find_pair_model, find_stories
from classify.topics import GenreModel, find_genre_model
from classify.topics.genres import NEWS
from scripts.benchmark.story_scores import score
from scripts.genre_training import (
    N_FOLDS,
    OTHER,
    LabelledPile,
    Rows,
    Texts,
    fit,
    merge_rare,
    read_pile,
    refined_kinds,
)
from scripts.weeks import DEVELOPMENT, week

N_RESAMPLES = 2_000
ALONE = ("digest", "roundup", "press_review", "live")


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    arguments = parser.parse_args()
    encoder = load_encoder()
    pile = read_pile(arguments.data, encoder)
    model, _ = find_genre_model(encoder)
    if model is None:
        raise SystemExit("there is no genre model of this encoder")
    rows = pile.rows(held_out=True)
    truth = pile.kinds[rows]
    print(f"{len(rows)} held-out teasers, bound {model.min_probability:.2f}\n")
    print("| method | macro-F1, merged (95 %) | right | news against all else, macro-F1 (95 %) |")
    print("| --- | --- | ---: | --- |")
    for name, found in (
        ("rules and model", refined_kinds(model, pile, rows)),
        ("rules alone", pile.stated[rows]),
        ('always "news"', np.full(len(rows), NEWS)),
    ):
        print(f"| {name} | {_merged(truth, found)} | {(truth == found).mean():.3f} "
              f"| {_macro(truth == NEWS, found == NEWS)} |")  # fmt: skip
    _print_kinds("held out, merged", _as_merged(truth, truth),
                 _as_merged(truth, refined_kinds(model, pile, rows)))  # fmt: skip
    rest = pile.rows(held_out=False)
    _print_kinds("the rest, in folds", pile.kinds[rest], _in_folds(pile, rest))
    _print_stories(arguments.data, encoder, model)


def _print_stories(data: Path, encoder: CheckedEncoder, model: GenreModel) -> None:
    pairs, _ = find_pair_model(encoder)
    assert pairs is not None
    print("\n| week | alone | pairwise P | R | F1 | B-cubed F1 |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    for name in DEVELOPMENT:
        pile = week(data, name, encoder)
        stated = [replace(one, kind=stated_kind(one.headline, one.sources)) for one in pile.teasers]
        kinds = np.array([one.kind for one in model.refine(stated, pile.vectors)])
        for alone in ((), *(ALONE[:end] for end in range(1, len(ALONE) + 1))):
            groups = find_stories(
                pile.vectors,
                pile.words(pairs.background),
                pile.days,
                pile.keys,
                StorySettings(),
                alone=np.isin(kinds, alone),
                pair_model=pairs,
                publishers=pile.publishers,
            )
            found = np.empty(len(kinds), dtype=np.int64)
            for number, group in enumerate(groups):
                found[list(group.members)] = number
            figures = score(pile, found)
            whole = figures.pairwise
            print(f"| {name} | {', '.join(alone) or 'none'} | {whole.precision:.3f} | "
                  f"{whole.recall:.3f} | {whole.f1:.3f} | {figures.b_cubed.f1:.3f} |")  # fmt: skip


def _in_folds(pile: LabelledPile, rows: Rows) -> Texts:
    folds = np.random.default_rng(0).integers(0, N_FOLDS, len(rows))
    found = np.empty(len(rows), dtype=pile.kinds.dtype)
    for fold in range(N_FOLDS):
        own = folds == fold
        found[own] = refined_kinds(fit(pile, rows[~own]), pile, rows[own])
    return found


def _as_merged(truth: Texts, found: Texts) -> Texts:
    frequent = set(merge_rare(truth)) - {OTHER}
    return np.array([kind if kind in frequent else OTHER for kind in found])


def _merged(truth: Texts, found: Texts) -> str:
    return _macro(_as_merged(truth, truth), _as_merged(truth, found))


def _macro(truth: np.ndarray, found: np.ndarray) -> str:
    labels = np.unique(truth)

    def score(rows: np.ndarray) -> float:
        return float(
            f1_score(truth[rows], found[rows], labels=labels, average="macro", zero_division=0.0)
        )

    random = np.random.default_rng(0)
    n = len(truth)
    drawn = [score(random.integers(0, n, n)) for _ in range(N_RESAMPLES)]
    low, high = np.quantile(drawn, (0.025, 0.975))
    return f"{score(np.arange(n)):.3f} ({low:.3f} to {high:.3f})"


def _print_kinds(title: str, truth: Texts, found: Texts) -> None:
    labels = sorted(set(truth.tolist()))
    figures = precision_recall_fscore_support(truth, found, labels=labels, zero_division=0.0)
    print(f"\n| {title} ({len(truth)}) | precision | recall | F1 | labels |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for kind, precision, recall, f1, number in zip(labels, *figures, strict=True):
        print(f"| {kind} | {precision:.2f} | {recall:.2f} | {f1:.2f} | {number} |")


if __name__ == "__main__":
    main()
