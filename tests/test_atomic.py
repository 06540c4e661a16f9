import pytest

from classify.atomic import replaced_folder, write_text


def test_a_file_is_replaced(tmp_path):
    path = tmp_path / "new" / "report.md"
    write_text(path, "one\n")
    write_text(path, "two\n")
    assert path.read_bytes() == b"two\n"
    assert list(path.parent.iterdir()) == [path]


def test_a_failed_write_leaves_the_old_file(tmp_path):
    path = tmp_path / "report.md"
    write_text(path, "old\n")
    with pytest.raises(UnicodeEncodeError):
        write_text(path, "\ud800")
    assert path.read_text() == "old\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_folder_leaves_the_old_one(tmp_path):
    path = tmp_path / "model"
    with replaced_folder(path) as folder:
        (folder / "a").write_text("old")
    with pytest.raises(RuntimeError), replaced_folder(path) as folder:
        (folder / "a").write_text("new")
        raise RuntimeError
    assert (path / "a").read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
