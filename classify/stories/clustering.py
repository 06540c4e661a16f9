"""Vectors, words and times to groups of teasers that report the same event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags_array, triu

from classify.compute import one_blas_thread
from classify.storage import settings_from_json
from classify.stories.agglomeration import agglomerate
from classify.stories.candidate_pairs import MAX_EXACT
from classify.stories.group_features import Groups
from classify.stories.groups import Group, GroupLink, Leads, shapes
from classify.stories.lexical_features import Lexicon, read_lexicon
from classify.stories.linkage import group
from classify.stories.links import strongest_links
from classify.stories.pair_features import GROUNDS, NO_PUBLISHER
from classify.stories.pair_model import Judgement, PairModel
from classify.stories.regrouping import Numbers, Pairs, Regroup, with_corrections
from classify.stories.similarity_graph import near_pairs

__all__ = [
    "GROUNDS",
    "Group",
    "GroupLink",
    "Lexicon",
    "PairModel",
    "StorySettings",
    "find_stories",
    "read_lexicon",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class StorySettings:
    """When two teasers report one event.

    With a pair model (the bundled encoders have one) probability decides; without one, similarity
    does. All defaults were chosen on piles that nothing was learned from.
    """

    window_days: float = 5.0
    """Teasers further apart never join directly."""
    min_probability: float = 0.47
    """Probability that two groups report one event, for them to become one."""
    min_similarity: float = 0.30
    """Mean similarity that they must have where there is no pair model."""
    word_weight: float = 0.6
    """Share of word similarity beside similarity of vectors where there is no pair model."""

    def __post_init__(self) -> None:
        if not self.window_days > 0:
            raise ValueError(f"window_days must be over 0, not {self.window_days}")
        for name in ("min_probability", "min_similarity"):
            if not 0 < getattr(self, name) <= 1:
                raise ValueError(f"{name} must be over 0 and at most 1: {getattr(self, name)}")
        if not 0 <= self.word_weight <= 1:
            raise ValueError(f"word_weight must be from 0 to 1, not {self.word_weight}")

    def to_dict(self) -> dict[str, Any]:
        """Return the settings in JSON values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> StorySettings:
        """Restore what `to_dict` returned."""
        return settings_from_json(cls, values, place="settings.stories")


@one_blas_thread()
def find_stories(
    vectors: NDArray[np.floating],
    words: csr_matrix | Lexicon | None,
    days: NDArray[np.float64],
    keys: Sequence[str],
    settings: StorySettings,
    *,
    alone: NDArray[np.bool_] | None = None,
    leading: NDArray[np.bool_] | None = None,
    pair_model: PairModel | None = None,
    publishers: Sequence[str] | None = None,
    same: Iterable[tuple[int, int]] = (),
    different: Iterable[tuple[int, int]] = (),
    max_exact: int = MAX_EXACT,
) -> list[Group]:
    """Group teasers that report the same event; each teaser is in exactly one group.

    Parameters
    ----------
    vectors : float32 or float16 array of shape (n, n_dims), rows of unit length
        In half the precision a large pile needs half the memory.
    words : Lexicon, or sparse matrix of shape (n, n_terms), rows of unit length or zero
        With a pair model, or without one; None compares the vectors alone.
    days : float array of shape (n,), nan for undated teasers
    keys : sequence of n distinct str
        Decide between equals, so that the order of the input does not.
    settings : StorySettings
    alone : bool array of shape (n,), optional
        True for teasers that report several events, such as weekly digests: each is a group of one.
    leading : bool array of shape (n,), optional
        True for teasers that lead their groups before others do.
    pair_model : PairModel, optional
        Trained on vectors of the same encoder.
    publishers : sequence of n str, optional
        "" where none is named.
    same, different : pairs of positions
        A person's decisions, which must not contradict each other; only groups they name change.
    max_exact : int
        See `classify.stories.candidate_pairs.find_candidates`.

    Returns
    -------
    groups, the one with the oldest founder first, undated last
    """
    order = sorted(range(len(keys)), key=lambda row: (_when(float(days[row])), keys[row]))
    lone = np.zeros(len(keys), dtype=bool) if alone is None else alone
    same, different = _placed(order, same), _placed(order, different)
    numbers = number_publishers(publishers, keys)
    pile = _Pile(vectors=vectors, words=words, days=days, alone=lone, publishers=numbers)
    pile = pile.take(order)
    judgement = pile.judge(pair_model, settings, max_exact)
    near = judgement.near() if judgement else pile.similarities(settings)
    regroup = _regrouper(judgement, near, settings)
    labels = regroup(np.arange(len(keys)), (), ())
    labels = with_corrections(labels, same, different, regroup)
    members: list[list[int]] = [[] for _ in range(labels.max(initial=-1) + 1)]
    for row, label in zip(order, labels.tolist(), strict=True):
        members[label].append(row)
    leads = Leads(space=pair_model.space if pair_model else None, may=leading)
    return shapes(members, vectors, _links(near, labels, judgement, order), leads)


