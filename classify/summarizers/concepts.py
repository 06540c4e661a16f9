"""The words and pairs of words of a story, and where in it they stand.

Concepts, as in the concept-based model of summaries (Gillick & Favre, A Scalable Global Model for
Summarization, 2009): a summary is good if it holds the concepts that a person's would hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from classify.stems import stem
from classify.summarizers.raters import Floats, Ints, centroid_salience, lexrank_salience

Concept = tuple[str, ...]
"""One stem, or two neighbouring ones."""

FEATURES = (
    "is a pair",
    "share of teasers",
    "teasers",
    "share of teasers, headlines included",
    "share of headlines",
    "in the lead's headline",
    "in the lead's text",
    "share of sentences",
    "occurrences",
    "words before it, least",
    "words before it, mean",
    "sentences before it, least",
    "centrality of its sentences, greatest",
    "centrality of its sentences, mean",
    "LexRank of its sentences, greatest",
    "rank of its sentences, best",
    "rank of its sentences, best, as a share",
    "words of its shortest sentence",
    "capitalised",
    "has a digit",
    "letters",
    "teasers of the story",
    "sentences of the story",
    "words of the story",
)
"""What is known of a concept from its story alone; `ConceptModel` adds how rare its words are."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class StorySentences:
    """All sentences of one story."""

    texts: Sequence[str]
    teasers: Ints
    """For each sentence its teaser's position in `headlines`, shape (n_sentences,)."""
    positions: Ints
    """Place of each sentence in its teaser, from 0, shape (n_sentences,)."""
    headlines: Sequence[str]
    """One a teaser, the lead's first."""
    vectors: NDArray[np.float32]
    """Shape (n_sentences, n_dims), rows of unit length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryConcepts:
    """The distinct concepts of a story, in order of first sight."""

    concepts: tuple[Concept, ...]
    is_pair: NDArray[np.bool_]
    """Which of them are pairs, shape (n_concepts,)."""
    holds: NDArray[np.bool_]
    """Shape (n_sentences, n_concepts): which sentence holds which."""
    n_words: Ints
    """Words of each sentence, shape (n_sentences,)."""
    features: Floats
    """Shape (n_concepts, n_features), in the order of `FEATURES`."""


def stems_of(text: str) -> list[str]:
    """Return the stems of a text in reading order."""
    return [stem(word) for word in _WORD.findall(text)]


def concepts_of(text: str) -> list[Concept]:
    """Return the stems of a text and the pairs of neighbours among them, in reading order."""
    return _concepts(stems_of(text))


def read_concepts(story: StorySentences) -> StoryConcepts:
    """Find the concepts of a story's sentences, and what is known of each."""
    column: dict[Concept, int] = {}
    places: list[tuple[int, int, int, bool]] = []
    n_words, n_before = [], [0] * len(story.headlines)
    for row, (text, teaser) in enumerate(zip(story.texts, story.teasers.tolist(), strict=True)):
        words = _WORD.findall(text)
        for at, concept in _placed([stem(word) for word in words]):
            number = column.setdefault(concept, len(column))
            places.append((number, row, n_before[teaser] + at, words[at][0].isupper()))
        n_words.append(len(words))
        n_before[teaser] += len(words)
    headlined = np.zeros((len(story.headlines), len(column)), dtype=bool)
    for teaser, headline in enumerate(story.headlines):
        known = [column[one] for one in concepts_of(headline) if one in column]
        headlined[teaser, known] = True
    if not column:
        return StoryConcepts(
            concepts=(),
            is_pair=np.zeros(0, dtype=bool),
            holds=np.zeros((len(story.texts), 0), dtype=bool),
            n_words=np.array(n_words, dtype=np.int64),
            features=np.zeros((0, len(FEATURES))),
        )
    occurrences = np.array(places, dtype=np.int64).reshape(-1, 4)
    holds = np.zeros((len(story.texts), len(column)), dtype=bool)
    holds[occurrences[:, 1], occurrences[:, 0]] = True
    concepts = tuple(column)
    is_pair = np.array([len(concept) > 1 for concept in concepts])
    return StoryConcepts(
        concepts=concepts,
        is_pair=is_pair,
        holds=holds,
        n_words=np.array(n_words, dtype=np.int64),
        features=np.column_stack(
            [
                is_pair,
                *_spread(story, holds, headlined),
                *_order(story, occurrences),
                *_company(story, holds, np.array(n_words)),
                *_looks(concepts, occurrences),
                *np.tile(
                    [len(story.headlines), len(story.texts), sum(n_words)], (len(concepts), 1)
                ).T,
            ]
        ).astype(np.float64),
    )


def _concepts(stems: Sequence[str]) -> list[Concept]:
    return [(one,) for one in stems] + list(pairwise(stems))


def _placed(stems: Sequence[str]) -> Iterable[tuple[int, Concept]]:
    """Concepts with the place of their first word."""
    yield from enumerate((one,) for one in stems)
    yield from enumerate(pairwise(stems))


def _spread(
    story: StorySentences, holds: NDArray[np.bool_], headlined: NDArray[np.bool_]
) -> list[NDArray[np.generic]]:
    """How many teasers, headlines and sentences hold each concept."""
    told = np.zeros_like(headlined)
    np.logical_or.at(told, story.teasers, holds)
    return [
        told.mean(axis=0),
        told.sum(axis=0),
        (told | headlined).mean(axis=0),
        headlined.mean(axis=0),
        headlined[0],
        told[0],
        holds.mean(axis=0),
    ]


def _order(story: StorySentences, occurrences: Ints) -> list[NDArray[np.generic]]:
    """How often each concept occurs, and how early."""
    number, row, n_before, _ = occurrences.T
    n_concepts = int(number.max(initial=-1)) + 1
    count = np.bincount(number, minlength=n_concepts)
    earliest, first = np.full(n_concepts, np.inf), np.full(n_concepts, np.inf)
    np.minimum.at(earliest, number, n_before)
    np.minimum.at(first, number, story.positions[row])
    return [count, earliest, np.bincount(number, n_before, n_concepts) / count, first]


def _company(
    story: StorySentences, holds: NDArray[np.bool_], n_words: Ints
) -> list[NDArray[np.generic]]:
    """Look at the sentences that hold each concept."""
    n_sentences = len(story.texts)
    central = np.round(centroid_salience(story.vectors, story.positions), 6)
    walked = np.round(lexrank_salience(story.vectors, story.positions), 6)
    rank = np.argsort(np.argsort(-central, kind="stable"), kind="stable")
    best = np.where(holds, rank[:, None], n_sentences).min(axis=0)
    return [
        np.where(holds, central[:, None], -np.inf).max(axis=0),
        (holds * central[:, None]).sum(axis=0) / holds.sum(axis=0),
        np.where(holds, walked[:, None], -np.inf).max(axis=0),
        best,
        best / n_sentences,
        np.where(holds, n_words[:, None], np.inf).min(axis=0),
    ]


def _looks(concepts: Sequence[Concept], occurrences: Ints) -> list[NDArray[np.generic]]:
    """Look at the concept itself."""
    number, capital = occurrences[:, 0], occurrences[:, 3]
    count = np.bincount(number, minlength=len(concepts))
    joined = ["".join(concept) for concept in concepts]
    return [
        np.bincount(number, capital, len(concepts)) / count,
        np.array([any(map(str.isdigit, word)) for word in joined], dtype=bool),
        np.array([len(word) for word in joined], dtype=np.int64),
    ]
