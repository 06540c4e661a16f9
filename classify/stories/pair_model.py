"""How probable it is that two teasers report the same event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix

from classify.compute import BoostedTrees, TreeScorer, logistic
from classify.encoders import EncoderLike
from classify.storage import bundle_learned_on, restoring
from classify.stories.agglomeration import MIN_NEAR
from classify.stories.background import Background
from classify.stories.candidate_pairs import MAX_EXACT, Candidates, find_candidates
from classify.stories.event_space import EventSpace
from classify.stories.group_model import GroupModel
from classify.stories.lexical_features import Lexicon
from classify.stories.pair_features import FEATURES, GROUNDS, NO_PUBLISHER, PairFeatures
from classify.stories.pair_scores import PairScores
from classify.stories.place_clashes import PlaceClashes
from classify.stories.serial_columns import SerialColumns

BUNDLED = ("story-pairs", "story-pairs-static")
_N_STRANGERS = 20_000
_CLASHING = -2.0  # log-odds: a probability of .12
Clashes = tuple[PlaceClashes, SerialColumns]
_PARTS = ("trees", "space", "groups", "background")


@dataclass(frozen=True, slots=True, kw_only=True)
class PairModel:
    """Boosted trees over the features of a pair, with the event space and the group model."""

    trees: BoostedTrees
    """Their probabilities are calibrated."""
    space: EventSpace
    groups: GroupModel
    background: Background

    def judge(
        self,
        vectors: NDArray[np.floating],
        lexicon: Lexicon,
        days: NDArray[np.float64],
        *,
        window_days: float,
        alone: NDArray[np.bool_],
        publishers: NDArray[np.integer] | None = None,
        max_exact: int = MAX_EXACT,
    ) -> Judgement:
        """Compute the probability that two teasers report one event, for all candidate pairs.

        Parameters
        ----------
        vectors : float32 or float16 array of shape (n, n_dims), rows of unit length
        lexicon : Lexicon
            Read with this model's `background`.
        publishers : int array of shape (n,), optional
            Number of each teaser's publisher, `NO_PUBLISHER` where none is named.
        days, window_days, alone, max_exact : see `find_candidates`
        """
        places = self.space.place(vectors)
        pairs = find_candidates(
            places,
            lexicon.stems,
            days,
            window_days=window_days,
            alone=alone,
            max_exact=max_exact,
        )
        features = PairFeatures(
            candidates=pairs,
            vectors=vectors,
            places=places,
            lexicon=lexicon,
            days=days,
            publishers=np.full(len(days), NO_PUBLISHER) if publishers is None else publishers,
        )
        passages = lexicon.passages.tolist()
        clashes = (
            PlaceClashes(passages),
            SerialColumns(passages, features.publishers, days),
        )
        return Judgement.of(self.trees.scorer, self.groups, features, clashes)

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return what was learned as plain arrays."""
        return {
            f"{part}.{name}": array
            for part in _PARTS
            for name, array in getattr(self, part).to_arrays().items()
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Restore what `to_arrays` returned.

        Raises
        ------
        ValueError
            If an array is missing, or does not fit the others.
        """
        parts: dict[str, dict[str, NDArray[Any]]] = {part: {} for part in _PARTS}
        for name, array in arrays.items():
            part, _, own = name.partition(".")
            parts.setdefault(part, {})[own] = array
        return cls(
            trees=BoostedTrees.from_arrays(parts["trees"], n_features=len(FEATURES)),
            space=EventSpace.from_arrays(parts["space"]),
            groups=GroupModel.from_arrays(parts["groups"]),
            background=Background.from_arrays(parts["background"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a pair model makes of one pile."""

    scorer: TreeScorer
    groups: GroupModel
    features: PairFeatures
    clashes: Clashes
    log_odds: NDArray[np.float64]
    """Of each candidate, shape (n_pairs,)."""

    @classmethod
    def of(
        cls, scorer: TreeScorer, groups: GroupModel, features: PairFeatures, clashes: Clashes
    ) -> Judgement:
        """Judge the candidates of a pile."""
        odds = _judged(
            scorer, features, clashes, features.candidates.first, features.candidates.second
        )
        return cls(scorer=scorer, groups=groups, features=features, clashes=clashes, log_odds=odds)

    def with_trees(self, trees: BoostedTrees) -> Judgement:
        """Judge the same pairs by other trees."""
        return Judgement.of(trees.scorer, self.groups, self.features, self.clashes)

    @property
    def pairs(self) -> Candidates:
        """The pairs that were judged."""
        return self.features.candidates

    def near(self) -> csr_matrix:
        """Return the probabilities of candidates from `MIN_NEAR` on.

        Returns
        -------
        symmetric sparse matrix of shape (n, n), without the diagonal
        """
        n = len(self.features.days)
        # rounded, so that the last bits of a sum cannot decide between two equal pairs
        probability = np.round(logistic(self.log_odds), 6)
        kept = probability >= MIN_NEAR
        places = (self.pairs.first[kept], self.pairs.second[kept])
        upper = coo_matrix((probability[kept], places), shape=(n, n))
        return csr_matrix(upper + upper.T)

    def scores(self) -> PairScores:
        """Return the probabilities of all pairs; those of other pairs than candidates on demand."""
        n = len(self.features.days)

        def score(first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.floating]:
            found = np.zeros(len(first))
            close = ~self.pairs.window.pairs_far(first, second)
            one, other = (rows[close].astype(np.int32) for rows in (first, second))
            found[close] = logistic(_judged(self.scorer, self.features, self.clashes, one, other))
            return np.round(found, 6)

        return PairScores(
            n,
            self.pairs.first.astype(np.int64) * n + self.pairs.second,
            np.round(logistic(self.log_odds), 6).astype(np.float32),
            score,
        )

    def grounds(self, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float64]:
        """Measure the grounds for and against pairs by ablation, in log-odds.

        The contribution of a ground is the loss when its features are set to their medians over
        unrelated pairs of this pile and the others are kept. Grounds overlap, so contributions
        do not add up to the whole.

        Parameters
        ----------
        first, second : int arrays of shape (n_pairs,)

        Returns
        -------
        float array of shape (n_pairs, len(GROUNDS)); over 0 is evidence for one event
        """
        strange = self._of_strangers()

        def effects(found: NDArray[np.float64]) -> NDArray[np.float64]:
            whole = self.scorer.log_odds(found)
            lost = []
            for features in GROUNDS.values():
                changed = found.copy()
                columns = [FEATURES.index(name) for name in features]
                changed[:, columns] = strange[columns]
                lost.append(whole - self.scorer.log_odds(changed))
            rounded: NDArray[np.float64] = np.stack(lost, axis=1).round(4)
            return rounded

        return self.features.each(
            first.astype(np.int32), second.astype(np.int32), effects, shape=(len(GROUNDS),)
        )

    def _of_strangers(self) -> NDArray[np.float64]:
        """Typical features of pairs that are more likely two events than one."""
        rows = np.flatnonzero(self.log_odds < 0)[:_N_STRANGERS]
        if not len(rows):
            return np.zeros(len(FEATURES))
        found = self.features.table(self.pairs.first[rows], self.pairs.second[rows])
        return np.asarray(np.median(found, axis=0), dtype=np.float64)


def _judged(
    scorer: TreeScorer,
    features: PairFeatures,
    clashes: Clashes,
    first: NDArray[np.int32],
    second: NDArray[np.int32],
) -> NDArray[np.float64]:
    """Return log-odds of pairs; at most `_CLASHING` where places or serial columns clash."""
    odds = features.each(first, second, scorer.log_odds)
    for clash in clashes:
        high = np.flatnonzero(odds > _CLASHING)
        odds[high[clash.of(first[high], second[high])]] = _CLASHING
    return odds


def find_pair_model(encoder: EncoderLike) -> tuple[PairModel | None, str]:
    """Return the bundled pair model that was learned on this encoder's vectors, and its hash.

    None and "" where there is none: a pair model that was learned on other vectors is of no use.
    """
    bundle = bundle_learned_on(encoder.sha256, BUNDLED)
    if bundle is None:
        return None, ""
    with restoring(bundle.path):
        model = PairModel.from_arrays(bundle.arrays)
        if len(model.space.centre) != encoder.n_dims:
            raise ValueError(
                f"places vectors of {len(model.space.centre)} numbers; "
                f"{encoder.name} gives {encoder.n_dims}"
            )
        return model, bundle.sha256
