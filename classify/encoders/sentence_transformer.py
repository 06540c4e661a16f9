"""Any Sentence Transformers model that the user names; imported at first use only."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from classify.errors import BundleNotFoundError, MissingExtraError

_CHUNK = 256


class SentenceTransformerEncoder:
    """Encodes texts with a model from a folder or, by name, from a hub.

    Its vectors depend in their last digits on what else is in a batch, as that library pads.
    """

    precision = "float32"

    def __init__(self, name: str) -> None:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise MissingExtraError("sentence-transformers", "sentence-transformers") from error
        try:
            self._model = SentenceTransformer(name, device="cpu")
        except (OSError, ValueError) as error:
            raise BundleNotFoundError(
                name, f"Sentence Transformers cannot load it ({str(error).splitlines()[0]})"
            ) from error
        self.name = name
        self.n_dims = int(self._model.get_embedding_dimension() or 0)
        self.sha256 = _weights_sha256(self._model)

    def encode(
        self, texts: Sequence[str], *, on_progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Encode texts into a float32 array (n_texts, n_dims), rows of unit length."""
        vectors = np.empty((len(texts), self.n_dims), dtype=np.float32)
        for start in range(0, len(texts), _CHUNK):
            chunk = list(texts[start : start + _CHUNK])
            vectors[start : start + len(chunk)] = self._model.encode(
                chunk, normalize_embeddings=True, show_progress_bar=False
            )
            if on_progress:
                on_progress(len(chunk))
        return vectors


def _weights_sha256(model: object) -> str:
    """Hash the weights, so that a model is known by what it computes and not by its name."""
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):  # type: ignore[attr-defined]
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().float().numpy().tobytes())
    return digest.hexdigest()
