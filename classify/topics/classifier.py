"""TopicClassifier: teasers to topics, by an encoder, a head, a first look and examples."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from classify.compute import Progress
from classify.encoders import (
    DEFAULT_ENCODER,
    EncoderLike,
    as_encoder,
    checked,
    describe_encoder,
    find_encoder,
)
from classify.errors import BundleFormatError
from classify.readers import as_compared
from classify.records import Explanation, LabelledTeaser, Prediction, Teaser
from classify.taxonomy import Taxonomy
from classify.topics.cascade import FirstLook
from classify.topics.explanation import explain
from classify.topics.head import TopicHead, TopicSettings
from classify.topics.nearest_examples import Examples
from classify.topics.story_topics import topics_of_story
from classify.topics.training import KnownNews, TrainingTexts, nothing_known, train_topics

_CHUNK = 2048  # teasers labelled at a time: features of more would take gigabytes
_FIRST_LOOK = "first_look"
_EXAMPLES = "examples"


class TopicClassifier:
    """Assigns topics to teasers, with calibrated probabilities; abstains on novel teasers.

    Parameters
    ----------
    encoder : EncoderLike
    head : TopicHead
        Learned on vectors of this encoder.
    first_look : FirstLook, optional
        Labels large piles fast, and gives its log-odds to the head; see `predict`.
    examples : Examples, optional
        Labelled teasers to explain topics with.
    name : str
        Of the model that it belongs to, for error messages.

    Examples
    --------
    >>> from classify import TeaserPipeline, read_teasers
    >>> classifier = TeaserPipeline.load().classifier
    >>> predictions = classifier.predict(read_teasers("listing.txt"))
    """

    def __init__(
        self,
        encoder: EncoderLike,
        head: TopicHead,
        *,
        first_look: FirstLook | None = None,
        examples: Examples | None = None,
        name: str = "unsaved",
    ) -> None:
        self.encoder = checked(encoder)
        self.head = head
        self.first_look = first_look
        self.examples = examples or Examples.of((), np.zeros((0, self.encoder.n_dims)))
        self.name = name

    @classmethod
    def train(
        cls,
        labelled: Sequence[LabelledTeaser],
        *,
        taxonomy: Taxonomy,
        encoder: EncoderLike | str | Path | None = None,
        groups: Sequence[int] | None = None,
        held_out: Sequence[LabelledTeaser] = (),
        unlabelled: Sequence[Teaser] = (),
        examples: Sequence[LabelledTeaser] | None = None,
        known_news: KnownNews = nothing_known,
        settings: TopicSettings | None = None,
        on_progress: Progress | None = None,
    ) -> Self:
        """Learn topics from labelled teasers, from definitions of topics, or from both.

        Parameters
        ----------
        labelled : sequence of LabelledTeaser
            May be empty where topics have definitions.
        taxonomy : Taxonomy
            Every topic of the labels must be in it.
        encoder : EncoderLike, str or path, optional
            An encoder, or what `load_encoder` loads one from; the bundled one if not given.
        groups : sequence of int, optional
            Teasers of one group (copies, one event) are never split by a fold.
        held_out : sequence of LabelledTeaser
            Teasers to fit calibration and thresholds on; if there are none, out-of-fold scores are
            used. Give them where the encoder was trained on the labels of the others.
        unlabelled : sequence of Teaser
            Teasers for self-training, where labelled ones are few.
        examples : sequence of LabelledTeaser, optional
            Teasers whose headlines the model stores for explanations; all labelled ones if not
            given. Give fewer where texts must not be distributed with the model.
        known_news : callable, optional
            Gives vectors of ordinary teasers by an encoder, shape (n, n_dims), or None; needed only
            where there are definitions and no labels.
        settings : TopicSettings, optional
        on_progress : callable, optional
            Called with the number of texts encoded since the last call.

        Raises
        ------
        LabelError
            If there is nothing to learn from.
        """
        ready = as_encoder(DEFAULT_ENCODER if encoder is None else encoder)
        head, look = train_topics(
            TrainingTexts(taxonomy, labelled, groups, held_out, unlabelled),
            ready,
            known_news=known_news,
            settings=settings,
            on_progress=on_progress,
        )
        shown = labelled if examples is None else examples
        vectors = ready.encode([item.teaser.passage for item in shown])
        return cls(ready, head, first_look=look, examples=Examples.of(shown, vectors))

    @property
    def taxonomy(self) -> Taxonomy:
        """Its topics."""
        return self.head.taxonomy

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages that the encoder supports; on teasers in others it abstains."""
        return self.head.settings.languages

    def fast(self) -> TopicClassifier:
        """Return the first look as a classifier of its fast encoder alone.

        Raises
        ------
        BundleFormatError
            If the model has no first look.
        """
        look = self._checked_look()
        return TopicClassifier(look.encoder, look.head, name=self.name)

    def with_min_precision(self, min_precision: float) -> Self:
        """Return the same classifier with thresholds for a minimum precision.

        Parameters
        ----------
        min_precision : float
            Minimum precision of each topic, estimated on the texts that the model was calibrated
            on; a topic that never reaches it is no longer assigned.

        Raises
        ------
        ValueError
            If `min_precision` does not lie between 0 and 1.
        BundleFormatError
            If the model has no labelled texts to estimate its precision on.
        """
        changed = copy.copy(self)
        changed.head = self.head.with_min_precision(min_precision)
        if self.first_look:
            changed.first_look = self.first_look.with_min_precision(min_precision)
        return changed

    def embed(
        self, teasers: Sequence[Teaser], *, on_progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """Return the vectors of teasers, shape (n_teasers, n_dims), rows of unit length."""
        return self.encoder.encode([teaser.passage for teaser in teasers], on_progress=on_progress)

    def log_odds(self, passages: Sequence[str]) -> NDArray[np.float64]:
        """Return calibrated log-odds of texts, shape (n_texts, n_topics); nothing abstains."""
        vectors = self.encoder.encode(passages)
        return self.head.log_odds(passages, vectors, self._opinions(passages))

    def predict(
        self,
        teasers: Sequence[Teaser],
        *,
        fast: bool = False,
        accurate_share: float | None = None,
        on_progress: Progress | None = None,
    ) -> list[Prediction]:
        """Assign topics, one Prediction a teaser, in the same order.

        What many of the teasers share word for word, such as one description for all items of a
        feed, does not count (see `classify.readers.as_compared`). Vectors are dropped as soon as
        their teasers are labelled, so that memory grows with the predictions alone.

        Parameters
        ----------
        teasers : sequence of Teaser
        fast : bool
            Use the model's fast encoder first; only teasers in doubt are passed on to the accurate
            one. Some topics differ; the model card says how many.
        accurate_share : float, optional
            With `fast`: the share of ordinary teasers that is passed on, from 0 to 1; the model's
            default if not given.
        on_progress : callable, optional
            Called with the number of teasers labelled, or embedded, since the last call.

        Raises
        ------
        BundleFormatError
            If the model has no first look.
        ValueError
            If `accurate_share` is no share.
        """
        look = self._checked_look() if fast else None
        compared = as_compared(teasers)
        predictions: list[Prediction] = []
        for start in range(0, len(compared), _CHUNK):
            chunk = compared[start : start + _CHUNK]
            if look is None:
                predictions += self._label_chunk(chunk, on_progress=on_progress)
                continue
            predictions += look.predict(chunk, self._label_chunk, accurate_share=accurate_share)
            if on_progress:
                on_progress(len(chunk))
        return predictions

    def label(self, teasers: Sequence[Teaser], vectors: NDArray[np.float32]) -> list[Prediction]:
        """Assign topics to teasers whose vectors are there already.

        Parameters
        ----------
        teasers : sequence of Teaser
        vectors : float32 array of shape (n_teasers, n_dims)
        """
        predictions: list[Prediction] = []
        for start in range(0, len(teasers), _CHUNK):
            part = slice(start, start + _CHUNK)
            opinions = self._opinions([teaser.passage for teaser in teasers[part]])
            predictions += self.head.predict(teasers[part], vectors[part], opinions)
        return predictions

    def story_topics(self, predictions: Sequence[Prediction]) -> dict[str, float]:
        """Decide the topics of a story; see `topics_of_story`."""
        return topics_of_story(predictions, self.head)

    def explain(self, teaser: Teaser, *, n_words: int = 6, n_examples: int = 3) -> Explanation:
        """Explain the topics of a teaser by words that matter and by similar examples.

        Parameters
        ----------
        teaser : Teaser
        n_words : int
            Words of each topic at most.
        n_examples : int
            Labelled teasers at most.
        """
        return explain(
            teaser,
            self.encoder,
            self.head,
            self.first_look,
            self.examples,
            n_words=n_words,
            n_examples=n_examples,
        )

    def manifest(self) -> dict[str, Any]:
        """Return all that is needed beside the arrays to restore it, in JSON values."""
        return {
            "encoder": describe_encoder(self.encoder),
            "taxonomy": self.taxonomy.to_dict(),
            "labelling": self.head.settings.to_dict(),
            _FIRST_LOOK: self.first_look.manifest() if self.first_look else None,
        }

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return what was learned as plain arrays, their names prefixed by the part."""
        beside = {_EXAMPLES: self.examples.to_arrays()}
        if self.first_look:
            beside = {_FIRST_LOOK: self.first_look.to_arrays(), **beside}
        return self.head.to_arrays() | {
            f"{part}.{name}": array
            for part, arrays in beside.items()
            for name, array in arrays.items()
        }

    @classmethod
    def from_arrays(
        cls,
        arrays: Mapping[str, NDArray[Any]],
        manifest: Mapping[str, Any],
        *,
        encoder: EncoderLike,
        name: str = "unsaved",
        source: str | Path = "manifest",
    ) -> Self:
        """Restore a classifier that predicts as the one that `to_arrays` was called on.

        Parameters
        ----------
        arrays : mapping of name to array
        manifest : mapping
            What `manifest` returned.
        encoder : EncoderLike
        name : str
            Of the model.
        source : str or path
            Its path, for error messages; the encoder of the first look is also searched beside it,
            on first use.

        Raises
        ------
        ValueError
            If an array is missing, or does not fit the others, the topics or the vectors.
        """
        taxonomy = Taxonomy.from_dict(manifest["taxonomy"], source=source)
        n_dims = manifest["encoder"]["n_dims"]
        head = TopicHead.from_arrays(
            arrays,
            taxonomy=taxonomy,
            settings=TopicSettings.from_dict(manifest["labelling"]),
            n_dims=n_dims,
        )
        look, described = None, manifest.get(_FIRST_LOOK)
        if described is not None:
            look = FirstLook.restore(
                described,
                _part(arrays, _FIRST_LOOK),
                taxonomy=taxonomy,
                load=partial(find_encoder, described["encoder"], model=Path(source).resolve()),
            )
        examples = Examples.from_arrays(_part(arrays, _EXAMPLES), {"n_dims": n_dims})
        return cls(encoder, head, first_look=look, examples=examples, name=name)

    def _label_chunk(
        self,
        teasers: Sequence[Teaser],
        opinions: NDArray[np.float64] | None = None,
        *,
        on_progress: Progress | None = None,
    ) -> list[Prediction]:
        """Label teasers, given what the first look thinks of them if that is known already."""
        vectors = self.embed(teasers, on_progress=on_progress)
        if opinions is None:
            opinions = self._opinions([teaser.passage for teaser in teasers])
        return self.head.predict(teasers, vectors, opinions)

    def _opinions(self, passages: Sequence[str]) -> NDArray[np.float64] | None:
        return self.first_look.log_odds(passages) if self.first_look else None

    def _checked_look(self) -> FirstLook:
        if self.first_look is None:
            raise BundleFormatError(
                self.name, "has no fast encoder for a first look. Go without fast (--fast)."
            )
        return self.first_look


def _part(arrays: Mapping[str, NDArray[Any]], name: str) -> dict[str, NDArray[Any]]:
    prefix = f"{name}."
    return {
        key.removeprefix(prefix): array for key, array in arrays.items() if key.startswith(prefix)
    }
