"""The encoders that are measured side by side: ours, and what people use instead.

A peer whose package is not installed is left out, and said so. Peers: sentence-transformers (torch,
fp32 at its defaults, and bf16), model2vec (distilled offline from the same upstream weights, at its
defaults). Those that learn from each probe's training texts stand in encoders.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from classify.encoders import load_encoder
from classify.storage import TOKENIZER, asset_path

Encode = Callable[[Sequence[str]], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """An encoder under a name, and how to load it."""

    name: str
    load: Callable[[], Encode]
    code: str
    """Python that defines `encode`, for processes of their own."""
    probed: bool = True
    """False where another peer's vectors are the same but for rounding."""


def peers(upstream: Path, extra: Sequence[Path]) -> list[Peer]:
    """All encoders; `extra` are folders of further ones of ours."""
    folders = [*sorted(path.parent for path in asset_path("models").glob(f"*/{TOKENIZER}")), *extra]
    return [
        *map(_ours, folders),
        _sentence_transformer(upstream, "float32"),
        _sentence_transformer(upstream, "bfloat16"),
        Peer(
            name="model2vec",
            load=lambda: model2vec(upstream),
            code="from scripts.benchmark.peers import model2vec\n"
            f"encode = model2vec({str(upstream)!r})",
        ),
    ]


def _ours(folder: Path) -> Peer:
    return Peer(
        name=folder.name,
        load=lambda: load_encoder(folder).encode,
        code="from classify.encoders import load_encoder; "
        f"encode = load_encoder({str(folder)!r}).encode",
    )


def _sentence_transformer(upstream: Path, dtype: str) -> Peer:
    made = (
        f"SentenceTransformer({str(upstream)!r}, device='cpu', "
        f"model_kwargs={{'torch_dtype': '{dtype}'}})"
    )

    def load() -> Encode:
        from sentence_transformers import SentenceTransformer

        model = SentenceTransformer(
            str(upstream), device="cpu", model_kwargs={"torch_dtype": dtype}
        )
        return lambda texts: np.asarray(model.encode(list(texts)), dtype=np.float32)

    return Peer(
        name=f"sentence-transformers, {dtype}",
        load=load,
        code=f"from sentence_transformers import SentenceTransformer; encode = {made}.encode",
        probed=dtype == "float32",
    )


def model2vec(upstream: str | Path) -> Encode:
    """Model2Vec's own distillation of the upstream model, from its vocabulary alone."""
    from model2vec.distill import distill

    model = distill(model_name=str(upstream))

    def encode(texts: Sequence[str]) -> Any:
        vectors = model.encode(list(texts))
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)

    return encode
