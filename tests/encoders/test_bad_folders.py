"""Folders of encoders whose parts do not fit each other."""

import os
from types import SimpleNamespace

import numpy as np
import pytest
from onnx import TensorProto

from classify.encoders import describe_encoder, find_encoder, load_encoder, onnx, static
from classify.encoders.static import StaticNetwork
from classify.errors import BundleFormatError, BundleNotFoundError, EncoderError
from classify.storage import TOKENIZER, write_bundle
from tests.builders import WordEncoder
from tests.small_models import (
    N_DIMS,
    encoder_manifest,
    graph,
    static_arrays,
    tokenizer,
    write_onnx,
    write_static,
)


@pytest.mark.parametrize("write", [write_static, write_onnx], ids=["static", "onnx"])
def test_small_encoders_are_whole(write, tmp_path):
    vectors = load_encoder(write(tmp_path / "small")).encode(["ship enters harbour", ""])
    assert vectors.shape == (2, N_DIMS)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"input_name": "tokens"}, "it takes tokens; it should take one input, input_ids"),
        ({"further_inputs": ["mask"]}, "it takes input_ids, mask; it should take one input"),
        ({"input_type": TensorProto.INT32}, r"it takes input_ids: tensor\(int32\) of shape"),
        ({"input_shape": ["n"]}, r"it takes input_ids: tensor\(int64\) of shape \['n'\]"),
        ({"input_shape": [2, "n"]}, r"it takes input_ids: tensor\(int64\) of shape \[2, 'n'\]"),
        ({"input_shape": ["n", 16]}, r"it takes input_ids: tensor\(int64\) of shape \['n', 16\]"),
        (
            {"n_dims": 5, "output_shape": ["n", 5]},
            r"it gives tensor\(float\) of shape \['n', 5\]; its manifest says tensor\(float\) "
            r"of shape \(1, 8\)",
        ),
    ],
    ids=["name", "second input", "type", "rank", "two texts", "fixed length", "width"],
)
def test_a_graph_that_takes_or_gives_something_else(tmp_path, changes, told):
    with pytest.raises(BundleFormatError, match=rf"model\.onnx cannot be used: {told}"):
        load_encoder(write_onnx(tmp_path / "odd", **changes))


def test_a_graph_that_gives_another_shape_than_it_said(tmp_path, monkeypatch):
    encoder = load_encoder(write_onnx(tmp_path / "odd"))
    given = SimpleNamespace(run=lambda *_: [np.ones((1, 5), dtype=np.float32)])
    monkeypatch.setattr(encoder._encoder, "_session", given)
    with pytest.raises(EncoderError) as raised:
        encoder.encode(["ship"])
    assert str(raised.value) == (
        "encoder 'small' gave an array of shape (1, 5) for a text; its manifest says (1, 8)"
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [(onnx.GRAPH, "model.onnx cannot be used: "), (TOKENIZER, "tokenizer.json cannot be used: ")],
)
def test_a_broken_file_is_named(tmp_path, name, told):
    files = {TOKENIZER: tokenizer(), onnx.GRAPH: graph()} | {name: b"{ ship"}
    write_bundle(tmp_path / "odd", encoder_manifest(onnx.KIND), files=files)
    with pytest.raises(BundleFormatError) as raised:
        load_encoder(tmp_path / "odd")
    assert str(raised.value).startswith(f"{tmp_path / 'odd'}: {told}")
    assert len(str(raised.value).splitlines()) == 1


def test_a_panic_of_the_tokenizer_is_an_error(tmp_path):
    # the post-processor asks for a token that it does not know
    tokens = tokenizer().replace(b'"id":"[SEP]","type_id"', b'"id":"[END]","type_id"')
    with pytest.raises(BundleFormatError, match=r"tokenizer\.json cannot be used: "):
        load_encoder(write_onnx(tmp_path / "odd", tokens=tokens))


def test_a_token_that_no_vocabulary_lists(tmp_path):
    folder = write_onnx(tmp_path / "odd", tokens=tokenizer(sep=500))
    with pytest.raises(BundleFormatError, match="do not fit; token 500: cannot encode a text of"):
        load_encoder(folder)
    # a static encoder takes no tokens around a text
    assert load_encoder(write_static(tmp_path / "static", tokens=tokenizer(sep=500))).n_dims == 8


