"""Stories to the sentences that tell them: split, rate, select."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classify.compute import one_blas_thread
from classify.corroboration import DraftNote
from classify.encoders import EncoderLike
from classify.errors import UnknownNameError
from classify.records import BriefLength, Sentence, Story
from classify.storage import settings_from_json
from classify.summarization.candidates import Candidate, StoryCandidates
from classify.summarization.concept_model import ConceptModel
from classify.summarization.concepts import StorySentences, read_concepts
from classify.summarization.objectives import (
    ExpectedOverlap,
    FacilityLocation,
    MarginalRelevance,
    Objective,
)
from classify.summarization.raters import RATERS
from classify.summarization.redundancy import find_repeats
from classify.summarization.selection import Choices, Limits, select

CONCEPTS = "concepts"
FACILITY_LOCATION = "facility location"
METHODS = (CONCEPTS, FACILITY_LOCATION, *RATERS)
"""How sentences can be chosen."""

_STAND_IN = "centroid"
_CHARACTERS_PER_WORD = 6  # of English news, with the space behind it
_CHUNK = 512  # stories at a time: what is known of all their words would take gigabytes


@dataclass(frozen=True, slots=True, kw_only=True)
class CondensingSettings:
    """How long a brief may be, and how its sentences are chosen."""

    method: str = CONCEPTS
    """One of `METHODS`. What is learned of concepts goes with the bundled encoder; with another one
    likeness to the centroid stands in for it."""
    max_words: int = 70
    max_sentences: int = 3
    max_characters: int | None = None
    """Of the sentences joined by single spaces; no limit if None."""
    redundancy: float = 0.3
    """How much likeness to what is chosen counts against a sentence, where the method rates each
    by itself."""

    @property
    def limits(self) -> Limits:
        """How much of a story may be chosen."""
        return Limits(
            max_words=self.max_words,
            max_sentences=self.max_sentences,
            max_characters=self.max_characters,
        )

    @property
    def n_expected_words(self) -> int:
        """Words that a brief of this length has, where its characters end it before its words."""
        if self.max_characters is None:
            return self.max_words
        return min(self.max_words, self.max_characters // _CHARACTERS_PER_WORD)

    def with_length(self, length: BriefLength) -> CondensingSettings:
        """Return the same settings with other limits; those that are not named stay.

        Where characters are named and words are not, words do not count: as many are allowed as
        there could ever be.
        """
        limits = {name: limit for name, limit in asdict(length).items() if limit is not None}
        if length.max_characters and not length.max_words:
            limits["max_words"] = (length.max_characters + 1) // 2  # one letter each, and spaces
        return replace(self, **limits)

    def to_dict(self) -> dict[str, Any]:
        """Return the settings in JSON values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> CondensingSettings:
        """Restore what `to_dict` returned."""
        settings = settings_from_json(cls, values, place="settings.condensing")
        if settings.method not in METHODS:
            raise UnknownNameError("method", settings.method, METHODS)
        BriefLength(
            max_words=settings.max_words,
            max_sentences=settings.max_sentences,
            max_characters=settings.max_characters,
        )
        return settings


@dataclass(frozen=True, slots=True)
class _Rated:
    """The sentences of one story, and what makes a choice among them good."""

    group: StoryCandidates
    vectors: NDArray[np.float32]
    objective: Objective


@one_blas_thread()
def condense(
    stories: Sequence[Story],
    encoder: EncoderLike,
    settings: CondensingSettings,
    *,
    concept_model: ConceptModel | None = None,
    fresh: Sequence[Set[str]] | None = None,
    notes: Sequence[Sequence[DraftNote]] | None = None,
) -> list[tuple[Sentence, ...]]:
    """Choose the sentences of each story's brief, in reading order.

    Sentences are embedded, those of many stories in one go, only where a choice is to be made;
    where none is, each has salience 1. A story whose teasers have no text gets none: its headline
    speaks for it.

    Parameters
    ----------
    stories : sequence of Story
    encoder : EncoderLike
    settings : CondensingSettings
    concept_model : ConceptModel, optional
        What was learned of concepts on vectors of this encoder.
    fresh : for each story a set of ids, optional
        Teasers that bring news, where only some do: a brief opens with one of theirs if it can.
    notes : for each story its notes on figures, optional
        A sentence that gives an overtaken figure is chosen only where nothing else can be.
    """
    told = notes or [()] * len(stories)
    groups = [StoryCandidates.of(story, own) for story, own in zip(stories, told, strict=True)]
    news = {id for ids in fresh or () for id in ids}
    free = [_all_fit(group.candidates, settings) for group in groups]
    contested = [group for group, fits in zip(groups, free, strict=True) if not fits]
    rated = _rated(contested, encoder, settings, concept_model)
    return [
        tuple(candidate.rated(1.0) for candidate in group.candidates)
        if fits
        else _select(next(rated), settings, news)
        for group, fits in zip(groups, free, strict=True)
    ]


