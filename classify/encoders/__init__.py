"""Encoders: texts to unit vectors.

The rest of the package depends on the shape of `EncoderLike` only; anything that has it will do.
"""

from classify.encoders.checked import CheckedEncoder, EncoderLike, checked
from classify.encoders.loading import (
    DEFAULT_ENCODER,
    FAST_ENCODER,
    describe_encoder,
    find_encoder,
    load_encoder,
)

__all__ = [
    "DEFAULT_ENCODER",
    "FAST_ENCODER",
    "CheckedEncoder",
    "EncoderLike",
    "checked",
    "describe_encoder",
    "find_encoder",
    "load_encoder",
]