def test_a_token_beyond_the_table_is_never_looked_up(tmp_path, monkeypatch):
    network = StaticNetwork.from_arrays(static_arrays(n_tokens=3))
    with pytest.raises(IndexError, match="there is no row for token 3 of 3"):
        network.vectors([[0], [2, 3]])
    encoder = load_encoder(write_static(tmp_path / "odd"))
    monkeypatch.setattr(encoder._encoder._tokenizer, "ids", lambda texts: [[10**9]])
    with pytest.raises(EncoderError, match="has a tokenizer and a table that do not fit"):
        encoder.encode(["ship"])


def test_a_tokenizer_that_fails_on_a_text(tmp_path):
    encoder = load_encoder(write_static(tmp_path / "small"))
    with pytest.raises(EncoderError, match="encoder 'small' cannot cut a text into tokens: "):
        encoder.encode([7])


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"n_dims": "8"}, "n_dims is not a whole number"),
        ({"n_dims": 0}, "n_dims is 0; it is over 0"),
        ({"max_tokens": -1}, "max_tokens is -1; it is from 1 to 1000000"),
        ({"max_tokens": 2**70}, "max_tokens is 1180591620717411303424; it is from 1"),
        ({"name": ""}, "name or precision is empty"),
        ({"precision": None}, "precision is not a text"),
    ],
)
def test_a_manifest_that_cannot_be(tmp_path, changes, told):
    write_bundle(
        tmp_path / "odd",
        encoder_manifest(static.KIND, **changes),
        arrays=static_arrays(),
        files={TOKENIZER: tokenizer()},
    )
    with pytest.raises(BundleFormatError, match=rf"manifest\.json cannot be used: {told}"):
        load_encoder(tmp_path / "odd")


def test_numbers_that_are_none(tmp_path):
    arrays = static_arrays()
    arrays["out.bias"] = np.full(N_DIMS, np.nan, dtype=np.float32)
    write_bundle(
        tmp_path / "odd",
        encoder_manifest(static.KIND),
        arrays=arrays,
        files={TOKENIZER: tokenizer()},
    )
    with pytest.raises(BundleFormatError, match=r"the array 'out\.bias' holds a number beyond"):
        load_encoder(tmp_path / "odd")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"sha256": None}, "encoder.sha256 is not a text"),
        ({"n_dims": True}, "encoder.n_dims is not a whole number"),
        ({"source": 3}, "encoder.source is not a text"),
    ],
)
def test_a_description_that_cannot_be(tmp_path, changes, told):
    described = describe_encoder(WordEncoder()) | changes
    with pytest.raises(BundleFormatError, match=rf"manifest\.json cannot be used: {told}"):
        find_encoder(described, model=tmp_path)


@pytest.mark.parametrize("source", ["x" * 5000, "a\0b", "\ud800", "/", ".."])
def test_a_source_where_no_encoder_can_be(tmp_path, source):
    described = describe_encoder(WordEncoder()) | {"source": source}
    with pytest.raises(BundleNotFoundError):
        find_encoder(described, model=tmp_path / "model")


@pytest.mark.slow
def test_a_sentence_transformers_folder_with_a_pipe(tmp_path):
    pytest.importorskip(
        "sentence_transformers", reason="the sentence-transformers extra is not installed"
    )
    os.mkfifo(tmp_path / "modules.json")
    with pytest.raises(BundleFormatError, match=r"'modules\.json' is no file"):
        load_encoder(tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("content", ["{", "[{}]", '{"a": 1}', "[[]]", "7", ""])
def test_a_sentence_transformers_folder_that_is_none(tmp_path, content):
    pytest.importorskip(
        "sentence_transformers", reason="the sentence-transformers extra is not installed"
    )
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "modules.json").write_text(content)
    with pytest.raises(BundleNotFoundError, match="Sentence Transformers cannot load it"):
        load_encoder(folder)
