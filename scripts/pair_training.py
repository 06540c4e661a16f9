"""Learn a pair model: trees over pairs, calibrated, and the merging of groups, both out of fold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from classify.compute import BoostedTrees, UnionFind
from classify.encoders import CheckedEncoder
from classify.stories import Background, EventSpace, GroupModel, PairModel, StorySettings
from classify.stories.agglomeration import agglomerate
from classify.stories.clustering import number_publishers
from classify.stories.group_features import FEATURES as GROUP_FEATURES
from classify.stories.group_features import Compared, Groups
from classify.stories.pair_features import FEATURES, PairFeatures
from classify.stories.pair_model import Judgement
from scripts.story_piles import Pile

KIND = "story-pairs"
N_MODELS = 4  # few stories are known: the mean of several models errs less than one
N_HARD = 2500  # most alike pairs of two events that are learned from, of a real week
N_RANDOM = 2500
OTHER_WEIGHT = 0.3  # of pairs that are of no real week
OTHER_SHARE = 0.4  # of the pairs that a real week gives
N_CONTENDERS = 60  # most probable pairs of groups that some are learned from beside each merge
PER_MERGE = 1.5
MIN_RECORDED = 0.04  # mean probability from which on a merge is learned from

Pairs = NDArray[np.int32]


@dataclass(frozen=True, kw_only=True, eq=False)
class Lesson:
    """A pile to learn from, in order of time, and the space that places it.

    A real week is placed by a space that was learned without its stories and teasers.
    """

    pile: Pile
    space: EventSpace
    background: Background
    is_week: bool = False

    @cached_property
    def judgement(self) -> Judgement:
        """Its candidates and features; the probabilities are those of no model yet."""
        untrained = PairModel(
            trees=_no_trees(),
            space=self.space,
            groups=GroupModel(weights=np.zeros(len(GROUP_FEATURES)), bias=np.zeros(())),
            background=self.background,
        )
        return untrained.judge(
            self.pile.vectors,
            self.pile.words(self.background),
            self.pile.days,
            window_days=StorySettings().window_days,
            alone=np.zeros(len(self.pile.keys), dtype=bool),
            publishers=number_publishers(self.pile.publishers, self.pile.keys),
        )

    @cached_property
    def examples(self) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Features of pairs that are learned from, and whether each is one story."""
        share = 1.0 if self.is_week else OTHER_SHARE
        first, second = _chosen(self.pile, self.judgement.features, share)
        same, _ = self.pile.judged(first, second)
        return self.judgement.features.table(first, second), same

    @cached_property
    def candidates(self) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_]]:
        """Features of all candidates, whether each is one story, and whether it counts."""
        pairs = self.judgement.pairs
        same, counted = self.pile.judged(pairs.first, pairs.second)
        return self.judgement.features.table(pairs.first, pairs.second), same, counted


def learn(lessons: Sequence[Lesson], space: EventSpace, background: Background) -> PairModel:
    """Learn from piles.

    Probabilities are calibrated, and merges of groups learned, on real weeks that the trees did not
    see: each is left out once, and with it a part of the other piles.
    """
    folds = Folds.of(lessons)
    whole = folds.calibrated(fit_trees(lessons))
    groups = learn_groups(lessons, [folds.trees[fold] for fold in folds.numbers])
    return PairModel(trees=whole, space=space, groups=groups, background=background)


@dataclass(frozen=True, kw_only=True)
class Folds:
    """Trees that did not see a part of the piles, for each part."""

    lessons: Sequence[Lesson]
    numbers: Sequence[int]
    """The fold that each pile is left out in."""
    trees: Mapping[int, BoostedTrees]
    """Calibrated."""
    slope: float
    shift: float

    @classmethod
    def of(cls, lessons: Sequence[Lesson]) -> Folds:
        """Fit the trees, and calibrate them together."""
        numbers = fold_of(lessons)
        trees = {
            fold: fit_trees([one for one, own in zip(lessons, numbers, strict=True) if own != fold])
            for fold in sorted({*numbers})
        }
        slope, shift = _calibration(lessons, numbers, trees)
        stretched = {
            fold: BoostedTrees.mean_of([own], slope=slope, shift=shift)
            for fold, own in trees.items()
        }
        return cls(lessons=lessons, numbers=numbers, trees=stretched, slope=slope, shift=shift)

    def calibrated(self, trees: BoostedTrees) -> BoostedTrees:
        """Stretch the log-odds of other trees as those of the folds."""
        return BoostedTrees.mean_of([trees], slope=self.slope, shift=self.shift)

    def without(self, lesson: Lesson, background: Background) -> PairModel:
        """Return a model that was learned without a pile, but for the calibration."""
        own = self.numbers[self.lessons.index(lesson)]
        kept = [number for number, fold in enumerate(self.numbers) if fold != own]
        groups = learn_groups(
            [self.lessons[row] for row in kept], [self.trees[self.numbers[row]] for row in kept]
        )
        return PairModel(
            trees=self.trees[own], space=lesson.space, groups=groups, background=background
        )


