import shutil
import subprocess
import sys

import numpy as np
import pytest

from classify.encoders import DEFAULT_ENCODER, EncoderLike, load_encoder
from classify.encoders.onnx import OnnxEncoder
from classify.errors import BundleFormatError, BundleIntegrityError, UnknownNameError
from classify.storage import asset_path, write_bundle

TEXTS = [
    "Ferry runs aground off the northern harbour. All 80 passengers were taken ashore by noon.",
    "Passenger ship stuck on rocks near port, everybody safe",
    "Central bank leaves key rate at nine per cent",
    "Rate",
    "",
    "Парламент принял бюджет",
    "word " * 600,
]


@pytest.fixture(scope="module")
def encoder():
    return load_encoder()


def test_has_the_shape_of_an_encoder(encoder):
    assert isinstance(encoder, EncoderLike)
    assert encoder.name == DEFAULT_ENCODER
    assert len(encoder.sha256) == 64


def test_rows_have_unit_length(encoder):
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.n_dims)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_near_in_meaning_is_near_in_space(encoder):
    ferry, ship, bank = encoder.encode(TEXTS[:3])
    assert ferry @ ship > ferry @ bank + 0.3


def test_a_vector_does_not_depend_on_its_batch(encoder):
    together = encoder.encode(TEXTS)
    alone = np.vstack([encoder.encode([text]) for text in TEXTS])
    turned = encoder.encode(TEXTS[::-1])[::-1]
    np.testing.assert_array_equal(together, alone)
    np.testing.assert_array_equal(together, turned)


def test_a_vector_does_not_depend_on_the_number_of_threads(encoder):
    single = OnnxEncoder.from_folder(asset_path("models", DEFAULT_ENCODER), n_threads=1)
    np.testing.assert_array_equal(single.encode(TEXTS), encoder.encode(TEXTS))


def test_more_texts_than_one_chunk(encoder):
    texts = [f"Item number {number}" for number in range(300)]
    done = []
    vectors = encoder.encode(texts, on_progress=done.append)
    np.testing.assert_array_equal(vectors[270], encoder.encode([texts[270]])[0])
    assert sum(done) == 300


def test_no_texts(encoder):
    assert encoder.encode([]).shape == (0, encoder.n_dims)


def test_an_unknown_name_lists_the_known():
    with pytest.raises(UnknownNameError, match=r"Known: .*teaser-encoder"):
        load_encoder("minilm")


def test_a_flipped_byte_is_found(tmp_path):
    folder = tmp_path / "encoder"
    shutil.copytree(asset_path("models", DEFAULT_ENCODER), folder)
    graph = bytearray((folder / "model.onnx").read_bytes())
    graph[1_000_000] ^= 1
    (folder / "model.onnx").write_bytes(graph)
    with pytest.raises(BundleIntegrityError, match=r"model\.onnx is damaged"):
        load_encoder(folder)


def test_another_kind_of_bundle_is_refused(tmp_path):
    write_bundle(tmp_path / "other", {"kind": "teaser-pipeline"})
    with pytest.raises(BundleFormatError, match="holds a teaser-pipeline, no onnx-encoder"):
        load_encoder(tmp_path / "other")


def test_encoding_never_imports_torch():
    code = (
        "import sys; from classify.encoders import load_encoder; load_encoder().encode(['a']);"
        "sys.exit('torch' in sys.modules or 'sentence_transformers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
