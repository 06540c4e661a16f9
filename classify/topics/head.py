"""Teasers and their vectors to Predictions: words, linear model and novelty combined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from classify.compute import logistic
from classify.errors import BundleFormatError
from classify.records import UNDETERMINED_LANGUAGE, AbstainReason, Prediction, Teaser
from classify.storage import settings_from_json
from classify.taxonomy import Taxonomy
from classify.text import BLOCKS, WordFeatures, fit_blocks
from classify.topics.held_out import UnseenTexts
from classify.topics.linear_model import LinearTopics
from classify.topics.novelty import NoveltyDetector
from classify.topics.training_set import TrainingSet, joined

if TYPE_CHECKING:
    from classify.topics.estimator import HeldOut

_FEWEST_FOR_WORDS = 200
"""Minimum number of texts to learn from words: in fewer, shared words are mostly chance."""
_LOSSES = ("logistic", *["squared_hinge"] * len(BLOCKS))  # of vectors, and of blocks of words
_SHORTEST_PASSAGE = 3  # words: below that a headline is a label ("Photos", "Live blog")


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicSettings:
    """Settings of a topic classifier."""

    words: bool = False
    """Whether words are features beside vectors."""
    C: float = 1.0
    """Inverse strength of regularisation of the weights of vectors."""
    word_C: float = 1.0
    """The same of words."""
    definition_weight: float = 2.0
    """Number of examples that the definition of a topic counts as."""
    max_novelty: float = 0.99
    """A teaser more novel than this abstains."""
    languages: tuple[str, ...] = ("en",)
    """Languages that the encoder supports; teasers in others abstain, undetermined ones do not."""

    def to_dict(self) -> dict[str, Any]:
        """Return the settings in JSON values."""
        return {**asdict(self), "languages": list(self.languages)}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> TopicSettings:
        """Restore what `to_dict` returned."""
        return settings_from_json(cls, values, place="labelling")


class TopicHead:
    """Assigns topics to vectors and their texts; finds that none fits, or abstains."""

    def __init__(
        self,
        *,
        taxonomy: Taxonomy,
        words: Sequence[WordFeatures],
        topics: LinearTopics,
        novelty: NoveltyDetector,
        settings: TopicSettings,
        unseen: UnseenTexts,
    ) -> None:
        self.taxonomy = taxonomy
        self.settings = settings
        self.topics = topics
        self.unseen = unseen
        """Its log-odds for unseen texts, with their labels."""
        self._words = tuple(words)
        self._novelty = novelty

    @classmethod
    def fit(
        cls,
        training_set: TrainingSet,
        *,
        taxonomy: Taxonomy,
        taught: TrainingSet | None = None,
        held_out: TrainingSet | None = None,
        opinions: NDArray[np.float64] | None = None,
        settings: TopicSettings | None = None,
    ) -> TopicHead:
        """Learn topics.

        Parameters
        ----------
        training_set : TrainingSet
            Texts that people labelled.
        taxonomy : Taxonomy
        taught : TrainingSet, optional
            Used for training only: definitions, decisions of self-training.
        held_out : TrainingSet, optional
            Texts to fit calibration and thresholds on; see `TopicEstimator`.
        opinions : float array of shape (n_held_out or n_texts, n_topics), optional
            Log-odds by another classifier, of the same unseen texts.
        settings : TopicSettings, optional
        """
        from classify.topics.estimator import TopicEstimator

        settings = settings or TopicSettings()
        n_texts, n_dims = training_set.vectors.shape
        learned = training_set if taught is None else joined(training_set, taught)
        wordy = settings.words and len(learned) >= _FEWEST_FOR_WORDS
        words = fit_blocks(learned.passages if wordy else ())
        unseen = held_out or training_set
        if opinions is not None and not held_out:  # what is taught gets none, and needs none
            opinions = np.pad(
                opinions, ((0, len(learned) - n_texts), (0, 0)), constant_values=np.nan
            )
        C = (settings.C, *[settings.word_C] * len(words))
        estimator = TopicEstimator(C=C, loss=_LOSSES, n_jobs=-1).fit(
            _features(learned.vectors, words, learned.passages),
            learned.labels.truth,
            blocks=(n_dims, *(len(one.vocabulary) for one in words)),
            cell_weight=learned.labels.weight,
            groups=learned.groups,
            taught=np.arange(len(learned)) >= n_texts,
            held_out=_held_out(held_out, words) if held_out else None,
            opinions=opinions,
        )
        return cls(
            taxonomy=taxonomy,
            words=words,
            topics=estimator.learned_,
            novelty=_novelty(training_set, held_out, estimator.unseen_log_odds_[: len(unseen)]),
            settings=settings,
            unseen=UnseenTexts(
                log_odds=estimator.unseen_log_odds_[: len(unseen)],
                truth=unseen.labels.truth,
                counted=unseen.labels.counted,
            ),
        )

    def log_odds(
        self,
        passages: Sequence[str],
        vectors: NDArray[np.float32],
        opinions: NDArray[np.float64] | None = None,
    ) -> NDArray[np.float64]:
        """Return calibrated log-odds, shape (n_texts, n_topics).

        Parameters
        ----------
        passages : sequence of str
        vectors : float32 array of shape (n_texts, n_dims)
        opinions : float array of shape (n_texts, n_topics), optional
            Log-odds by the head that this one was fitted beside.
        """
        return self.topics.log_odds(_features(vectors, self._words, passages), opinions)

    def predict(
        self,
        teasers: Sequence[Teaser],
        vectors: NDArray[np.float32],
        opinions: NDArray[np.float64] | None = None,
    ) -> list[Prediction]:
        """Label teasers; see `log_odds`."""
        if not teasers:
            return []
        passages = [teaser.passage for teaser in teasers]
        return self.conclude(teasers, vectors, self.log_odds(passages, vectors, opinions))

    def conclude(
        self,
        teasers: Sequence[Teaser],
        vectors: NDArray[np.float32],
        log_odds: NDArray[np.float64],
    ) -> list[Prediction]:
        """Turn log-odds into Predictions, abstaining on teasers that cannot be judged."""
        novelty = self._novelty.novelty(vectors, log_odds)
        novelty[[not self._speaks(teaser.language) for teaser in teasers]] = 1.0
        return [
            self._prediction(teaser, row, float(share))
            for teaser, row, share in zip(teasers, logistic(log_odds), novelty, strict=True)
        ]

    def decide(self, probabilities: Mapping[str, float]) -> tuple[str, ...]:
        """Return the topics at or over their thresholds, the most probable first."""
        thresholds = dict(zip(self.taxonomy.keys, self.topics.thresholds, strict=True))
        over = [key for key in self.taxonomy.keys if probabilities[key] >= thresholds[key]]
        return tuple(sorted(over, key=lambda key: -probabilities[key]))

    def with_min_precision(self, min_precision: float) -> TopicHead:
        """Return a head with thresholds for a minimum precision.

        Raises
        ------
        ValueError
            If `min_precision` does not lie between 0 and 1.
        BundleFormatError
            If it has no labelled texts to estimate its precision on.
        """
        if not self.unseen.counted.any():
            raise BundleFormatError(
                "model", "has no labelled texts to know its precision from. Train it on some."
            )
        topics = replace(self.topics, thresholds=self.unseen.precision_thresholds(min_precision))
        return TopicHead(
            taxonomy=self.taxonomy,
            words=self._words,
            topics=topics,
            novelty=self._novelty,
            settings=self.settings,
            unseen=self.unseen,
        )

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return what was learned as plain arrays, their names prefixed by the part."""
        parts = {
            **{name: one.to_arrays() for name, one in zip(BLOCKS, self._words, strict=False)},
            "topics": self.topics.to_arrays(),
            "novelty": self._novelty.to_arrays(),
            "unseen": self.unseen.to_arrays(),
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
        settings: TopicSettings,
        n_dims: int | None = None,
    ) -> TopicHead:
        """Restore a head that predicts as the one that `to_arrays` was called on.

        Parameters
        ----------
        arrays : mapping of name to array
        taxonomy : Taxonomy
        settings : TopicSettings
        n_dims : int, optional
            Of the vectors that it learned from, where that is known.

        Raises
        ------
        ValueError
            If an array is missing, or does not fit the others, the topics or the vectors.
        """

        def part(prefix: str) -> dict[str, NDArray[Any]]:
            return {
                name.removeprefix(prefix): array
                for name, array in arrays.items()
                if name.startswith(prefix)
            }

        # bundles of earlier versions have words and pairs in one block
        words = [WordFeatures.from_arrays(found) for name in BLOCKS if (found := part(f"{name}."))]
        known = {"n_topics": len(taxonomy)}
        if n_dims is not None:
            n_terms = sum(len(one.vocabulary) for one in words)
            known |= {"n_dims": n_dims, "n_features": n_dims + n_terms}
        return cls(
            taxonomy=taxonomy,
            words=words,
            topics=LinearTopics.from_arrays(part("topics."), known),
            novelty=NoveltyDetector.from_arrays(part("novelty."), known),
            settings=settings,
            unseen=UnseenTexts.from_arrays(part("unseen."), known),
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

    def _speaks(self, language: str) -> bool:
        return language in (*self.settings.languages, UNDETERMINED_LANGUAGE)

    def _reason_to_abstain(self, teaser: Teaser, novelty: float) -> AbstainReason | None:
        if not self._speaks(teaser.language):
            return "language"
        if len(teaser.passage.split()) < _SHORTEST_PASSAGE:
            return "too short"
        if novelty > self.settings.max_novelty:
            return "novel"
        return None


def _novelty(
    training_set: TrainingSet, held_out: TrainingSet | None, unseen_log_odds: NDArray[np.float64]
) -> NoveltyDetector:
    if held_out is None:
        return NoveltyDetector().fit(training_set.vectors, unseen_log_odds)
    known = training_set if len(training_set) else held_out
    return NoveltyDetector().fit(known.vectors, unseen_log_odds, ordinary=held_out.vectors)


def _held_out(training_set: TrainingSet, words: Sequence[WordFeatures]) -> HeldOut:
    from classify.topics.estimator import HeldOut

    return HeldOut(
        X=_features(training_set.vectors, words, training_set.passages),
        truth=training_set.labels.truth,
        counted=training_set.labels.counted,
        borrowed=training_set.borrowed,
    )


def _features(
    vectors: NDArray[np.float32], words: Sequence[WordFeatures], passages: Sequence[str]
) -> NDArray[np.float64] | csr_matrix:
    """One feature matrix: dense vectors, beside sparse words where there are any."""
    dense = np.asarray(vectors, dtype=np.float64)
    known = [one for one in words if one.vocabulary]
    if not known:
        return dense
    return hstack([csr_matrix(dense), *(one.transform(passages) for one in known)], format="csr")
