"""StorySummarizer: stories to the sentences that tell them; split, rate, select."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from classify.compute import hash_arrays, one_blas_thread
from classify.corroboration import DraftNote, find_clashes
from classify.encoders import DEFAULT_ENCODER, CheckedEncoder, EncoderLike, as_encoder
from classify.readers import fingerprint, spans_by_id
from classify.records import BriefLength, Sentence, Story
from classify.summarization.candidates import Candidate, StoryCandidates, closings_of
from classify.summarization.concept_model import ConceptModel, find_concept_model
from classify.summarization.concepts import StorySentences, read_concepts
from classify.summarization.objectives import (
    ExpectedOverlap,
    FacilityLocation,
    MarginalRelevance,
    Objective,
)
from classify.summarization.raters import RATERS
from classify.summarization.redundancy import find_repeats
from classify.summarization.selection import Choices, select
from classify.summarization.settings import CONCEPTS, FACILITY_LOCATION, CondensingSettings
from classify.text import Spans

_STAND_IN = "centroid"
_CHUNK = 512  # stories at a time: what is known of all their words would take gigabytes


@dataclass(frozen=True, slots=True)
class _Rated:
    """The sentences of one story, and what makes a choice among them good."""

    group: StoryCandidates
    vectors: NDArray[np.float32]
    objective: Objective


class _Learned:
    """What was learned of concepts, read once for all summarizers that differ in settings alone."""

    def __init__(self, encoder: CheckedEncoder, given: ConceptModel | None) -> None:
        self._encoder = encoder
        self._given = given

    @cached_property
    def model_and_sha256(self) -> tuple[ConceptModel | None, str]:
        # read when it is first needed: who asks for topics alone does not wait for it
        if self._given:
            return self._given, hash_arrays(self._given.to_arrays())
        return find_concept_model(self._encoder)


class StorySummarizer:
    """Chooses the sentences that tell a story: none is altered, none is cut.

    Parameters
    ----------
    encoder : EncoderLike, str or path, optional
        Embeds sentences: an encoder, or what `load_encoder` loads one from; the bundled one if not
        given.
    settings : CondensingSettings, optional
    concept_model : ConceptModel, optional
        Learned on vectors of this encoder. If not given, the bundled one where it was; else
        likeness to the centroid stands in for it.

    Examples
    --------
    >>> from classify import StoryFinder, StorySummarizer, read_teasers
    >>> stories = StoryFinder().find(read_teasers("listing.txt"))
    >>> summaries = StorySummarizer().summarize(stories)
    """

    def __init__(
        self,
        encoder: EncoderLike | str | Path | None = None,
        *,
        settings: CondensingSettings | None = None,
        concept_model: ConceptModel | None = None,
    ) -> None:
        self.encoder = as_encoder(DEFAULT_ENCODER if encoder is None else encoder)
        self.settings = settings or CondensingSettings()
        self._learned = _Learned(self.encoder, concept_model)

    @property
    def concept_model(self) -> ConceptModel | None:
        """What was learned of concepts on vectors of this encoder."""
        return self._learned.model_and_sha256[0]

    @property
    def concept_model_sha256(self) -> str:
        """Hash of the concept model; empty where there is none."""
        return self._learned.model_and_sha256[1]

    @one_blas_thread()
    def summarize(
        self,
        stories: Sequence[Story],
        *,
        fresh: Sequence[Set[str]] | None = None,
        known: Mapping[str, Set[str]] | None = None,
        notes: Sequence[Sequence[DraftNote]] | None = None,
        shared: Mapping[str, Spans] | None = None,
    ) -> list[tuple[Sentence, ...]]:
        """Choose the sentences of each story's brief, in reading order.

        Sentences are embedded, those of many stories in one go, only where a choice is to be made;
        where none is, each has salience 1. What is no news is never chosen (datelines, credits,
        calls to subscribe, what repeats the headline), nor is a sentence that many of the teasers
        share word for word, as a feed's own words are. A story whose teasers have no
        such text gets none: its headline speaks for it.

        Parameters
        ----------
        stories : sequence of Story
        fresh : for each story a set of ids, optional
            Teasers that bring news, where only some do: a brief opens with one of theirs if it can.
        known : mapping of teaser id to a set of hashes, optional
            Of teasers that bring news: what they said before (`classify.readers.fingerprint`),
            which is none.
        notes : for each story its notes on figures, optional
            A sentence that gives an overtaken figure is chosen only where nothing else can be. They
            are read from the teasers if not given.
        shared : mapping of teaser id to spans, optional
            What many teasers of the pile share, as `classify.readers.spans_by_id` finds it; it is
            found among the teasers of these stories if not given.
        """
        if notes is None:
            notes = [find_clashes(story.teasers) for story in stories]
        if shared is None:
            shared = spans_by_id([teaser for story in stories for teaser in story.teasers])
        closings = closings_of([teaser for story in stories for teaser in story.teasers])
        groups = [
            StoryCandidates.of(story, own, shared, closings)
            for story, own in zip(stories, notes, strict=True)
        ]
        news = {id for ids in fresh or () for id in ids}
        free = [_all_fit(group, self.settings) for group in groups]
        contested = [group for group, fits in zip(groups, free, strict=True) if not fits]
        rated = self._rated(contested)
        return [
            tuple(candidate.rated(1.0) for candidate in group.candidates)
            if fits
            else _select(next(rated), self.settings, news, known or {})
            for group, fits in zip(groups, free, strict=True)
        ]

    @one_blas_thread()
    def rate(self, stories: Sequence[Story]) -> list[tuple[Sentence, ...]]:
        """Rate every sentence of each story: those of the lead teaser first, then by age."""
        groups = list(map(StoryCandidates.of, stories))
        return [
            tuple(map(Candidate.rated, rated.group.candidates, rated.objective.salience.tolist()))
            for rated in self._rated(groups)
        ]

    def with_length(self, length: BriefLength) -> Self:
        """Return the same summarizer with other limits; those that are not named stay."""
        changed = copy.copy(self)
        changed.settings = self.settings.with_length(length)
        return changed

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return what was learned as plain arrays; none where there is no concept model."""
        return self.concept_model.to_arrays() if self.concept_model else {}

    @classmethod
    def from_arrays(
        cls,
        arrays: Mapping[str, NDArray[Any]],
        *,
        encoder: EncoderLike | str | Path | None = None,
        settings: CondensingSettings | None = None,
    ) -> Self:
        """Restore a summarizer that chooses as the one that `to_arrays` was called on.

        Raises
        ------
        ValueError
            If an array is missing, or does not fit the others.
        """
        model = ConceptModel.from_arrays(arrays) if arrays else None
        return cls(encoder, settings=settings, concept_model=model)

    def _rated(self, groups: Sequence[StoryCandidates]) -> Iterator[_Rated]:
        """Embed the sentences of each group, and say what each is worth."""
        for start in range(0, len(groups), _CHUNK):
            chunk = groups[start : start + _CHUNK]
            vectors = _embed(chunk, self.encoder)
            yield from map(_Rated, chunk, vectors, self._objectives(chunk, vectors))

    def _objectives(
        self, groups: Sequence[StoryCandidates], vectors: Sequence[NDArray[np.float32]]
    ) -> list[Objective]:
        """Say what makes a choice good among the sentences of each group."""
        settings = self.settings
        if settings.method == FACILITY_LOCATION:
            return [FacilityLocation(vectors=own) for own in vectors]
        if settings.method == CONCEPTS and (model := self.concept_model):
            concepts = [
                read_concepts(group.sentences(own))
                for group, own in zip(groups, vectors, strict=True)
            ]
            return [
                ExpectedOverlap(
                    concepts=own,
                    probabilities=probable,
                    n_expected_words=settings.n_expected_words,
                )
                for own, probable in zip(concepts, model.probabilities(concepts), strict=True)
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


def story_sentences(stories: Sequence[Story], encoder: EncoderLike) -> list[StorySentences]:
    """Return the sentences of each story with their vectors: what concepts are read from."""
    groups = list(map(StoryCandidates.of, stories))
    vectors = _embed(groups, encoder)
    return [group.sentences(own) for group, own in zip(groups, vectors, strict=True)]


def _all_fit(group: StoryCandidates, settings: CondensingSettings) -> bool:
    """Say whether all sentences may be taken unseen: one teaser, whole, short, without repeats."""
    candidates = group.candidates
    texts = [candidate.text for candidate in candidates]
    return (
        len({candidate.teaser.id for candidate in candidates}) <= 1
        and all(candidate.span.complete and not candidate.outdated for candidate in candidates)
        and len(texts) <= settings.max_sentences
        and sum(len(text.split()) for text in texts) <= settings.max_words
        and (settings.max_characters is None or len(" ".join(texts)) <= settings.max_characters)
        and len(set(texts)) == len(texts)
        and bool((group.needs != np.arange(len(texts))).all())  # nothing leans on what is not there
    )


def _embed(groups: Sequence[StoryCandidates], encoder: EncoderLike) -> list[NDArray[np.float32]]:
    """Embed the sentences of all groups in one go; one array for each group."""
    texts = [candidate.text for group in groups for candidate in group.candidates]
    if not texts:
        return [np.empty((0, 0), dtype=np.float32) for _ in groups]
    vectors = encoder.encode(texts)
    ends = np.cumsum([0, *(len(group.candidates) for group in groups)])
    return [vectors[start:stop] for start, stop in pairwise(ends)]


def _select(
    rated: _Rated, settings: CondensingSettings, news: Set[str], known: Mapping[str, Set[str]]
) -> tuple[Sentence, ...]:
    """Choose the sentences of one story; outdated ones only if nothing else can be."""
    candidates = rated.group.candidates
    texts = [candidate.text for candidate in candidates]
    choices = Choices(
        repeats=rated.group.differing(find_repeats(texts, rated.vectors)),
        n_words=np.array([len(text.split()) for text in texts]),
        complete=np.array([candidate.span.complete for candidate in candidates]),
        needs=rated.group.needs,
        opening=np.array(
            [
                candidate.teaser.id in news
                and fingerprint(candidate.text) not in known.get(candidate.teaser.id, ())
                for candidate in candidates
            ]
        ),
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
