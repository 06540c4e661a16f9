"""Teasers to predictions by all that a model has: a thorough classifier, and a first look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classify.encoders import CheckedEncoder
from classify.errors import BundleFormatError
from classify.records import Prediction, Teaser
from classify.topics.cascade import FirstLook
from classify.topics.classifier import TopicClassifier

Progress = Callable[[int], None]
"""Called with the number of teasers done since the last call."""

_CHUNK = 2048  # teasers labelled at a time: features of more would take gigabytes


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicAssigner:
    """An encoder with its classifier, and the first look that goes before or speaks beside."""

    model: str
    """Name of the model that they belong to; errors say it."""
    encoder: CheckedEncoder
    classifier: TopicClassifier
    first_look: FirstLook | None = None

    def fast(self) -> TopicAssigner:
        """Return the first look as an assigner of its own, with nothing beside it.

        Raises
        ------
        BundleFormatError
            If the model has no first look.
        """
        look = self._checked_look()
        return TopicAssigner(model=self.model, encoder=look.encoder, classifier=look.classifier)

    def embed(
        self, teasers: Sequence[Teaser], *, on_progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """Return the vectors of teasers, shape (n_teasers, n_dims), rows of unit length."""
        return self.encoder.encode([teaser.passage for teaser in teasers], on_progress=on_progress)

    def log_odds(self, passages: Sequence[str]) -> NDArray[np.float64]:
        """Return calibrated log-odds of texts, shape (n_texts, n_topics); nothing abstains."""
        vectors = self.encoder.encode(passages)
        return self.classifier.log_odds(passages, vectors, self._opinions(passages))

    def predict(
        self, teasers: Sequence[Teaser], *, on_progress: Progress | None = None
    ) -> list[Prediction]:
        """Label teasers thoroughly; vectors are dropped as soon as theirs are labelled."""
        predictions: list[Prediction] = []
        for start in range(0, len(teasers), _CHUNK):
            chunk = teasers[start : start + _CHUNK]
            predictions += self._label_thoroughly(chunk, on_progress=on_progress)
        return predictions

    def predict_fast(
        self,
        teasers: Sequence[Teaser],
        *,
        accurate_share: float | None = None,
        on_progress: Progress | None = None,
    ) -> list[Prediction]:
        """Let the first look label teasers, and send on those that it leaves in doubt.

        Parameters
        ----------
        teasers : sequence of Teaser
        accurate_share : float, optional
            See `FirstLook.predict`.
        on_progress : callable, optional

        Raises
        ------
        BundleFormatError
            If the model has no first look.
        ValueError
            If `accurate_share` is no share.
        """
        look = self._checked_look()
        predictions: list[Prediction] = []
        for start in range(0, len(teasers), _CHUNK):
            chunk = teasers[start : start + _CHUNK]
            predictions += look.predict(
                chunk, self._label_thoroughly, accurate_share=accurate_share
            )
            if on_progress:
                on_progress(len(chunk))
        return predictions

    def label(self, teasers: Sequence[Teaser], vectors: NDArray[np.float32]) -> list[Prediction]:
        """Label teasers thoroughly whose vectors are needed for more than that.

        Parameters
        ----------
        teasers : sequence of Teaser
        vectors : float32 array of shape (n_teasers, n_dims)
        """
        predictions: list[Prediction] = []
        for start in range(0, len(teasers), _CHUNK):
            part = slice(start, start + _CHUNK)
            opinions = self._opinions([teaser.passage for teaser in teasers[part]])
            predictions += self.classifier.predict(teasers[part], vectors[part], opinions)
        return predictions

    def _label_thoroughly(
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
        return self.classifier.predict(teasers, vectors, opinions)

    def _opinions(self, passages: Sequence[str]) -> NDArray[np.float64] | None:
        return self.first_look.log_odds(passages) if self.first_look else None

    def _checked_look(self) -> FirstLook:
        if self.first_look is None:
            raise BundleFormatError(
                self.model, "has no fast encoder for a first look. Go without fast (--fast)."
            )
        return self.first_look
