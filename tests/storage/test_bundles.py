import hashlib
import json
import os
import pickle
import socket
from pathlib import Path

import numpy as np
import pytest

from classify.errors import (
    BundleError,
    BundleFormatError,
    BundleIntegrityError,
    BundleNotFoundError,
    UnknownNameError,
)
from classify.storage import MANIFEST, read_bundle, restoring, write_bundle
from classify.storage.bundles import ARRAYS


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


def put_file(folder):
    folder.mkdir()
    (folder / "thesis.txt").write_text("precious")


def put_beside_a_model(folder):
    write_bundle(folder, {"kind": "test"}, card="# A card")
    (folder / "thesis.txt").write_text("precious")


def put_folder_in_a_model(folder):
    write_bundle(folder, {"kind": "test"})
    (folder / "README.md").mkdir()
    (folder / "README.md" / "thesis.txt").write_text("precious")


def put_changed_file(folder):
    write_bundle(folder, {"kind": "test"}, files={"thesis.txt": b"as written"})
    (folder / "thesis.txt").write_text("precious")


def put_manifest_of_another_program(folder):
    put_file(folder)
    digest = hashlib.sha256(b"precious").hexdigest()
    manifest = {"format": 1, "files": {"thesis.txt": digest}}
    (folder / MANIFEST).write_text(json.dumps(manifest))


def put_link_in_a_model(folder):
    write_bundle(folder, {"kind": "test"}, files={"thesis.txt": b"precious"})
    (folder / "thesis.txt").rename(folder.parent / "elsewhere.txt")
    (folder / "thesis.txt").symlink_to("../elsewhere.txt")


@pytest.mark.parametrize(
    "put",
    [
        put_file,
        put_beside_a_model,
        put_folder_in_a_model,
        put_changed_file,
        put_manifest_of_another_program,
        put_link_in_a_model,
    ],
    ids=lambda put: put.__name__,
)
def test_what_nobody_here_wrote_is_not_deleted(tmp_path, put):
    folder = tmp_path / "home"
    put(folder)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(BundleError, match="holds what is no part of a model: ") as caught:
        write_bundle(folder, {"kind": "test"})
    assert caught.value.path == folder
    assert sorted(tmp_path.rglob("*")) == before
    assert [file.read_text() for file in before if "thesis" in file.name] == ["precious"]


@pytest.mark.parametrize("put", [Path.mkdir, Path.touch], ids=["to a folder", "to a file"])
def test_a_link_is_not_renamed_away(tmp_path, put):
    put(tmp_path / "real")
    link = tmp_path / "model"
    link.symlink_to("real")
    with pytest.raises(BundleError, match="model: is a link; name the folder that it leads to"):
        write_bundle(link, {"kind": "test"})
    assert link.is_symlink()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["model", "real"]


def test_a_file_is_not_renamed_away(tmp_path):
    (tmp_path / "topics.toml").write_text("mine")
    with pytest.raises(BundleError, match=r"topics\.toml: is no folder"):
        write_bundle(tmp_path / "topics.toml", {"kind": "test"})
    assert [file.read_text() for file in tmp_path.iterdir()] == ["mine"]


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
