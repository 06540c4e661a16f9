"""Models and encoders that are not what they say: one line, exit 1, and nothing else."""

import json
import os

import numpy as np
import pytest

from classify.encoders import static
from classify.storage import MANIFEST, TOKENIZER, read_bundle, write_bundle
from classify.storage.bundles import ARRAYS
from tests.small_models import (
    encoder_manifest,
    static_arrays,
    tokenizer,
    write_onnx,
    write_pipeline,
    write_static,
)

TOPICS = """\
[[topic]]
key = "ports"
definition = "Ships and harbours."
"""


@pytest.fixture
def train(classify, listing, tmp_path):
    """Train with an encoder's folder; return what is said."""
    topics = tmp_path / "topics.toml"
    topics.write_text(TOPICS, encoding="utf-8")

    def run(encoder):
        return classify(
            "train", "--topics", topics, "--unlabelled", listing,
            "--encoder", encoder, "--out", tmp_path / "model", "--no-cache",
        )  # fmt: skip

    return run


def assert_refused(result, told):
    assert (result.returncode, result.stdout, result.stderr) == (1, "", f"error: {told}\n")


def test_an_encoder_that_says_nothing(train, classify, tmp_path):
    bare = tmp_path / "bare"
    write_bundle(bare, {"kind": "onnx-encoder", "name": "x"}, files={TOKENIZER: tokenizer()})
    assert_refused(train(bare), f"{bare}: {MANIFEST} cannot be used: n_dims is missing")
    assert_refused(classify("inspect", bare), f"{bare}: README.md is missing")


def test_tokens_beyond_the_table(train, tmp_path):
    folder = write_static(tmp_path / "short", n_tokens=3)
    assert_refused(
        train(folder),
        f"{folder}: is no model that can be used: its tokenizer and its table do not fit: "
        "there is a token 8, and 3 rows from 0",
    )


def test_numbers_of_a_type_that_is_not_read(train, tmp_path):
    folder = write_static(tmp_path / "brain")
    content = (folder / ARRAYS).read_bytes().replace(b'"F16"', b'"BF16"', 1)
    length = int.from_bytes(content[:8], "little")
    content = (length + 1).to_bytes(8, "little") + content[8:]
    write_bundle(
        folder, encoder_manifest(static.KIND), files={TOKENIZER: tokenizer(), ARRAYS: content}
    )
    assert_refused(
        train(folder),
        f"{folder}: {ARRAYS} holds numbers of a type that is not read here: 'BF16'",
    )


def test_a_graph_of_fewer_tokens(train, tmp_path):
    folder = write_onnx(tmp_path / "few", n_tokens=3)
    result = train(folder)
    assert result.returncode == 1
    assert result.stderr.startswith(
        f"error: {folder}: is no model that can be used: its tokenizer and its graph do not fit; "
        "token 8: cannot encode a text of 1 tokens: "
    )
    assert len(result.stderr.splitlines()) == 1


def test_a_static_encoder_of_other_dimensions(train, tmp_path):
    folder = tmp_path / "wide"
    write_bundle(
        folder,
        encoder_manifest(static.KIND, n_dims=12),
        arrays=static_arrays(),
        files={TOKENIZER: tokenizer()},
    )
    assert_refused(
        train(folder),
        f"{folder}: is no model that can be used: the array 'out' has shape (5, 8); "
        "it should be (n_hidden, n_dims), here (5, 12)",
    )


@pytest.mark.parametrize("part", ["labelling", "encoder", "facts"])
def test_a_model_that_lacks_a_part(classify, listing, tmp_path, part):
    manifest = {
        "kind": "teaser-pipeline",
        "name": "x",
        "encoder": {"name": "e", "sha256": "0" * 64, "precision": "int8", "n_dims": 8},
        "taxonomy": {"topic": [{"key": "ports"}]},
        "labelling": {"words": False},
        "settings": {"stories": {}, "condensing": {}},
        "facts": {"n_teasers": 1, "data_sha256": "0" * 64, "topics": {}},
    }
    del manifest[part]
    folder = tmp_path / "half"
    write_bundle(folder, manifest, arrays={"x": np.zeros(1)})
    told = f"{folder}: {MANIFEST} cannot be used: {part} is missing"
    assert_refused(classify("predict", listing, "--model", folder), told)
    assert_refused(classify("inspect", folder), told)


def test_a_model_whose_card_cannot_be_written(classify, tmp_path):
    model = write_pipeline(tmp_path / "model", write_static(tmp_path / "small"))
    bundle = read_bundle(model)
    facts = {**bundle.manifest["facts"], "data_sha256": 7}
    write_bundle(model, {**bundle.manifest, "facts": facts}, arrays=bundle.arrays)
    assert_refused(
        classify("inspect", model),
        f"{model}: is no model that can be used: 'int' object is not subscriptable",
    )


def test_a_card_that_is_a_pipe(classify, tmp_path):
    folder = write_static(tmp_path / "odd")
    (folder / "README.md").unlink()
    os.mkfifo(folder / "README.md")
    assert_refused(classify("inspect", folder), f"{folder}: 'README.md' is no file")


def test_a_card_in_another_encoding(classify, tmp_path):
    folder = write_static(tmp_path / "odd")
    (folder / "README.md").write_bytes(b"# caf\xe9\n")
    assert classify("inspect", folder).stdout == "# caf\ufffd\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[" * 100_000, "it is nested too deeply"),
        ("9" * 5000, "Exceeds the limit (4300 digits) for integer string conversion: "
                     "value has 5000 digits; use sys.set_int_max_str_digits() to increase the "
                     "limit"),
    ],
    ids=["deep", "long number"],
)  # fmt: skip
def test_a_manifest_beyond_bounds(classify, tmp_path, text, told):
    folder = write_static(tmp_path / "odd")
    manifest = json.loads((folder / MANIFEST).read_text())
    content = json.dumps({**manifest, "more": "@"}).replace('"@"', text)
    (folder / MANIFEST).write_text(content)
    assert_refused(classify("inspect", folder), f"{folder}: {MANIFEST} is no JSON: {told}")
