import shutil

import pytest

from classify.encoders import (
    DEFAULT_ENCODER,
    EmbeddingCache,
    as_encoder,
    describe_encoder,
    find_encoder,
    load_encoder,
    with_cache,
)
from classify.encoders.onnx import OnnxEncoder
from classify.errors import BundleFormatError, BundleNotFoundError
from classify.storage import asset_path
from tests.builders import WordEncoder

BUNDLED = asset_path("models", DEFAULT_ENCODER)


@pytest.fixture
def folder(tmp_path):
    """The bundled encoder, somewhere else."""
    return shutil.copytree(BUNDLED, tmp_path / "encoders" / "mine")


def test_the_source_of_a_bundled_encoder_is_its_name():
    assert load_encoder().source == DEFAULT_ENCODER
    assert load_encoder(BUNDLED).source == DEFAULT_ENCODER


def test_an_encoder_is_loaded_by_name_or_taken_as_it_is():
    assert as_encoder(DEFAULT_ENCODER).sha256 == load_encoder().sha256
    own = as_encoder(WordEncoder())
    assert (own.name, as_encoder(own)) == ("words", own)


def test_without_a_store_an_encoder_stays_as_it_is(tmp_path):
    own = as_encoder(WordEncoder())
    assert with_cache(own, None) is own
    cache = EmbeddingCache(tmp_path / "vectors.sqlite")
    with_cache(own, cache).encode(["a ship"])
    assert [kind.name for kind in cache.contents()] == ["words"]


def test_the_source_of_a_folder_is_its_whole_path(folder, monkeypatch):
    monkeypatch.chdir(folder.parent)
    assert load_encoder("mine").source == str(folder.resolve())


def test_a_folder_of_both_sorts_is_the_onnx_one(folder):
    (folder / "modules.json").write_text("[]")
    assert isinstance(load_encoder(folder)._encoder, OnnxEncoder)


def test_is_found_where_it_was(folder, tmp_path):
    described = describe_encoder(load_encoder(folder))
    assert find_encoder(described, model=tmp_path / "model").source == str(folder.resolve())


def test_is_found_beside_the_model(folder, tmp_path):
    described = describe_encoder(load_encoder(folder))
    moved = tmp_path / "elsewhere" / "mine"
    shutil.copytree(folder, moved)
    shutil.rmtree(folder)
    found = find_encoder(described, model=tmp_path / "elsewhere" / "model")
    assert found.source == str(moved.resolve())


def test_a_model_that_tells_no_source_has_a_bundled_encoder(tmp_path):
    described = describe_encoder(load_encoder())
    del described["source"]
    assert find_encoder(described, model=tmp_path).source == DEFAULT_ENCODER


def test_a_lost_folder_is_explained(folder, tmp_path):
    described = describe_encoder(load_encoder(folder))
    shutil.rmtree(folder)
    with pytest.raises(BundleNotFoundError, match="Put its folder beside the model's, or give it"):
        find_encoder(described, model=tmp_path / "model")


def test_an_object_must_be_given_again(tmp_path):
    described = describe_encoder(WordEncoder())
    assert described == {
        "name": "words",
        "sha256": "0" * 64,
        "precision": "float32",
        "n_dims": 64,
        "source": None,
    }
    with pytest.raises(BundleNotFoundError, match="an object of the program that trained it"):
        find_encoder(described, model=tmp_path)
    assert find_encoder(described, model=tmp_path, encoder=WordEncoder()).name == "words"


@pytest.mark.parametrize(
    ("part", "value"), [("sha256", "1" * 64), ("precision", "int8"), ("n_dims", 80)]
)
def test_another_encoder_is_refused(tmp_path, part, value):
    described = describe_encoder(WordEncoder())
    other = WordEncoder()
    setattr(other, part, value)
    with pytest.raises(BundleFormatError, match="was trained with another encoder: words, hash 0"):
        find_encoder(described, model=tmp_path, encoder=other)
