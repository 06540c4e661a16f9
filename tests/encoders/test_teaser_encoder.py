"""The bundled encoder's folder serves the package and Sentence Transformers alike."""

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from classify.encoders import DEFAULT_ENCODER, load_encoder
from classify.storage import TOKENIZER, asset_path
from scripts.encoder_training.folder import WEIGHTS, write_encoder

ROOT = Path(__file__).parent.parent.parent
TEXTS = [
    "Ferry runs aground off the northern harbour. All 80 passengers were taken ashore by noon.",
    "Court jails opposition leader for eleven years",
    "Central bank leaves key rate at nine per cent. The rouble fell after the decision […]",
    "Rate",
    "",
    "Парламент принял бюджет",
    "word " * 600,
]


@pytest.fixture(scope="module")
def folder():
    return asset_path("models", DEFAULT_ENCODER)


@pytest.fixture(scope="module")
def exact(folder, tmp_path_factory):
    """The same weights in our runtime, in fp32."""
    weights = load_file(folder / WEIGHTS)
    assert {array.dtype for array in weights.values()} == {np.dtype(np.float16)}
    out = tmp_path_factory.mktemp("encoders") / "exact"
    write_encoder(
        out,
        {name: array.astype(np.float32) for name, array in weights.items()},
        json.loads((folder / "config.json").read_text(encoding="utf-8")),
        (folder / TOKENIZER).read_bytes(),
        card="",
        precision="float32",
        origin={},
    )
    return load_encoder(out).encode(TEXTS)


def test_sentence_transformers_gives_the_same_vectors(folder, exact):
    sentence_transformers = pytest.importorskip("sentence_transformers")
    model = sentence_transformers.SentenceTransformer(str(folder), device="cpu")
    theirs = model.encode(TEXTS, normalize_embeddings=True)
    assert theirs.dtype == np.float32
    assert (theirs * exact).sum(axis=1).min() > 0.9999


def test_eight_bits_lose_little(exact):
    cosines = (load_encoder().encode(TEXTS) * exact).sum(axis=1)
    assert cosines.min() > 0.97  # one odd text
    assert np.median(cosines) > 0.99


def test_the_graph_is_what_the_package_loads(folder):
    assert load_encoder(folder).precision == "int8"
