"""Writes a trained transformer as an encoder's folder, which is a Sentence Transformers folder too.

The graph that the package runs (8 bits) and the fp16 weights that can be trained further come from
the same numbers: the weights are rounded to fp16 first.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save

from classify.encoders.onnx import GRAPH, KIND
from classify.storage import TOKENIZER, write_bundle
from scripts.encoder_training.graph import Array, BertGraph, Precision

MAX_TOKENS = 256  # the upstream model's own bound; a teaser has some 50
WEIGHTS = "model.safetensors"

_KEPT_CONFIG = (
    "attention_probs_dropout_prob",
    "hidden_act",
    "hidden_dropout_prob",
    "hidden_size",
    "initializer_range",
    "intermediate_size",
    "layer_norm_eps",
    "max_position_embeddings",
    "model_type",
    "num_attention_heads",
    "num_hidden_layers",
    "pad_token_id",
    "type_vocab_size",
    "vocab_size",
)
_MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
    {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
    {
        "idx": 2,
        "name": "2",
        "path": "2_Normalize",
        "type": "sentence_transformers.models.Normalize",
    },
]


def write_encoder(
    out: Path,
    weights: Mapping[str, Array],
    config: Mapping[str, Any],
    tokenizer: bytes,
    *,
    card: str,
    precision: Precision = "int8",
    origin: Mapping[str, str],
) -> None:
    """Write the bundle that the package runs.

    Parameters
    ----------
    out : path
        Folder to make or to replace; its name is the encoder's.
    weights : mapping of name to float32 array
        As BERT names them.
    config : mapping
        The transformer's config.json.
    tokenizer : bytes
        Content of tokenizer.json, without padding and truncation.
    card : str
    precision : "int8" or "float32"
    origin : mapping
        Where the weights come from; kept in the manifest.
    """
    graph = BertGraph(
        weights,
        n_layers=config["num_hidden_layers"],
        n_heads=config["num_attention_heads"],
        epsilon=config["layer_norm_eps"],
        precision=precision,
    )
    manifest = {
        "kind": KIND,
        "name": out.name,
        "n_dims": config["hidden_size"],
        "max_tokens": MAX_TOKENS,
        "precision": precision,
        **origin,
    }
    files = {
        GRAPH: graph.build().SerializeToString(deterministic=True),
        TOKENIZER: tokenizer,
    }
    write_bundle(out, manifest, files=files, card=card)


def add_trainable_weights(
    folder: Path, weights: Mapping[str, Array], config: Mapping[str, Any]
) -> None:
    """Make an encoder's folder one that SentenceTransformer(folder) loads; weights in fp16."""
    kept = {key: config[key] for key in _KEPT_CONFIG}
    files = {
        "config.json": {"architectures": ["BertModel"], "dtype": "float32", **kept},
        "modules.json": _MODULES,
        "1_Pooling/config.json": {
            "word_embedding_dimension": config["hidden_size"],
            "pooling_mode_mean_tokens": True,
        },
        "sentence_bert_config.json": {"max_seq_length": MAX_TOKENS, "do_lower_case": False},
        "tokenizer_config.json": {
            "tokenizer_class": "BertTokenizer",
            "do_lower_case": True,
            "model_max_length": config["max_position_embeddings"],
            "unk_token": "[UNK]",
            "sep_token": "[SEP]",
            "pad_token": "[PAD]",
            "cls_token": "[CLS]",
            "mask_token": "[MASK]",
        },
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    halves = {name: array.astype(np.float16) for name, array in weights.items()}
    (folder / WEIGHTS).write_bytes(save(halves, metadata={"format": "pt"}))


def rounded(weights: Mapping[str, Array]) -> dict[str, Array]:
    """Weights as fp16 holds them, in fp32."""
    return {
        name: array.astype(np.float16).astype(np.float32)
        for name, array in weights.items()
        if array.dtype.kind == "f"
    }


def plain_tokenizer(folder: Path) -> bytes:
    """The tokenizer without padding and truncation, which the encoder decides."""
    content = json.loads((folder / TOKENIZER).read_text(encoding="utf-8"))
    content["padding"] = content["truncation"] = None
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def sha256(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
