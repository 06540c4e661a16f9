"""Encoders: texts to unit vectors.

The rest of the package depends on the shape of `EncoderLike` only; anything that has it will do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from classify.assets import model_folder
from classify.bundles import MANIFEST

DEFAULT_ENCODER = "minilm-l6"
_SENTENCE_TRANSFORMERS_MARK = "modules.json"

__all__ = ["DEFAULT_ENCODER", "EncoderLike", "load_encoder"]


@runtime_checkable
class EncoderLike(Protocol):
    """What an encoder must have."""

    name: str
    sha256: str
    """Known by what it computes: two encoders with the same hash give the same vectors."""
    n_dims: int
    precision: str

    def encode(
        self, texts: Sequence[str], *, on_progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Encode texts into a float32 array (n_texts, n_dims), rows of unit length."""
        ...


def load_encoder(name: str | Path = DEFAULT_ENCODER) -> EncoderLike:
    """Load an encoder.

    Parameters
    ----------
    name : str or path
        A bundled encoder's name; the folder of an ONNX encoder; the folder of a Sentence
        Transformers model; or "hub:" and the name of a model on a hub, which is the only case
        that uses the network.

    Raises
    ------
    UnknownNameError
        If it is none of these.
    BundleError
        If the folder cannot be used.
    MissingExtraError
        If it takes sentence-transformers, and that is not installed.
    """
    asked = str(name)
    if asked.startswith("hub:"):
        return _sentence_transformer(asked.removeprefix("hub:"))
    folder = model_folder(asked, what="encoder")
    if (folder / _SENTENCE_TRANSFORMERS_MARK).exists() and not (folder / MANIFEST).exists():
        return _sentence_transformer(str(folder))
    from classify.encoders.onnx import OnnxEncoder

    return OnnxEncoder.from_folder(folder)


def _sentence_transformer(name: str) -> EncoderLike:
    from classify.encoders.sentence_transformer import SentenceTransformerEncoder

    return SentenceTransformerEncoder(name)