def _placed(order: Sequence[int], pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Name pairs of positions by their places in an order."""
    named = [*pairs]
    place = dict(zip(order, range(len(order)), strict=True)) if named else {}
    return [(place[one], place[other]) for one, other in named]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pile:
    """What is compared, row by row."""

    vectors: NDArray[np.floating]
    words: csr_matrix | Lexicon | None
    days: NDArray[np.float64]
    alone: NDArray[np.bool_]
    publishers: NDArray[np.int64]

    def take(self, order: list[int]) -> _Pile:
        if order == list(range(len(order))):
            return self  # a large pile is not copied without need
        words = self.words.take(order) if isinstance(self.words, Lexicon) else self.words
        return _Pile(
            vectors=self.vectors[order],
            words=words[order] if isinstance(words, csr_matrix) else words,
            days=self.days[order],
            alone=self.alone[order],
            publishers=self.publishers[order],
        )

    def judge(
        self, model: PairModel | None, settings: StorySettings, max_exact: int
    ) -> Judgement | None:
        """Return the probabilities of near pairs, where there is a model."""
        if model is None or not isinstance(self.words, Lexicon):
            return None
        return model.judge(
            self.vectors,
            self.words,
            self.days,
            window_days=settings.window_days,
            alone=self.alone,
            publishers=self.publishers,
            max_exact=max_exact,
        )

    def similarities(self, settings: StorySettings) -> csr_matrix:
        """Return the similarities of near pairs."""
        found = near_pairs(
            self.vectors,
            self.words.stems if isinstance(self.words, Lexicon) else self.words,
            self.days,
            window_days=settings.window_days,
            word_weight=settings.word_weight,
            min_similarity=settings.min_similarity,
        )
        joinable = diags_array((~self.alone).astype(np.float64))
        kept = csr_matrix(joinable @ found @ joinable)
        kept.eliminate_zeros()
        return kept


def _regrouper(judgement: Judgement | None, near: csr_matrix, settings: StorySettings) -> Regroup:
    if judgement:
        return _by_probability(judgement, near, settings)
    return _by_similarity(near, settings)


def _by_probability(judgement: Judgement, near: csr_matrix, settings: StorySettings) -> Regroup:
    """Merge groups by the group model."""
    upper = triu(near, k=1, format="coo")
    first, second = upper.row.astype(np.int64), upper.col.astype(np.int64)
    scores, model, features = judgement.scores(), judgement.groups, judgement.features

    def regroup(rows: Numbers, same: Pairs, different: Pairs) -> Numbers:
        inside = np.zeros(len(features.days), dtype=bool)
        inside[rows] = True
        kept = inside[first] & inside[second]
        groups = Groups(features.places, features.days)
        groups.join([(int(rows[one]), int(rows[other])) for one, other in same])
        roots = agglomerate(
            groups,
            first[kept],
            second[kept],
            scores,
            lambda _groups, _one, _other, found: model.probabilities(found.features),
            min_probability=settings.min_probability,
            apart=[(int(rows[one]), int(rows[other])) for one, other in different],
        )
        return np.asarray(np.unique(roots[rows], return_inverse=True)[1], dtype=np.int64)

    return regroup


def _by_similarity(near: csr_matrix, settings: StorySettings) -> Regroup:
    """Merge groups by their mean similarity."""

    def regroup(rows: Numbers, same: Pairs, different: Pairs) -> Numbers:
        return group(
            near[rows][:, rows],
            min_similarity=settings.min_similarity,
            same=same,
            different=different,
        )

    return regroup


def number_publishers(publishers: Sequence[str] | None, keys: Sequence[str]) -> NDArray[np.int64]:
    """Give each publisher a number, `NO_PUBLISHER` where none is named."""
    if publishers is None:
        return np.full(len(keys), NO_PUBLISHER, dtype=np.int64)
    names = {name: number for number, name in enumerate(sorted({*publishers} - {""}))}
    return np.array([names.get(name, NO_PUBLISHER) for name in publishers], dtype=np.int64)


def _links(
    similarities: csr_matrix,
    labels: NDArray[np.int64],
    judgement: Judgement | None,
    order: Sequence[int],
) -> dict[int, list[GroupLink]]:
    """List the links of each group, in positions of the input, the strongest first."""
    found = strongest_links(similarities, labels)
    grounds = (
        judgement.grounds(found.first, found.second).tolist()
        if judgement and len(found.first)
        else [[]] * len(found.first)
    )
    links: dict[int, list[GroupLink]] = {}
    for row in np.argsort(-found.strength, kind="stable").tolist():
        links.setdefault(int(labels[found.first[row]]), []).append(
            GroupLink(
                first=order[found.first[row]],
                second=order[found.second[row]],
                strength=float(found.strength[row]),
                grounds=tuple(grounds[row]),
            )
        )
    return links


def _when(day: float) -> float:
    return float("inf") if np.isnan(day) else day
