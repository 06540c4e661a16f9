"""Measure how well teasers are grouped into stories.

    python scripts/benchmark/stories.py --data DIR [--encoder teaser-static] [--test]

All 210 stories of labeled/, in five folds by families of siblings, as they are dated and all moved
into one week, each fold with a pair model that saw none of its families (the encoder saw the
training stories of labeled/: 70 % of them); NeuS validation (Lee et al., NAACL 2022), undated, and
as a reader meets it; ECB+ (Cybulska & Vossen 2014) development, with --test its test split. One
setting for all. Beside the pair model: one similarity (what decides without a pair model), HDBSCAN
and agglomerative clustering (scikit-learn's defaults, on the same vectors), BERTopic (its defaults
on the same vectors; left out, and said so, where the package is missing), and average linkage on
tf-idf with the threshold that is best on the very same pile, which flatters.
Prints B-cubed F1 with 95 % bootstrap intervals over stories, the share of pairs of teasers of
sibling stories wrongly joined, and, for strangers, the share of teasers joined to others.
--bounds prints F1 for other bounds on the probability, to choose on (never with --test).
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from classify.cli.cache import user_cache
from classify.datasets import read_labelled_stories, read_splits
from classify.encoders import (
    DEFAULT_ENCODER,
    CachedEncoder,
    CheckedEncoder,
    load_encoder,
)
from classify.evaluation import b_cubed, score_stories
from classify.stories import (
    Group,
    PairModel,
    StorySettings,
    find_pair_model,
    find_stories,
)
from scripts import LABELED
from scripts.benchmark.scores import written
from scripts.pair_training import learn, real_piles
from scripts.story_piles import Pile, as_met, ecbplus_pile, labeled_piles, neus_pile

N_FOLDS = 5
BOUNDS = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)

Numbers = NDArray[np.int64]
Case = tuple[Pile, PairModel, Numbers]
Fold = tuple[tuple[Pile, PairModel], tuple[Pile, PairModel]]
Method = Callable[[Pile, PairModel], Numbers]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", default=DEFAULT_ENCODER)
    parser.add_argument("--test", action="store_true")
    parser.add_argument("--bounds", action="store_true")
    arguments = parser.parse_args()
    bundled = load_encoder(arguments.encoder)
    cache = user_cache(no_cache=False)
    encoder = CachedEncoder(bundled, cache) if cache else bundled
    model, _ = find_pair_model(bundled)
    assert model is not None
    neus = neus_pile(arguments.data, "val", encoder)
    real = [
        neus,
        as_met(neus, 5, lost=0.5, n_days=10),
        as_met(neus, 6, lost=0.85, n_days=7),
        ecbplus_pile(arguments.data, "dev", encoder),
    ]
    if arguments.test:
        real.append(ecbplus_pile(arguments.data, "test", encoder))
    cases = [(pile, model, rows_of(pile)) for pile in real]
    learned = real_piles(arguments.data, LABELED, encoder)
    folds = labeled_folds(encoder, learned)
    if arguments.bounds:
        for bound in BOUNDS:
            print(bound, *(f"{f1:.3f}" for f1 in quick(cases, folds, bound)))
        return
    print("| pile | teasers | stories | method | B-cubed P | R | F1 (95 %) | siblings joined |")
    print("| --- | ---: | ---: | --- | ---: | ---: | --- | ---: |")
    methods: dict[str, Method] = {
        "pair model": with_model,
        "one similarity": lambda pile, _: numbers(pile, find(pile, None)),
        "HDBSCAN, defaults": lambda pile, _: by_density(pile),
        "agglomerative, defaults": lambda pile, _: by_agglomeration(pile),
    }
    if find_spec("bertopic"):
        methods["BERTopic, defaults"] = lambda pile, _: by_bertopic(pile)
    else:
        print("left out: BERTopic (not installed)", file=sys.stderr)
    for name, method in methods.items():
        for number in (0, 1):
            piles = [fold[number] for fold in folds]
            show(piles[0][0].name, name, *merged([(pile, method(pile, m)) for pile, m in piles]))
        for pile, found, _ in cases:
            show(pile.name, name, pile, method(pile, found))
    for pile, _, _ in cases:
        show(pile.name, "tf-idf, best bound", pile, best_linkage(pile))
    check(cases[0][0], model)


def rows_of(pile: Pile) -> Numbers:
    """All rows."""
    return np.arange(len(pile.teasers))


def labeled_folds(encoder: CheckedEncoder, real: Sequence[Pile]) -> list[Fold]:
    """For each fold its two piles, each with a model that saw none of the fold's families."""
    stories = read_labelled_stories(LABELED)
    splits = read_splits(LABELED / "splits.json")
    families = sorted({splits.component(story.id) for story in stories})
    order = np.random.default_rng(0).permutation(len(families)) % N_FOLDS
    fold_of = dict(zip(families, order.tolist(), strict=True))
    folds = []
    for fold in range(N_FOLDS):
        inside = [one for one in stories if fold_of[splits.component(one.id)] == fold]
        outside = [one for one in stories if fold_of[splits.component(one.id)] != fold]
        model = learn([*labeled_piles(LABELED, encoder, outside), *real])
        dated, week = labeled_piles(LABELED, encoder, inside)
        folds.append(((dated, model), (week, model)))
    return folds


