"""Teasers and their vectors to Predictions: words, classifier and novelty put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from classify.records import (
    UNDETERMINED_LANGUAGE,
    AbstainReason,
    LabelledTeaser,
    Prediction,
    Teaser,
)
from classify.taxonomy import Taxonomy
from classify.topics import LinearTopics, NoveltyDetector
from classify.words import WordFeatures

_SHORTEST_PASSAGE = 3  # words: below that a headline is a label ("Photos", "Live blog")


@dataclass(frozen=True, slots=True, kw_only=True)
class LabellingSettings:
    """What a person may set."""

    word_weight: float = 1.5  # of .5, 1, 1.5; five folds over train
    """Length of the word features beside the vectors, which have length 1; 0 leaves them out."""
    C: float = 10.0
    """Inverse strength of regularisation of the topics."""
    max_novelty: float = 0.998
    """A teaser more novel than this abstains."""
    languages: tuple[str, ...] = ("en",)
    """Languages that the encoder speaks; others abstain, undetermined ones do not."""

    def to_dict(self) -> dict[str, Any]:
        """Return the settings in JSON values."""
        return {**asdict(self), "languages": list(self.languages)}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> LabellingSettings:
        """Restore what `to_dict` returned."""
        return cls(**{**values, "languages": tuple(values["languages"])})


class Labeller:
    """Assigns topics, or says honestly that none fits or that it cannot tell."""

    def __init__(
        self,
        *,
        taxonomy: Taxonomy,
        words: WordFeatures,
        topics: LinearTopics,
        novelty: NoveltyDetector,
        settings: LabellingSettings,
        unseen_probabilities: NDArray[np.float64] | None = None,
    ) -> None:
        self.taxonomy = taxonomy
        self.settings = settings
        self.topics = topics
        self.unseen_probabilities = unseen_probabilities
        """Of the texts that calibrated it; known after `fit` only."""
        self._words = words
        self._novelty = novelty

    @classmethod
    def fit(
        cls,
        labelled: Sequence[LabelledTeaser],
        vectors: NDArray[np.float32],
        *,
        taxonomy: Taxonomy,
        groups: NDArray[np.int64] | None = None,
        held_out: Sequence[LabelledTeaser] = (),
        held_out_vectors: NDArray[np.float32] | None = None,
        settings: LabellingSettings | None = None,
    ) -> Labeller:
        """Learn from labelled teasers and their vectors (n_teasers, n_dims).

        Disputed labels carry no weight. Teasers of one group are never parted by a fold. Where
        held-out teasers are given with their vectors, probabilities and thresholds are fitted on
        them; see `TopicClassifier`.
        """
        from classify.topics.classifier import HeldOut, TopicClassifier

        settings = settings or LabellingSettings()
        passages = [item.teaser.passage for item in labelled]
        words = WordFeatures.fit(passages if settings.word_weight else ())
        truth, counted = label_arrays(labelled, taxonomy)
        unseen = None
        if held_out and held_out_vectors is not None:
            held_out_passages = [item.teaser.passage for item in held_out]
            held_out_truth, held_out_counted = label_arrays(held_out, taxonomy)
            unseen = HeldOut(
                X=_join(held_out_vectors, words, held_out_passages, settings),
                truth=held_out_truth,
                counted=held_out_counted,
            )
        classifier = TopicClassifier(C=settings.C).fit(
            _join(vectors, words, passages, settings),
            truth,
            counted=counted,
            groups=groups,
            held_out=unseen,
        )
        return cls(
            taxonomy=taxonomy,
            words=words,
            topics=classifier.learned_,
            novelty=NoveltyDetector().fit(vectors, ordinary=held_out_vectors),
            settings=settings,
            unseen_probabilities=classifier.unseen_probabilities_,
        )

    def predict(self, teasers: Sequence[Teaser], vectors: NDArray[np.float32]) -> list[Prediction]:
        """Label teasers, given their vectors (n_teasers, n_dims)."""
        if not teasers:
            return []
        passages = [teaser.passage for teaser in teasers]
        features = _join(vectors, self._words, passages, self.settings)
        probabilities = self.topics.probabilities(features)
        novelty = self._novelty.novelty(vectors)
        return [
            self._prediction(teaser, row, float(share))
            for teaser, row, share in zip(teasers, probabilities, novelty, strict=True)
        ]

    def decide(self, probabilities: Mapping[str, float]) -> tuple[str, ...]:
        """Return the topics at or over their thresholds, the most probable first."""
        thresholds = dict(zip(self.taxonomy.keys, self.topics.thresholds, strict=True))
        over = [key for key in self.taxonomy.keys if probabilities[key] >= thresholds[key]]
        return tuple(sorted(over, key=lambda key: -probabilities[key]))

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return what was learned as plain arrays, their names prefixed by the part."""
        parts = {
            "words": self._words.to_arrays(),
            "topics": self.topics.to_arrays(),
            "novelty": self._novelty.to_arrays(),
        }
        return {
            f"{part}.{name}": array
            for part, arrays in parts.items()
            for name, array in arrays.items()
        }

    @classmethod
    def from_arrays(
        cls,
        arrays: Mapping[str, NDArray[Any]],
        *,
        taxonomy: Taxonomy,
        settings: LabellingSettings,
    ) -> Labeller:
        """Restore a labeller that predicts as the one that `to_arrays` was called on."""

        def part(prefix: str) -> dict[str, NDArray[Any]]:
            return {
                name.removeprefix(prefix): array
                for name, array in arrays.items()
                if name.startswith(prefix)
            }

        return cls(
            taxonomy=taxonomy,
            words=WordFeatures.from_arrays(part("words.")),
            topics=LinearTopics.from_arrays(part("topics.")),
            novelty=NoveltyDetector.from_arrays(part("novelty.")),
            settings=settings,
        )

    def _prediction(
        self, teaser: Teaser, probabilities: NDArray[np.float64], novelty: float
    ) -> Prediction:
        named = dict(zip(self.taxonomy.keys, probabilities.tolist(), strict=True))
        reason = self._reason_to_abstain(teaser, novelty)
        topics = () if reason else self.decide(named)
        return Prediction(
            teaser_id=teaser.id,
            probabilities=named,
            status="abstained" if reason else "assigned" if topics else "none",
            topics=topics,
            primary=topics[0] if topics else None,
            reason=reason,
            novelty=novelty,
        )

    def _reason_to_abstain(self, teaser: Teaser, novelty: float) -> AbstainReason | None:
        if teaser.language not in (*self.settings.languages, UNDETERMINED_LANGUAGE):
            return "language"
        if len(teaser.passage.split()) < _SHORTEST_PASSAGE:
            return "too short"
        if novelty > self.settings.max_novelty:
            return "novel"
        return None


