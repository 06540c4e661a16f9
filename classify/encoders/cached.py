"""An encoder in front of a cache: what was encoded once is looked up."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from classify.compute import Progress
from classify.encoders.cache import EmbeddingCache, text_key
from classify.encoders.protocol import CheckedEncoder, EncoderLike
from classify.errors import CacheError

_CHUNK = 1024  # texts encoded between two writings: what an interrupted run loses at most
_log = logging.getLogger(__name__)


class CachedEncoder(CheckedEncoder):
    """An encoder that encodes only what its cache does not have.

    Its vectors are those of the encoder, to the bit, as an encoder's vectors do not depend on what
    is encoded beside them. When the cache fails, that is logged once and all is encoded.

    Parameters
    ----------
    encoder : EncoderLike
    cache : EmbeddingCache
    """

    def __init__(self, encoder: EncoderLike, cache: EmbeddingCache) -> None:
        super().__init__(encoder)
        self._cache: EmbeddingCache | None = cache

    def encode(
        self, texts: Sequence[str], *, on_progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """Encode texts into a float32 array (n_texts, n_dims), rows of unit length.

        Each distinct text is encoded once, and kept when its chunk is done.
        """
        keys = [text_key(text) for text in texts]
        first: dict[bytes, int] = {}
        for row, key in enumerate(keys):
            first.setdefault(key, row)
        rows = list(first.values())
        vectors = np.empty((len(texts), self.n_dims), dtype=np.float32)
        for start in range(0, len(rows), _CHUNK):
            chunk = rows[start : start + _CHUNK]
            found = self._fetch([keys[row] for row in chunk])
            missing = [row for row in chunk if keys[row] not in found]
            for row in chunk:
                if keys[row] in found:
                    vectors[row] = found[keys[row]]
            if on_progress and found:
                on_progress(len(found))
            if missing:
                vectors[missing] = super().encode(
                    [texts[row] for row in missing], on_progress=on_progress
                )
                self._keep({keys[row]: vectors[row] for row in missing})
        for row, key in enumerate(keys):
            if first[key] != row:
                vectors[row] = vectors[first[key]]
        if on_progress and len(rows) < len(keys):
            on_progress(len(keys) - len(rows))
        return vectors

    def _fetch(self, keys: Sequence[bytes]) -> dict[bytes, NDArray[np.float32]]:
        if self._cache is None:
            return {}
        try:
            return self._cache.fetch(self, keys)
        except CacheError as error:
            self._give_up(error)
            return {}

    def _keep(self, vectors: Mapping[bytes, NDArray[np.float32]]) -> None:
        if self._cache is None:
            return
        try:
            self._cache.keep(self, vectors)
        except CacheError as error:
            self._give_up(error)

    def _give_up(self, error: CacheError) -> None:
        """Log once that the cache cannot be used, and do without it from then on."""
        self._cache = None
        _log.warning("going on without kept vectors, which takes longer: %s", error)