def find(pile: Pile, model: PairModel | None, settings: StorySettings | None = None) -> list[Group]:
    """Group a pile."""
    return find_stories(
        pile.vectors,
        pile.lexicon,
        pile.days,
        pile.keys,
        settings or StorySettings(),
        pair_model=model,
    )


def numbers(pile: Pile, groups: Sequence[Group]) -> Numbers:
    """Number of each teaser's story."""
    found = np.empty(len(pile.teasers), dtype=np.int64)
    for number, group in enumerate(groups):
        found[list(group.members)] = number
    return found


def with_model(pile: Pile, model: PairModel) -> Numbers:
    """Group as the package does."""
    return numbers(pile, find(pile, model))


def best_linkage(pile: Pile) -> Numbers:
    """Average linkage on cosine distance of tf-idf, at the threshold that is best on this pile."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform
    from sklearn.feature_extraction.text import TfidfVectorizer

    X = TfidfVectorizer(sublinear_tf=True).fit_transform(one.passage for one in pile.teasers)
    distance = np.clip(1 - (X @ X.T).toarray(), 0, None)
    np.fill_diagonal(distance, 0)
    tree = linkage(squareform(distance, checks=False), "average")
    cuts: list[Numbers] = [
        fcluster(tree, bound, "distance").astype(np.int64) for bound in np.linspace(0.3, 0.99, 40)
    ]
    return max(cuts, key=lambda cut: b_cubed(pile.truth, cut)[2])


def by_density(pile: Pile) -> Numbers:
    """HDBSCAN of scikit-learn on the vectors; what it calls noise stands alone."""
    from sklearn.cluster import HDBSCAN

    return _noise_alone(HDBSCAN(copy=True).fit_predict(pile.vectors))


def by_agglomeration(pile: Pile) -> Numbers:
    """Agglomerative clustering of scikit-learn on the vectors: at its defaults two clusters."""
    from sklearn.cluster import AgglomerativeClustering

    return np.asarray(AgglomerativeClustering().fit_predict(pile.vectors), dtype=np.int64)


def by_bertopic(pile: Pile) -> Numbers:
    """BERTopic on the vectors, seeded; what it calls noise stands alone."""
    from bertopic import BERTopic
    from umap import UMAP

    # its own default, but for the seed: without one, every run gives other topics
    plane = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=0)
    model = BERTopic(umap_model=plane)
    labels, _ = model.fit_transform([one.passage for one in pile.teasers], pile.vectors)
    return _noise_alone(np.asarray(labels))


def _noise_alone(labels: Numbers) -> Numbers:
    """Give each teaser that is in no cluster a number of its own."""
    numbers = labels.astype(np.int64)
    alone = numbers < 0
    numbers[alone] = numbers.max() + 1 + np.arange(alone.sum())
    return numbers


def merged(parts: Sequence[tuple[Pile, Numbers]]) -> tuple[Pile, Numbers]:
    """All folds as one: numbers of different folds stay apart."""
    piles, found = zip(*parts, strict=True)
    shift = 100_000 * np.arange(len(piles))
    whole = replace(
        piles[0],
        teasers=[teaser for pile in piles for teaser in pile.teasers],
        truth=np.concatenate([pile.truth + at for pile, at in zip(piles, shift, strict=True)]),
        siblings=np.concatenate(
            [pile.siblings + at for pile, at in zip(piles, shift, strict=True)]
        ),
    )
    return whole, np.concatenate([one + at for one, at in zip(found, shift, strict=True)])


def show(name: str, method: str, pile: Pile, found: Numbers) -> None:
    """Print one row."""
    scores = score_stories(pile.truth, found, siblings=pile.siblings)
    f1, joined = scores.b_cubed_f1, scores.siblings_joined
    print(
        f"| {name} | {scores.n_teasers} | {scores.n_stories} | {method} | "
        f"{scores.b_cubed_precision.value:.3f} | {scores.b_cubed_recall.value:.3f} | "
        f"{written(f1)} | "
        f"{'' if joined is None else f'{joined.value:.3f}'} |",
        flush=True,
    )


def quick(cases: Sequence[Case], folds: Sequence[Fold], bound: float) -> list[float]:
    """F1 of every pile at one bound: labeled as dated, in one week, then the real ones."""
    settings = replace(StorySettings(), min_probability=bound)
    found = []
    for number in (0, 1):
        parts = [
            (pile, numbers(pile, find(pile, model, settings)))
            for pile, model in (fold[number] for fold in folds)
        ]
        whole, predicted = merged(parts)
        found.append(b_cubed(whole.truth, predicted)[2])
    return found + [
        b_cubed(pile.truth, numbers(pile, find(pile, model, settings)))[2]
        for pile, model, _ in cases
    ]


def check(pile: Pile, model: PairModel) -> None:
    """Shuffle a pile, compare the stories, and take the time."""
    stories = {frozenset(pile.keys[row] for row in one.members) for one in find(pile, model)}
    turned = np.random.default_rng(0).permutation(len(pile.keys)).tolist()
    shuffled = pile.take(turned)
    started = time.perf_counter()
    groups = find(shuffled, model)
    seconds = time.perf_counter() - started
    same = stories == {frozenset(shuffled.keys[row] for row in one.members) for one in groups}
    print(f"\n{'same stories' if same else 'OTHER STORIES'} when shuffled, {seconds:.2f} s")


if __name__ == "__main__":
    main()
