"""How probable it is that two teasers tell the same event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix

from classify.compute import BoostedTrees, TreeScorer, connected_components, logistic
from classify.encoders import EncoderLike
from classify.storage import bundle_learned_on, restoring
from classify.stories.candidate_pairs import MAX_EXACT, Candidates, find_candidates
from classify.stories.lexical_features import Lexicon
from classify.stories.pair_features import FEATURES, GROUNDS, PairFeatures

BUNDLED = ("story-pairs", "story-pairs-static")
_N_STRANGERS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PairModel:
    """Learned trees over the features of a pair."""

    trees: BoostedTrees

    def judge(
        self,
        vectors: NDArray[np.floating],
        lexicon: Lexicon,
        days: NDArray[np.float64],
        *,
        window_days: float,
        alone: NDArray[np.bool_],
        max_exact: int = MAX_EXACT,
    ) -> Judgement:
        """Say how probable it is that two teasers tell one event, for all pairs worth a look.

        Parameters
        ----------
        vectors : float32 or float16 array of shape (n, n_dims), rows of unit length
        lexicon : Lexicon
        days, window_days, alone, max_exact : see `find_candidates`
        """
        pairs = find_candidates(
            vectors,
            lexicon.stems,
            days,
            window_days=window_days,
            alone=alone,
            max_exact=max_exact,
        )
        features = PairFeatures(candidates=pairs, vectors=vectors, lexicon=lexicon, days=days)
        scorer = self.trees.scorer
        return Judgement(
            scorer=scorer,
            features=features,
            log_odds=features.each(pairs.first, pairs.second, scorer.log_odds),
        )

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return what was learned as plain arrays."""
        return self.trees.to_arrays()

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Restore what `to_arrays` returned."""
        return cls(trees=BoostedTrees.from_arrays(arrays, n_features=len(FEATURES)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a pair model makes of one pile."""

    scorer: TreeScorer
    features: PairFeatures
    log_odds: NDArray[np.float64]
    """Of each candidate, shape (n_pairs,)."""

    @property
    def pairs(self) -> Candidates:
        """The pairs that were judged."""
        return self.features.candidates

    def graph(self, *, min_probability: float, same: Iterable[tuple[int, int]] = ()) -> csr_matrix:
        """Return the probabilities of all pairs that can have a say in grouping.

        Parameters
        ----------
        min_probability : float
            Mean probability that two groups must have to become one.
        same : pairs of positions that are in one group whatever their probability

        Returns
        -------
        symmetric sparse matrix of shape (n, n), without the diagonal
        """
        n = len(self.features.days)
        first, second = self.pairs.first, self.pairs.second
        # rounded, so that the last bits of a sum cannot decide between two equal pairs
        probability = np.round(logistic(self.log_odds), 6)
        strong = probability >= round(min_probability, 6)
        # no group reaches over two parts: a mean is at most its greatest member
        more = np.array([*same], dtype=np.int32).reshape(-1, 2)
        parts = connected_components(
            n,
            np.concatenate([first[strong], more[:, 0]]),
            np.concatenate([second[strong], more[:, 1]]),
        )
        heard = parts[first] == parts[second]
        places = (first[heard], second[heard])
        upper = coo_matrix((probability[heard], places), shape=(n, n))
        return csr_matrix(upper + upper.T)

    def grounds(self, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float64]:
        """Say what speaks for and against pairs, in log-odds.

        What a ground does is what would be lost if it were as between strangers of this pile (its
        features at their medians), the others left as they are. Grounds overlap, so that effects
        do not add up to the whole.

        Parameters
        ----------
        first, second : int arrays of shape (n_pairs,)

        Returns
        -------
        float array of shape (n_pairs, len(GROUNDS)); over 0 speaks for one event
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


def find_pair_model(encoder: EncoderLike) -> tuple[PairModel | None, str]:
    """Return the bundled pair model that was learned on this encoder's vectors, and its hash.

    None and "" where there is none: a pair model that was learned on other vectors is of no use.
    """
    bundle = bundle_learned_on(encoder.sha256, BUNDLED)
    if bundle is None:
        return None, ""
    with restoring(bundle.path):
        return PairModel.from_arrays(bundle.arrays), bundle.sha256
