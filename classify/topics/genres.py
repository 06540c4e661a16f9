"""What form of piece a teaser announces, judged by its wording where its source states nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self, cast

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from classify.compute import (
    array_to_text,
    check_arrays,
    hash_arrays,
    one_blas_thread,
    text_to_array,
)
from classify.encoders import EncoderLike
from classify.records import KINDS, UNDETERMINED_LANGUAGE, Kind, Teaser
from classify.storage import bundle_learned_on, restoring
from classify.text import WordFeatures
from classify.topics.genre_cues import CUES, cue_matrix

BUNDLED = ("genres",)
NEWS = "news"
LANGUAGES = ("en", UNDETERMINED_LANGUAGE)
"""What it learned from; other languages keep what their sources state."""
_VECTOR_WEIGHT = 2.0
_CUE_WEIGHT = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class GenreModel:
    """A multinomial logistic regression over a teaser's vector, cues and words.

    Attributes
    ----------
    words : mapping of "headline" and "text" to WordFeatures
    centre : float array of shape (len(CUES),)
        Means of the cues over the texts that it learned from.
    weights : float array of shape (n_features, n_kinds)
        Of the vector, the cues, the words of the headline, those of the text; in this order.
    bias : float array of shape (n_kinds,)
        With the calibration.
    kinds : tuple of str
    min_probability : float
        What a kind must reach, or the teaser stays news.
    """

    words: Mapping[str, WordFeatures]
    centre: NDArray[np.float64]
    weights: NDArray[np.floating]
    bias: NDArray[np.float64]
    kinds: tuple[str, ...]
    min_probability: float

    def probabilities(
        self, teasers: Sequence[Teaser], vectors: NDArray[np.floating]
    ) -> NDArray[np.float64]:
        """Return the calibrated probability of each of `kinds`, shape (n_teasers, n_kinds).

        Parameters
        ----------
        teasers : sequence of Teaser
        vectors : float array of shape (n_teasers, n_dims), rows of unit length
        """
        features = features_of(teasers, vectors, self.words, self.centre)
        with one_blas_thread():
            odds = np.asarray(features @ self.weights.astype(np.float64)) + self.bias
        odds -= odds.max(axis=1, keepdims=True)
        shares = np.exp(odds)
        # rounded, so that the last bits of a sum decide nothing
        probabilities: NDArray[np.float64] = np.round(shares / shares.sum(axis=1, keepdims=True), 6)
        return probabilities

    def refine(self, teasers: Sequence[Teaser], vectors: NDArray[np.floating]) -> list[Teaser]:
        """Return the teasers, with another kind those whose wording surely shows one.

        What a source states stays: only "news" is looked at, and only in `LANGUAGES`.
        """
        rows = [
            row
            for row, teaser in enumerate(teasers)
            if teaser.kind == NEWS and teaser.language in LANGUAGES
        ]
        refined = list(teasers)
        if rows:
            found = self.probabilities([teasers[row] for row in rows], vectors[rows])
            for row, kind in zip(rows, self.decide(found), strict=True):
                refined[row] = replace(teasers[row], kind=kind)
        return refined

    def decide(self, probabilities: NDArray[np.float64]) -> list[Kind]:
        """Return the most probable kinds; "news" where none but news reaches the bound."""
        best = probabilities.argmax(axis=1)
        sure = probabilities.max(axis=1) >= self.min_probability
        return [
            cast(Kind, self.kinds[kind]) if is_sure else "news"
            for kind, is_sure in zip(best.tolist(), sure.tolist(), strict=True)
        ]

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return what was learned as plain arrays."""
        words = {
            f"{place}.{name}": array
            for place, features in self.words.items()
            for name, array in features.to_arrays().items()
        }
        return {
            **words,
            "centre": self.centre,
            "weights": self.weights,
            "bias": self.bias,
            "kinds": text_to_array(list(self.kinds)),
            "min_probability": np.array([self.min_probability]),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], *, n_dims: int) -> Self:
        """Restore what `to_arrays` returned.

        Raises
        ------
        ValueError
            If an array is missing, or does not fit the others or vectors of `n_dims` numbers.
        """
        words = {
            place: WordFeatures.from_arrays(
                {name: arrays[f"{place}.{name}"] for name in ("vocabulary", "idf")}
            )
            for place in ("headline", "text")
        }
        kinds = tuple(array_to_text(arrays["kinds"]))
        if unknown := set(kinds) - set(KINDS):
            raise ValueError(f"names kinds that do not exist: {', '.join(sorted(unknown))}")
        n_words = sum(len(features.vocabulary) for features in words.values())
        check_arrays(
            arrays,
            {
                "centre": ("n_cues",),
                "weights": ("n_features", "n_kinds"),
                "bias": ("n_kinds",),
                "min_probability": ("one",),
            },
            {
                "n_cues": len(CUES),
                "n_features": n_dims + len(CUES) + n_words,
                "n_kinds": len(kinds),
                "one": 1,
            },
        )
        return cls(
            words=words,
            centre=arrays["centre"],
            weights=arrays["weights"],
            bias=arrays["bias"],
            kinds=kinds,
            min_probability=float(arrays["min_probability"][0]),
        )


class GenreClassifier:
    """Tells the genres of teasers by the bundled model, where it was learned on their vectors.

    Parameters
    ----------
    encoder : EncoderLike
        Whose vectors the teasers come with.
    model : GenreModel, optional
        Learned on vectors of this encoder. If not given, the bundled one where it was; else teasers
        keep the kinds that their sources state.
    is_on : bool
        Whether to judge at all.
    """

    def __init__(
        self, encoder: EncoderLike, *, model: GenreModel | None = None, is_on: bool = True
    ) -> None:
        self.encoder = encoder
        self.is_on = is_on
        self._given = model

    @cached_property
    def _learned(self) -> tuple[GenreModel | None, str]:
        if not self.is_on:
            return None, ""
        if self._given:
            return self._given, hash_arrays(self._given.to_arrays())
        return find_genre_model(self.encoder)

    @property
    def model_sha256(self) -> str:
        """Hash of the model; empty where there is none."""
        return self._learned[1]

    def refine(self, teasers: Sequence[Teaser], vectors: NDArray[np.floating]) -> list[Teaser]:
        """Return the teasers with their kinds; see `GenreModel.refine`."""
        model = self._learned[0]
        return model.refine(teasers, vectors) if model else list(teasers)


def features_of(
    teasers: Sequence[Teaser],
    vectors: NDArray[np.floating],
    words: Mapping[str, WordFeatures],
    centre: NDArray[np.float64],
) -> csr_matrix:
    """Return all that a `GenreModel` looks at, shape (n_teasers, n_features)."""
    headlines = [teaser.headline for teaser in teasers]
    texts = [teaser.text for teaser in teasers]
    features: csr_matrix = csr_matrix(
        hstack(
            [
                csr_matrix(vectors.astype(np.float64) * _VECTOR_WEIGHT),
                csr_matrix((cue_matrix(headlines, texts) - centre) * _CUE_WEIGHT),
                words["headline"].transform(headlines),
                words["text"].transform(texts),
            ]
        )
    )
    return features


def find_genre_model(encoder: EncoderLike) -> tuple[GenreModel | None, str]:
    """Return the bundled genre model and its hash, if it was learned on this encoder's vectors.

    None and "" where there is none: one that was learned on other vectors is of no use.
    """
    bundle = bundle_learned_on(encoder.sha256, BUNDLED)
    if bundle is None:
        return None, ""
    with restoring(bundle.path):
        return GenreModel.from_arrays(bundle.arrays, n_dims=encoder.n_dims), bundle.sha256
