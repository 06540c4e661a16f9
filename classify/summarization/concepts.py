"""The words and pairs of words of a story, and where in it they stand.

Concepts, as in the concept-based model of summaries (Gillick & Favre, A Scalable Global Model for
Summarization, 2009): a summary is good if it holds the concepts that a person's would hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from classify.summarization.raters import Floats, Ints, centroid_salience, lexrank_salience
from classify.text import stem

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
"""What is known of a concept from its story alone; `ConceptStatistics` knows of other stories."""

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
    """The distinct concepts of a story: its words by first sight, then its pairs."""

    words: tuple[str, ...]
    """Stems of the story."""
    first: Ints
    """Place in `words` of each concept's first word, shape (n_concepts,)."""
    last: Ints
    """The same of its last word."""
    is_pair: NDArray[np.bool_]
    """Which of them are pairs, shape (n_concepts,)."""
    holds: NDArray[np.bool_]
    """Shape (n_sentences, n_concepts): which sentence holds which."""
    n_words: Ints
    """Words of each sentence, shape (n_sentences,)."""
    features: Floats
    """Shape (n_concepts, n_features), in the order of `FEATURES`."""

    def __len__(self) -> int:
        return len(self.first)

    @property
    def concepts(self) -> list[Concept]:
        """The concepts themselves, in their order."""
        ends = np.column_stack([self.first, self.last])[self.is_pair]
        return [(one,) for one in self.words] + [
            (self.words[first], self.words[last]) for first, last in ends.tolist()
        ]


def stems_of(text: str) -> list[str]:
    """Return the stems of a text in reading order."""
    return [stem(word) for word in _WORD.findall(text)]


def concepts_of(text: str) -> list[Concept]:
    """Return the stems of a text and the pairs of neighbours among them, in reading order."""
    stems = stems_of(text)
    return [(one,) for one in stems] + list(pairwise(stems))


def read_concepts(story: StorySentences) -> StoryConcepts:
    """Find the concepts of a story's sentences, and what is known of each."""
    sentences = [_WORD.findall(text) for text in story.texts]
    words = [word for sentence in sentences for word in sentence]
    n_words = np.array([len(sentence) for sentence in sentences], dtype=np.int64)
    numbering: dict[str, int] = {}
    tokens = np.array([numbering.setdefault(stem(one), len(numbering)) for one in words], dtype=int)
    pairs = _Pairs.of(tokens, np.repeat(np.arange(len(sentences)), n_words), len(numbering))
    occurrences = _occurrences(story, tokens, n_words, pairs, [one[0].isupper() for one in words])
    n_concepts = len(numbering) + len(pairs.codes)
    holds = np.zeros((len(sentences), n_concepts), dtype=bool)
    holds[occurrences[:, 1], occurrences[:, 0]] = True
    headlined = np.zeros((len(story.headlines), n_concepts), dtype=bool)
    for teaser, headline in enumerate(story.headlines):
        headlined[teaser, pairs.held_by([numbering.get(one, -1) for one in stems_of(headline)])] = 1
    found = StoryConcepts(
        words=tuple(numbering),
        first=np.concatenate([np.arange(len(numbering)), pairs.codes // max(1, len(numbering))]),
        last=np.concatenate([np.arange(len(numbering)), pairs.codes % max(1, len(numbering))]),
        is_pair=np.arange(n_concepts) >= len(numbering),
        holds=holds,
        n_words=n_words,
        features=np.zeros((0, len(FEATURES))),
    )
    if not n_concepts:
        return found
    sizes = [len(story.headlines), len(story.texts), len(words)]
    columns = [
        found.is_pair,
        *_spread(story, holds, headlined),
        *_order(story, occurrences),
        *_company(story, holds, n_words),
        *_looks(found, occurrences),
        *np.tile(sizes, (n_concepts, 1)).T,
    ]
    return replace(found, features=np.column_stack(columns).astype(np.float64))


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Neighbouring words, as first * n_stems + last."""

    codes: Ints
    """Of each distinct pair, rising."""
    place: Ints
    """Of each pair as it stands in the story: its place in `codes`."""
    opens: Ints
    """Of the same: which word of the story it opens with."""
    n_stems: int

    @classmethod
    def of(cls, tokens: Ints, row: Ints, n_stems: int) -> _Pairs:
        opens = np.flatnonzero(row[:-1] == row[1:])
        codes, place = np.unique(tokens[opens] * n_stems + tokens[opens + 1], return_inverse=True)
        return cls(codes, place, opens, n_stems)

    def held_by(self, tokens: Sequence[int]) -> Ints:
        """Find the concepts of another text, whose unknown words are below 0."""
        known = [one for one in tokens if one >= 0]
        pairs = [a * self.n_stems + b for a, b in pairwise(tokens) if a >= 0 and b >= 0]
        held = np.searchsorted(self.codes, pairs)
        there = [
            at + self.n_stems
            for at, pair in zip(held.tolist(), pairs, strict=True)
            if at < len(self.codes) and self.codes[at] == pair
        ]
        return np.array(known + there, dtype=np.int64)


def _occurrences(
    story: StorySentences, tokens: Ints, n_words: Ints, pairs: _Pairs, capitalised: Sequence[bool]
) -> Ints:
    """List all places of all concepts: concept, sentence, words before it, whether capitalised.

    Words before it are those of its teaser.
    """
    n_before = np.zeros(len(story.headlines), dtype=np.int64)
    starts = np.empty(len(n_words), dtype=np.int64)
    for sentence, teaser in enumerate(story.teasers.tolist()):
        starts[sentence] = n_before[teaser]
        n_before[teaser] += n_words[sentence]
    rows = np.repeat(np.arange(len(n_words)), n_words)
    opened = np.concatenate([[0], np.cumsum(n_words)])[:-1]
    places = np.arange(len(tokens)) + (starts - opened)[rows]
    of_words = np.column_stack([tokens, rows, places, np.array(capitalised, dtype=np.int64)])
    of_pairs = of_words[pairs.opens]
    of_pairs[:, 0] = pairs.place + pairs.n_stems
    return np.vstack([of_words, of_pairs])


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


def _looks(found: StoryConcepts, occurrences: Ints) -> list[NDArray[np.generic]]:
    """Look at the concept itself."""
    number, capital = occurrences[:, 0], occurrences[:, 3]
    count = np.bincount(number)
    digit = np.array([not one.isalpha() and any(map(str.isdigit, one)) for one in found.words])
    length = np.array([len(word) for word in found.words], dtype=np.int64)
    of_last = np.where(found.is_pair, length[found.last], 0)
    return [
        np.bincount(number, capital) / count,
        digit[found.first] | digit[found.last],
        length[found.first] + of_last,
    ]