def fold_of(lessons: Sequence[Lesson]) -> list[int]:
    """Number the fold that each pile is left out in; piles that share a teaser share a fold."""
    sets: UnionFind[str] = UnionFind()
    for one in lessons:
        for key in one.pile.keys:
            sets.union(one.pile.keys[0], key)
    weeks = [one.pile.name for one in lessons if one.is_week]
    roots = [sets.find(one.pile.keys[0]) for one in lessons]
    number = {root: count for count, root in enumerate(dict.fromkeys(roots))}
    return [number[root] % max(1, len(weeks)) for root in roots]


def fit_trees(lessons: Sequence[Lesson]) -> BoostedTrees:
    """Fit the mean of several boosted models, each of which sees some features at a time."""
    features, truths = zip(*(one.examples for one in lessons), strict=True)
    weights = [
        np.full(len(truth), 1.0 if one.is_week else OTHER_WEIGHT)
        for one, truth in zip(lessons, truths, strict=True)
    ]
    X, y, weight = np.vstack(features), np.concatenate(truths), np.concatenate(weights)
    fitted = [
        HistGradientBoostingClassifier(
            max_iter=200,
            learning_rate=0.05,
            max_leaf_nodes=8,
            min_samples_leaf=40,
            l2_regularization=5.0,
            max_features=0.4,
            random_state=seed,
        ).fit(X, y, sample_weight=weight)
        for seed in range(N_MODELS)
    ]
    return BoostedTrees.mean_of([BoostedTrees.of(one) for one in fitted])


def _calibration(
    lessons: Sequence[Lesson], folds: Sequence[int], trees: Mapping[int, BoostedTrees]
) -> tuple[float, float]:
    """Fit slope and shift of log-odds (Platt) on the candidates of real weeks, out of fold."""
    odds, truths = [], []
    for one, fold in zip(lessons, folds, strict=True):
        if one.is_week:
            features, same, counted = one.candidates
            odds.append(trees[fold].log_odds(features[counted]))
            truths.append(same[counted])
    fitted = LogisticRegression(C=1e6).fit(np.concatenate(odds)[:, None], np.concatenate(truths))
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def learn_groups(lessons: Sequence[Lesson], trees: Sequence[BoostedTrees]) -> GroupModel:
    """Learn from what is met on the way when groups merge by their mean probability.

    Real weeks alone tell: how reports of one event hang together is seen in no pile that was made
    of pairs or triples of texts.
    """
    return fit_groups(
        [merges_of(one, own) for one, own in zip(lessons, trees, strict=True) if one.is_week]
    )


def fit_groups(merges: Sequence[Merges]) -> GroupModel:
    """Fit a logistic regression on merges of several piles, each of which counts once.

    Weighed by their pairs, the few merges of large groups would decide alone.
    """
    X, share = (
        np.concatenate([getattr(one, name) for one in merges if len(one.shares)])
        for name in ("features", "shares")
    )
    centre, spread = X.mean(axis=0), X.std(axis=0)
    spread[spread == 0] = 1.0
    X = (X - centre) / spread
    # a pair of groups that is one story in part counts as both
    fitted = LogisticRegression(C=0.1, max_iter=1000).fit(
        np.vstack([X, X]),
        np.repeat([1, 0], len(X)),
        sample_weight=np.concatenate([share, 1 - share]),
    )
    slopes = fitted.coef_[0] / spread
    return GroupModel(weights=slopes, bias=np.array(fitted.intercept_[0] - slopes @ centre))