@one_blas_thread()
def rate_sentences(
    stories: Sequence[Story],
    encoder: EncoderLike,
    settings: CondensingSettings,
    *,
    concept_model: ConceptModel | None = None,
) -> list[tuple[Sentence, ...]]:
    """Rate every sentence of each story: those of the lead teaser first, then by age."""
    groups = list(map(StoryCandidates.of, stories))
    return [
        tuple(map(Candidate.rated, rated.group.candidates, rated.objective.salience.tolist()))
        for rated in _rated(groups, encoder, settings, concept_model)
    ]


def story_sentences(stories: Sequence[Story], encoder: EncoderLike) -> list[StorySentences]:
    """Return the sentences of each story with their vectors: what concepts are read from."""
    groups = list(map(StoryCandidates.of, stories))
    vectors = _embed(groups, encoder)
    return [group.sentences(own) for group, own in zip(groups, vectors, strict=True)]


def _all_fit(candidates: Sequence[Candidate], settings: CondensingSettings) -> bool:
    """Say whether all sentences may be taken unseen: one teaser, whole, short, without repeats."""
    texts = [candidate.text for candidate in candidates]
    return (
        len({candidate.teaser.id for candidate in candidates}) <= 1
        and all(candidate.span.complete and not candidate.outdated for candidate in candidates)
        and len(texts) <= settings.max_sentences
        and sum(len(text.split()) for text in texts) <= settings.max_words
        and (settings.max_characters is None or len(" ".join(texts)) <= settings.max_characters)
        and len(set(texts)) == len(texts)
    )


def _rated(
    groups: Sequence[StoryCandidates],
    encoder: EncoderLike,
    settings: CondensingSettings,
    concept_model: ConceptModel | None,
) -> Iterator[_Rated]:
    """Embed the sentences of each group, and say what each is worth."""
    for start in range(0, len(groups), _CHUNK):
        chunk = groups[start : start + _CHUNK]
        vectors = _embed(chunk, encoder)
        objectives = _objectives(chunk, vectors, settings, concept_model)
        yield from map(_Rated, chunk, vectors, objectives)


def _embed(groups: Sequence[StoryCandidates], encoder: EncoderLike) -> list[NDArray[np.float32]]:
    """Embed the sentences of all groups in one go; one array for each group."""
    texts = [candidate.text for group in groups for candidate in group.candidates]
    if not texts:
        return [np.empty((0, 0), dtype=np.float32) for _ in groups]
    vectors = encoder.encode(texts)
    ends = np.cumsum([0, *(len(group.candidates) for group in groups)])
    return [vectors[start:stop] for start, stop in pairwise(ends)]


def _objectives(
    groups: Sequence[StoryCandidates],
    vectors: Sequence[NDArray[np.float32]],
    settings: CondensingSettings,
    concept_model: ConceptModel | None,
) -> list[Objective]:
    """Say what makes a choice good among the sentences of each group."""
    if settings.method == FACILITY_LOCATION:
        return [FacilityLocation(vectors=own) for own in vectors]
    if settings.method == CONCEPTS and concept_model:
        concepts = [
            read_concepts(group.sentences(own)) for group, own in zip(groups, vectors, strict=True)
        ]
        probabilities = concept_model.probabilities(concepts)
        return [
            ExpectedOverlap(
                concepts=own, probabilities=probable, n_expected_words=settings.n_expected_words
            )
            for own, probable in zip(concepts, probabilities, strict=True)
        ]
    rate = RATERS[_STAND_IN if settings.method == CONCEPTS else settings.method]
    return [
        MarginalRelevance(
            salience=rate(own, group.positions) if group.candidates else np.empty(0),
            vectors=own,
            redundancy=settings.redundancy,
        )
        for group, own in zip(groups, vectors, strict=True)
    ]


def _select(rated: _Rated, settings: CondensingSettings, news: Set[str]) -> tuple[Sentence, ...]:
    """Choose the sentences of one story; outdated ones only if nothing else can be."""
    candidates = rated.group.candidates
    texts = [candidate.text for candidate in candidates]
    choices = Choices(
        repeats=find_repeats(texts, rated.vectors),
        n_words=np.array([len(text.split()) for text in texts]),
        complete=np.array([candidate.span.complete for candidate in candidates]),
        needs=rated.group.needs,
        opening=np.array([candidate.teaser.id in news for candidate in candidates]),
        n_characters=np.array([len(text) for text in texts]),
    )
    limits = settings.limits
    outdated = np.array([candidate.outdated for candidate in candidates])
    # an outdated sentence counts as too long, so that no other rule can let it in
    too_long = np.where(outdated, limits.max_words + 1, choices.n_words)
    chosen = select(rated.objective, replace(choices, n_words=too_long), limits)
    if not chosen and outdated.any():
        chosen = select(rated.objective, choices, limits)
    salience = rated.objective.salience
    return tuple(
        candidates[row].rated(float(salience[row])) for row in rated.group.in_reading_order(chosen)
    )
