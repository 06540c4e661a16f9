"""An encoder as a transformer of scikit-learn: the first step of a `Pipeline`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassNamePrefixFeaturesOutMixin, TransformerMixin
from sklearn.utils import Tags
from sklearn.utils.validation import check_is_fitted

from classify.encoders.loading import DEFAULT_ENCODER, as_encoder
from classify.encoders.protocol import EncoderLike


class EncoderTransformer(ClassNamePrefixFeaturesOutMixin, TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Texts to unit vectors; nothing is learned.

    Parameters
    ----------
    encoder : str, path or EncoderLike
        What `load_encoder` takes, loaded by each `fit`; or an encoder, which a grid search then
        loads but once in each process.

    Attributes
    ----------
    encoder_ : EncoderLike
        The encoder, loaded.

    Examples
    --------
    >>> from sklearn.pipeline import make_pipeline
    >>> from classify.topics import TopicEstimator
    >>> model = make_pipeline(EncoderTransformer("teaser-static"), TopicEstimator())
    """

    def __init__(self, encoder: str | Path | EncoderLike = DEFAULT_ENCODER) -> None:
        self.encoder = encoder

    def fit(self, X: Sequence[str], y: Any = None) -> Self:
        """Load the encoder; see `transform` for X.

        Raises
        ------
        ClassifyError
            As `load_encoder`.
        """
        _as_texts(X)
        self.encoder_ = as_encoder(self.encoder)
        return self

    def transform(self, X: Sequence[str]) -> NDArray[np.float32]:
        """Encode texts.

        Parameters
        ----------
        X : sequence of str, shape (n_samples,)

        Returns
        -------
        float32 array of shape (n_samples, n_dims), rows of unit length

        Raises
        ------
        ValueError
            If X is no sequence of texts.
        """
        check_is_fitted(self)
        return self.encoder_.encode(_as_texts(X))

    @property
    def _n_features_out(self) -> int:
        return self.encoder_.n_dims

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.input_tags.one_d_array = True
        tags.input_tags.two_d_array = False
        tags.input_tags.string = True
        tags.requires_fit = True
        return tags


def _as_texts(X: Any) -> list[str]:
    """Refuse what is no sequence of texts, as `CountVectorizer` does."""
    if isinstance(X, (str, bytes)):
        raise ValueError("X is a single text; expected a sequence of texts")
    texts = list(X)
    for position, text in enumerate(texts):
        if not isinstance(text, str):
            raise ValueError(
                f"X[{position}] is {type(text).__name__}; expected a sequence of texts (str)"
            )
    return texts
