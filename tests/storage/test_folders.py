import os
import stat

import pytest

from classify.storage import folders
from classify.storage.folders import exchange, replaced_folder


def everything(path):
    return [file.name for file in path.iterdir()] if path.exists() else []


def write_folder(path, owned=everything, **files):
    with replaced_folder(path, owned) as folder:
        for name, text in files.items():
            (folder / name).write_text(text)


def read_folder(path):
    return {file.name: file.read_text() for file in path.iterdir()}


@pytest.fixture(params=["at once", "in steps"])
def way(request, monkeypatch):
    """Exchange folders as this system can, and as others do."""
    if request.param == "in steps":
        monkeypatch.setattr(folders, "_exchange_at_once", lambda first, second: False)


def test_a_folder_is_made_and_replaced(tmp_path, way):
    path = tmp_path / "models" / "mine"
    write_folder(path, a="old", b="old")
    write_folder(path, a="new")
    assert read_folder(path) == {"a": "new"}
    assert list(path.parent.iterdir()) == [path]


def test_an_empty_folder_is_filled(tmp_path, way):
    (tmp_path / "model").mkdir()
    write_folder(tmp_path / "model", a="new")
    assert read_folder(tmp_path / "model") == {"a": "new"}
    assert list(tmp_path.iterdir()) == [tmp_path / "model"]


def test_two_folders_change_names(tmp_path, way):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "name").write_text(name)
    exchange(tmp_path / "a", tmp_path / "b")
    assert {name: (tmp_path / name / "name").read_text() for name in ("a", "b")} == {
        "a": "b",
        "b": "a",
    }
    assert len(list(tmp_path.iterdir())) == 2


def test_a_failed_folder_leaves_the_old_one(tmp_path):
    path = tmp_path / "model"
    write_folder(path, a="old")
    with pytest.raises(RuntimeError), replaced_folder(path, everything) as folder:
        (folder / "a").write_text("new")
        raise RuntimeError
    assert read_folder(path) == {"a": "old"}
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_in_the_way_is_looked_for_again_when_all_is_written(tmp_path):
    path = tmp_path / "model"

    def owned(folder):
        if folder.exists():
            raise ValueError("somebody came first")
        return ()

    with pytest.raises(ValueError, match="came first"), replaced_folder(path, owned):
        path.mkdir()
        (path / "theirs").write_text("theirs")
    assert read_folder(path) == {"theirs": "theirs"}
    assert list(tmp_path.iterdir()) == [path]


def test_what_comes_in_at_the_last_moment_is_not_deleted(tmp_path, caplog):
    path = tmp_path / "model"
    write_folder(path, a="old")
    write_folder(
        path, owned=lambda folder: ["a"] if not (folder / "late").write_text("") else [], a="new"
    )
    assert read_folder(path) == {"a": "new"}
    (left,) = (folder for folder in tmp_path.iterdir() if folder != path)
    assert read_folder(left) == {"late": ""}
    assert str(left) in caplog.text


@pytest.mark.skipif(os.name != "posix", reason="modes as POSIX has them")
def test_modes_are_kept(tmp_path):
    path = tmp_path / "model"
    write_folder(path, a="old")
    path.chmod(0o700)
    (path / "a").chmod(0o600)
    write_folder(path, a="new")
    assert [stat.S_IMODE(one.stat().st_mode) for one in (path, path / "a")] == [0o700, 0o600]


def test_a_fault_of_the_system_names_the_folder_that_was_asked_for(tmp_path, monkeypatch):
    path = tmp_path / "model"

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left") as caught:
        write_folder(path, a="new")
    assert caught.value.filename == str(path)
    assert list(tmp_path.iterdir()) == []