def label_arrays(
    labelled: Sequence[LabelledTeaser], taxonomy: Taxonomy
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return the agreed labels and where annotators agree, both (n_teasers, n_topics)."""
    position = {key: column for column, key in enumerate(taxonomy.keys)}
    truth = np.zeros((len(labelled), len(taxonomy)), dtype=bool)
    counted = np.ones_like(truth)
    for row, item in enumerate(labelled):
        truth[row, [position[key] for key in item.labels]] = True
        counted[row, [position[key] for key in item.disputed]] = False
    return truth, counted


def prediction_arrays(
    predictions: Sequence[Prediction], taxonomy: Taxonomy
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return the probabilities and which topics are assigned, both (n_teasers, n_topics)."""
    shape = (len(predictions), len(taxonomy))
    probabilities = [[one.probabilities[key] for key in taxonomy.keys] for one in predictions]
    assigned = [[key in one.topics for key in taxonomy.keys] for one in predictions]
    return np.reshape(probabilities, shape), np.reshape(assigned, shape).astype(bool)


def _join(
    vectors: NDArray[np.float32],
    words: WordFeatures,
    passages: Sequence[str],
    settings: LabellingSettings,
) -> csr_matrix:
    """One feature matrix: dense vectors beside weighted sparse words."""
    dense = csr_matrix(np.asarray(vectors, dtype=np.float64))
    return hstack([dense, words.transform(passages) * settings.word_weight], format="csr")
