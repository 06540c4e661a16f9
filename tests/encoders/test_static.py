import numpy as np
import pytest

from classify.encoders import DEFAULT_ENCODER, EncoderLike, load_encoder
from classify.encoders.static import KIND, StaticEncoder, StaticNetwork, pack_static
from classify.errors import BundleFormatError
from classify.pipeline import TeaserPipeline
from classify.storage import TOKENIZER, asset_path, write_bundle
from classify.topics import FirstLook
from tests.harbour import LABELLED, TAXONOMY

N_TOKENS, N_INNER, N_HIDDEN, N_DIMS = 30522, 8, 16, 12
TEXTS = ["Ferry runs aground", "aground runs ferry", "Central bank leaves rate", "", "Парламент"]


@pytest.fixture(scope="module")
def parts():
    random = np.random.default_rng(3)

    def drawn(*shape):
        return random.normal(size=shape).astype(np.float32)

    return {
        "table": drawn(N_TOKENS, N_INNER),
        "hidden": drawn(N_INNER, N_HIDDEN),
        "hidden_bias": drawn(N_HIDDEN),
        "out": drawn(N_HIDDEN, N_DIMS),
        "out_bias": drawn(N_DIMS),
        "direct": drawn(N_INNER, N_DIMS),
        "sharpness": 10.0,
    }


@pytest.fixture(scope="module")
def folder(parts, tmp_path_factory):
    folder = tmp_path_factory.mktemp("encoders") / "tiny-static"
    manifest = {
        "kind": KIND,
        "name": "tiny-static",
        "n_dims": N_DIMS,
        "max_tokens": 16,
        "precision": "int8",
    }
    tokenizer = (asset_path("models", DEFAULT_ENCODER) / TOKENIZER).read_bytes()
    write_bundle(folder, manifest, arrays=pack_static(**parts), files={TOKENIZER: tokenizer})
    return folder


def test_is_loaded_by_its_folder(folder):
    encoder = load_encoder(folder)
    assert isinstance(encoder, EncoderLike)
    assert (encoder.name, encoder.n_dims, encoder.precision) == ("tiny-static", N_DIMS, "int8")


def test_computes_what_was_learned(parts):
    network = StaticNetwork(**parts)
    ids = [5, 7, 7, 30521]
    inner = sum(parts["table"][token] for token in ids)
    inner = inner / np.linalg.norm(inner)
    hidden = np.maximum(10.0 * inner @ parts["hidden"] + parts["hidden_bias"], 0)
    expected = hidden @ parts["out"] + parts["out_bias"] + inner @ parts["direct"]
    expected /= np.linalg.norm(expected)
    np.testing.assert_allclose(network.vectors([ids])[0], expected, atol=1e-5)


def test_packing_loses_little(parts):
    packed = StaticNetwork.from_arrays(pack_static(**parts))
    ids = np.random.default_rng(1).integers(0, N_TOKENS, (50, 9)).tolist()
    cosines = (packed.vectors(ids) * StaticNetwork(**parts).vectors(ids)).sum(axis=1)
    assert cosines.min() > 0.999


def test_rows_have_unit_length_and_order_of_words_does_not_count(folder):
    vectors = load_encoder(folder).encode(TEXTS)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(vectors[0], vectors[1], atol=1e-6)
    assert vectors[0] @ vectors[2] < 0.99


def test_a_vector_does_not_depend_on_its_batch(folder):
    encoder = load_encoder(folder)
    many = [f"{text} {number}" for number in range(500) for text in TEXTS]
    together = encoder.encode(many)
    turned = encoder.encode(many[::-1])[::-1]
    alone = np.vstack([encoder.encode([text]) for text in many[:20]])
    np.testing.assert_allclose(together, turned, atol=1e-5)
    np.testing.assert_allclose(together[:20], alone, atol=1e-5)


def test_no_texts_and_progress(folder):
    encoder = StaticEncoder.from_folder(folder)
    seen = []
    assert encoder.encode([]).shape == (0, N_DIMS)
    encoder.encode(TEXTS * 300, on_progress=seen.append)
    assert sum(seen) == len(TEXTS) * 300


def test_another_sort_of_bundle_is_refused():
    with pytest.raises(BundleFormatError, match=r"no static-encoder"):
        StaticEncoder.from_folder(asset_path("models", DEFAULT_ENCODER))


def test_a_model_keeps_its_first_look(folder, tmp_path):
    pipeline = TeaserPipeline.train(LABELLED, taxonomy=TAXONOMY, encoder=folder)
    pipeline.classifier.first_look = FirstLook.from_head(
        pipeline.encoder, pipeline.classifier.head, accurate_share=0.3
    )
    pipeline.save(tmp_path / "model")
    loaded = TeaserPipeline.load(tmp_path / "model")
    assert loaded.classifier.first_look.accurate_share == 0.3
    teasers = [item.teaser for item in LABELLED]
    assert loaded.predict(teasers, fast=True) == pipeline.predict(teasers, fast=True)
    assert loaded.manifest()["first_look"]["encoder"]["precision"] == "int8"


@pytest.mark.parametrize("n_texts", [1, 2, 5, 63, 64, 65, 200])
def test_a_vector_of_the_bundled_network_is_the_same_to_the_bit(n_texts):
    encoder = load_encoder("teaser-static")
    texts = [f"Ferry {number} runs aground off harbour {number * 7}" for number in range(200)]
    whole = encoder.encode(texts)
    start = 37 % (201 - n_texts)
    part = encoder.encode(texts[start : start + n_texts])
    assert np.array_equal(part, whole[start : start + n_texts])