@dataclass(frozen=True, kw_only=True)
class Merges:
    """Pairs of groups that were compared on the way."""

    features: NDArray[np.float64]
    shares: NDArray[np.float64]
    """Of the pairs of two groups, those that are one story."""


class _Recorded(Groups):
    """Groups that note each merge, and some of the pairs that might have merged in its place."""

    def __init__(self, lesson: Lesson, judgement: Judgement) -> None:
        super().__init__(judgement.features.places, lesson.pile.days)
        self.compared: dict[tuple[int, int], NDArray[np.float64]] = {}
        self.rows: list[tuple[NDArray[np.float64], float]] = []
        self._pile = lesson.pile
        self._random = np.random.default_rng(0)

    def judge(
        self, _: Groups, one: NDArray[np.int64], other: NDArray[np.int64], found: Compared
    ) -> NDArray[np.float64]:
        """Judge by the mean; keep the features until a merge asks for them."""
        for row in np.flatnonzero(found.means >= MIN_RECORDED).tolist():
            self.compared[int(one[row]), int(other[row])] = found.features[row]
        return found.means

    def merge(
        self, into: NDArray[np.int64], gone: NDArray[np.int64], between: NDArray[np.float64]
    ) -> None:
        """Note the merges, then make them."""
        merged = [*zip(into.tolist(), gone.tolist(), strict=True)]
        for pair in merged:
            self._note(pair)
        waiting = sorted(
            (pair for pair in self.compared if pair not in {*merged}),
            key=lambda pair: (-self.compared[pair][0], pair),
        )[:N_CONTENDERS]
        n_noted = min(len(waiting), int(PER_MERGE * len(merged)))
        for row in self._random.permutation(len(waiting))[:n_noted].tolist():
            self._note(waiting[row])
        super().merge(into, gone, between)
        changed = {*into.tolist(), *gone.tolist()}
        self.compared = {
            pair: own for pair, own in self.compared.items() if not changed.intersection(pair)
        }

    def _note(self, pair: tuple[int, int]) -> None:
        own, others = (self.members(group) for group in pair)
        same, counted = self._pile.judged(np.repeat(own, len(others)), np.tile(others, len(own)))
        if counted.any():
            self.rows.append((self.compared[pair], same[counted].mean()))


def merges_of(lesson: Lesson, trees: BoostedTrees) -> Merges:
    """Merge by mean probability, and look up what merges."""
    judgement = lesson.judgement.with_trees(trees)
    near = judgement.near().tocoo()
    upper = near.row < near.col
    groups = _Recorded(lesson, judgement)
    agglomerate(
        groups,
        near.row[upper].astype(np.int64),
        near.col[upper].astype(np.int64),
        judgement.scores(),
        groups.judge,
        min_probability=MIN_RECORDED,
    )
    features, shares = zip(*groups.rows, strict=True) if groups.rows else ((), ())
    return Merges(features=np.array(features), shares=np.array(shares))


def _chosen(pile: Pile, features: PairFeatures, share: float) -> tuple[Pairs, Pairs]:
    """Pairs to learn from: of one story, most alike ones of two, and others at random."""
    n = len(pile.keys)
    first, second = (rows.astype(np.int64) for rows in np.triu_indices(n, 1))
    window = features.candidates.window
    near = ~window.pairs_far(first, second)
    first, second = first[near], second[near]
    same, counted = pile.judged(first, second)
    alike = np.einsum("ij,ij->i", features.places[first], features.places[second])
    random = np.random.default_rng(0)
    ones, twos = np.flatnonzero(same & counted), np.flatnonzero(~same & counted)
    if share < 1:
        ones = random.permutation(ones)[: int(N_HARD * share / 2)]
    hard = twos[np.argsort(-alike[twos], kind="stable")[: int(N_HARD * share)]]
    other = random.permutation(twos)[: int(N_RANDOM * share)]
    rows = np.unique(np.concatenate([ones, hard, other]))
    return first[rows].astype(np.int32), second[rows].astype(np.int32)


def _no_trees() -> BoostedTrees:
    one = np.zeros((1, 1))
    whole = one.astype(np.int16)
    return BoostedTrees(
        feature=whole - 1, threshold=one, left=whole, right=whole, value=one, base=np.zeros(())
    )


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
