import json
import os
import pickle
import socket

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.bundles import (
    ARRAYS,
    MANIFEST,
    array_to_text,
    read_bundle,
    restoring,
    text_to_array,
    write_bundle,
)
from classify.errors import (
    BundleError,
    BundleFormatError,
    BundleIntegrityError,
    BundleNotFoundError,
    UnknownNameError,
)


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


@pytest.mark.parametrize(
    ("listed", "reason"),
    [
        ("", "'' is no file"),
        ("..", "'..' is no file"),
        ("a\0b", "no file can be named 'a\\x00b'"),
        ("\ud800", "no file can be named '\\ud800'"),
        ("x" * 5000, "cannot be read (File name too long)"),
    ],
    ids=["no name", "folder above", "nul", "half a pair", "long"],
)
def test_a_name_that_no_file_has(bundle, listed, reason):
    (bundle / MANIFEST).write_text(json.dumps({"format": 1, "files": {listed: "0"}}))
    with pytest.raises(BundleError) as raised:
        read_bundle(bundle)
    assert str(raised.value).startswith(f"{bundle}: ")
    assert str(raised.value).endswith(reason)


@pytest.mark.parametrize("name", [MANIFEST, ARRAYS, "notes.txt"])
@pytest.mark.parametrize("sort", ["pipe", "folder", "socket"])
def test_what_is_no_file_is_not_waited_for(bundle, monkeypatch, name, sort):
    (bundle / name).unlink()
    if sort == "pipe":
        os.mkfifo(bundle / name)
    elif sort == "folder":
        (bundle / name).mkdir()
    else:
        monkeypatch.chdir(bundle)  # a socket's path is short
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(name)
    with pytest.raises(BundleFormatError) as raised:
        read_bundle(bundle)
    assert str(raised.value) == f"{bundle}: {name!r} is no file"


def test_what_goes_wrong_while_restoring_names_the_folder(tmp_path):
    with pytest.raises(BundleFormatError) as raised, restoring(tmp_path):
        {}["n_dims"]
    told = f"{tmp_path}: is no model that can be used: there is no 'n_dims'"
    assert str(raised.value) == told
    with pytest.raises(BundleFormatError) as raised, restoring(tmp_path, "graph"):
        raise RuntimeError("first line\nsecond line")
    assert str(raised.value) == f"{tmp_path}: graph cannot be used: first line"


def test_own_errors_pass_a_restoring_as_they_are(tmp_path):
    own = UnknownNameError("rater", "x", ["y"])
    with pytest.raises(UnknownNameError) as raised, restoring(tmp_path):
        raise own
    assert raised.value is own
    with pytest.raises(KeyboardInterrupt), restoring(tmp_path):
        raise KeyboardInterrupt


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
