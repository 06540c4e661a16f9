"""Encoders: texts to unit vectors.

The rest of the package depends on the shape of `EncoderLike` only; anything that has it will do.
"""

from classify.encoders.checked import CheckedEncoder, EncoderLike, checked
from classify.encoders.loading import (
    DEFAULT_ENCODER,
    FAST_ENCODER,
    as_encoder,
    check_description,
    describe_encoder,
    find_encoder,
    load_encoder,
    with_store,
)

__all__ = [
    "DEFAULT_ENCODER",
    "FAST_ENCODER",
    "CheckedEncoder",
    "EncoderLike",
    "as_encoder",
    "check_description",
    "checked",
    "describe_encoder",
    "find_encoder",
    "load_encoder",
    "with_store",
]
