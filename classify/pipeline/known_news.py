"""Ordinary news that a model keeps, for those who train with too little of their own."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from classify.encoders import CheckedEncoder
from classify.pipeline.persistence import DEFAULT_MODEL, FIRST_LOOK, read_model
from classify.storage import restoring


def known_vectors(
    encoder: CheckedEncoder, *, model: str = DEFAULT_MODEL
) -> NDArray[np.float32] | None:
    """Vectors of teasers that a model keeps, if it has them by this encoder, (n, n_dims)."""
    bundle = read_model(model)
    look = bundle.manifest.get(FIRST_LOOK) or {}
    for prefix, found in (
        ("", bundle.manifest["encoder"]),
        (f"{FIRST_LOOK}.", look.get("encoder")),
    ):
        if found and found["sha256"] == encoder.sha256:
            with restoring(bundle.path):
                return np.asarray(bundle.arrays[f"{prefix}novelty.vectors"], dtype=np.float32)
    return None
