import json
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.bundles import (
    ARRAYS,
    MANIFEST,
    array_to_text,
    read_bundle,
    text_to_array,
    write_bundle,
)
from classify.errors import BundleFormatError, BundleIntegrityError, BundleNotFoundError


@pytest.fixture
def bundle(tmp_path):
    path = tmp_path / "model"
    write_bundle(
        path,
        {"kind": "test"},
        arrays={"weights": np.arange(6, dtype=np.float32).reshape(2, 3).T},
        files={"notes.txt": b"hello"},
        card="# A card\n",
    )
    return path


def test_what_was_written_is_read(bundle):
    read = read_bundle(bundle)
    assert read.manifest["kind"] == "test"
    np.testing.assert_array_equal(read.arrays["weights"], [[0, 3], [1, 4], [2, 5]])
    assert read.file("notes.txt").read_bytes() == b"hello"
    assert (bundle / "README.md").read_text() == "# A card\n"


def test_same_content_same_bytes(bundle, tmp_path):
    again = tmp_path / "again"
    weights = np.array([[0, 3], [1, 4], [2, 5]], dtype=np.float32)
    write_bundle(
        again, {"kind": "test"}, arrays={"weights": weights}, files={"notes.txt": b"hello"}
    )
    assert read_bundle(again).sha256 == read_bundle(bundle).sha256


def test_a_new_bundle_takes_the_place_of_the_old(bundle):
    write_bundle(bundle, {"kind": "newer"})
    assert read_bundle(bundle).manifest["kind"] == "newer"
    assert sorted(file.name for file in bundle.iterdir()) == [MANIFEST]
    assert [file.name for file in bundle.parent.iterdir()] == [bundle.name]


@pytest.mark.parametrize("file", [ARRAYS, "notes.txt"])
def test_a_flipped_bit_is_found(bundle, file):
    content = bytearray((bundle / file).read_bytes())
    content[-1] ^= 1
    (bundle / file).write_bytes(content)
    with pytest.raises(BundleIntegrityError, match=f"{file} is damaged") as caught:
        read_bundle(bundle)
    assert caught.value.file == file
    assert caught.value.expected != caught.value.found


def test_a_missing_file_is_named(bundle):
    (bundle / "notes.txt").unlink()
    with pytest.raises(BundleFormatError, match=r"notes\.txt is missing"):
        read_bundle(bundle)


def test_no_bundle(tmp_path):
    with pytest.raises(BundleNotFoundError, match=r"there is no manifest\.json"):
        read_bundle(tmp_path)
    with pytest.raises(FileNotFoundError):
        read_bundle(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "is no JSON"),
        ("[]", "lists no files"),
        ('{"format": 1}', "lists no files"),
        ('{"format": 99, "files": {}}', "has format 99; this version reads 1"),
        ('{"format": 1, "files": {"../secret": "0"}}', "points outside the bundle"),
    ],
    ids=["cut", "list", "no files", "newer format", "path outside"],
)
def test_a_wrong_manifest(bundle, content, reason):
    (bundle / MANIFEST).write_text(content)
    with pytest.raises(BundleFormatError, match=reason):
        read_bundle(bundle)


class Malicious:
    def __reduce__(self):
        return (exec, ("raise SystemExit('a pickle ran')",))


@pytest.mark.parametrize("name", ["weights.pkl", "model.joblib", "model.PT"])
def test_a_pickle_inside_is_refused(bundle, name):
    (bundle / name).write_bytes(pickle.dumps(Malicious()))
    with pytest.raises(BundleFormatError, match="pickles can run code and are never read"):
        read_bundle(bundle)


def test_a_pickle_in_place_of_the_arrays_does_not_run(bundle):
    import hashlib

    content = pickle.dumps(Malicious())
    (bundle / ARRAYS).write_bytes(content)
    manifest = json.loads((bundle / MANIFEST).read_text())
    manifest["files"][ARRAYS] = hashlib.sha256(content).hexdigest()
    (bundle / MANIFEST).write_text(json.dumps(manifest))
    with pytest.raises(BundleFormatError, match="is no safetensors file"):
        read_bundle(bundle)


@given(
    st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), min_size=1))
)
def test_text_survives_as_an_array(lines):
    assert array_to_text(text_to_array(lines)) == lines
