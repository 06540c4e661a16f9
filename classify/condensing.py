"""Stories to the sentences that tell them: split, rate, select."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import asdict, dataclass
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classify.clashes import find_clashes, is_overtaken
from classify.encoders import EncoderLike
from classify.errors import UnknownNameError
from classify.records import Sentence, Story, Teaser
from classify.sentences import Span, leans, split_sentences
from classify.summarizers import RATERS, select


@dataclass(frozen=True, slots=True, kw_only=True)
class CondensingSettings:
    """How long a brief may be, and how its sentences are chosen."""

    rater: str = "centroid"
    max_words: int = 70
    max_sentences: int = 3
    redundancy: float = 0.3

    def to_dict(self) -> dict[str, Any]:
        """Return the settings in JSON values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> CondensingSettings:
        """Restore what `to_dict` returned."""
        if values["rater"] not in RATERS:
            raise UnknownNameError("rater", values["rater"], RATERS)
        return cls(**values)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A sentence of a story's teaser."""

    teaser: Teaser
    position: int
    """Place in its teaser, from 0."""
    span: Span

    @property
    def text(self) -> str:
        return self.teaser.text[self.span.start : self.span.end]


def condense(
    stories: Sequence[Story],
    encoder: EncoderLike,
    settings: CondensingSettings,
    fresh: Sequence[Set[str]] | None = None,
) -> list[tuple[Sentence, ...]]:
    """Choose the sentences of each story's brief, in reading order.

    Sentences are embedded, those of all stories in one go, only where a choice is to be made; where
    none is, each has salience 1. A story whose teasers have no text gets none: its headline speaks
    for it.

    Parameters
    ----------
    stories : sequence of Story
    encoder : EncoderLike
    settings : CondensingSettings
    fresh : for each story a set of ids, optional
        Teasers that bring news, where only some do: a brief opens with one of theirs if it can.
    """
    candidates = [_candidates(story) for story in stories]
    outdated = list(map(_outdated, stories, candidates))
    news = {id for ids in fresh or () for id in ids}
    free = [
        _all_fit(group, settings) and not old.any()
        for group, old in zip(candidates, outdated, strict=True)
    ]
    contested = [group for group, fits in zip(candidates, free, strict=True) if not fits]
    embedded = iter(_embed(contested, encoder))
    return [
        tuple(_sentence(candidate, 1.0) for candidate in group)
        if fits
        else _select(group, next(embedded), settings, news, old)
        for group, old, fits in zip(candidates, outdated, free, strict=True)
    ]


def rate_sentences(
    stories: Sequence[Story], encoder: EncoderLike, settings: CondensingSettings
) -> list[tuple[Sentence, ...]]:
    """Rate every sentence of each story: those of the lead teaser first, then by age."""
    candidates = [_candidates(story) for story in stories]
    return [
        tuple(
            _sentence(candidate, float(score))
            for candidate, score in zip(group, _rate(group, vectors, settings), strict=True)
        )
        for group, vectors in zip(candidates, _embed(candidates, encoder), strict=True)
    ]


def _all_fit(candidates: Sequence[_Candidate], settings: CondensingSettings) -> bool:
    """Say whether all sentences may be taken unseen: one teaser, whole, short, without repeats."""
    texts = [candidate.text for candidate in candidates]
    return (
        len({candidate.teaser.id for candidate in candidates}) <= 1
        and all(candidate.span.complete for candidate in candidates)
        and len(texts) <= settings.max_sentences
        and sum(len(text.split()) for text in texts) <= settings.max_words
        and len(set(texts)) == len(texts)
    )


def _embed(
    groups: Sequence[Sequence[_Candidate]], encoder: EncoderLike
) -> list[NDArray[np.float32]]:
    """Embed the sentences of all groups in one go; one array for each group."""
    texts = [candidate.text for group in groups for candidate in group]
    if not texts:
        return [np.empty((0, 0), dtype=np.float32) for _ in groups]
    vectors = encoder.encode(texts)
    ends = np.cumsum([0, *map(len, groups)])
    return [vectors[start:stop] for start, stop in pairwise(ends)]


def _candidates(story: Story) -> list[_Candidate]:
    """All sentences of a story: those of the lead teaser first, then by age."""
    ordered = sorted(story.teasers, key=lambda teaser: teaser.id != story.lead)
    return [
        _Candidate(teaser=teaser, position=position, span=span)
        for teaser in ordered
        for position, span in enumerate(_spans(teaser))
    ]


def _spans(teaser: Teaser) -> list[Span]:
    """Find the sentences of a teaser's text that have a word in them."""
    spans = split_sentences(teaser.text, truncated=teaser.truncated, language=teaser.language)
    return [
        span for span in spans if any(char.isalnum() for char in teaser.text[span.start : span.end])
    ]


def _outdated(story: Story, candidates: Sequence[_Candidate]) -> NDArray[np.bool_]:
    """Say which sentences give a figure that a newer report of the story has overtaken."""
    notes = find_clashes(story.teasers)
    return np.array([is_overtaken(one.text, notes) for one in candidates], dtype=bool)


def _select(
    candidates: Sequence[_Candidate],
    vectors: NDArray[np.float32],
    settings: CondensingSettings,
    news: Set[str],
    outdated: NDArray[np.bool_],
) -> tuple[Sentence, ...]:
    """Rate and choose the sentences of one story; outdated ones only if nothing else can be."""
    # the lead teaser, whose headline the brief carries, stands first among the candidates
    opening = [candidate.teaser.id in news for candidate in candidates]
    if not any(opening):
        opening = [candidate.teaser is candidates[0].teaser for candidate in candidates]
    salience = _rate(candidates, vectors, settings)
    choose = partial(
        select,
        salience,
        vectors,
        max_words=settings.max_words,
        max_sentences=settings.max_sentences,
        redundancy=settings.redundancy,
        complete=np.array([candidate.span.complete for candidate in candidates]),
        needs=np.array([_need(row, candidates) for row in range(len(candidates))]),
        opening=np.array(opening),
    )
    n_words = np.array([len(candidate.text.split()) for candidate in candidates])
    # an outdated sentence counts as too long, so that no other rule can let it in
    chosen = choose(np.where(outdated, settings.max_words + 1, n_words)) or choose(n_words)
    return tuple(_sentence(candidates[row], float(salience[row])) for row in chosen)


def _rate(
    candidates: Sequence[_Candidate], vectors: NDArray[np.float32], settings: CondensingSettings
) -> NDArray[np.float64]:
    """Rate the sentences of one story; none have no ratings."""
    if not candidates:
        return np.empty(0)
    positions = np.array([candidate.position for candidate in candidates])
    return RATERS[settings.rater](vectors, positions)


def _need(row: int, candidates: Sequence[_Candidate]) -> int:
    """Find the sentence that one leans on: the one before it; a first one has its headline."""
    candidate = candidates[row]
    if not leans(candidate.text) or candidate.position == 0:
        return -1
    return row - 1


def _sentence(candidate: _Candidate, salience: float) -> Sentence:
    return Sentence(
        text=candidate.text,
        teaser_id=candidate.teaser.id,
        field="text",
        start=candidate.span.start,
        end=candidate.span.end,
        salience=round(salience, 6),
        complete=candidate.span.complete,
    )
