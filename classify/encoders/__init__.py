"""Encoders: texts to unit vectors.

The rest of the package depends on the shape of `EncoderLike` only; anything that has it will do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from classify.encoders.loading import (
    DEFAULT_ENCODER,
    FAST_ENCODER,
    as_encoder,
    check_description,
    describe_encoder,
    find_encoder,
    load_encoder,
    with_cache,
)
from classify.encoders.protocol import CheckedEncoder, EncoderLike, checked
from classify.encoders.reopening import EncoderOnCall

if TYPE_CHECKING:
    from classify.encoders.cache import EmbeddingCache
    from classify.encoders.cached import CachedEncoder
    from classify.encoders.transformer import EncoderTransformer

__all__ = [
    "DEFAULT_ENCODER",
    "FAST_ENCODER",
    "CachedEncoder",
    "CheckedEncoder",
    "EmbeddingCache",
    "EncoderLike",
    "EncoderOnCall",
    "EncoderTransformer",
    "as_encoder",
    "check_description",
    "checked",
    "describe_encoder",
    "find_encoder",
    "load_encoder",
    "with_cache",
]


def __getattr__(name: str) -> Any:
    # it needs SQLite, which not every Python has
    if name == "EmbeddingCache":
        from classify.encoders import cache

        return getattr(cache, name)
    if name == "CachedEncoder":
        from classify.encoders import cached

        return getattr(cached, name)
    # it needs scikit-learn, which encoding does not wait for
    if name == "EncoderTransformer":
        from classify.encoders import transformer

        return getattr(transformer, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
