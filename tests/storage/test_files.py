import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from classify.storage import write_all, write_text, write_whole

posix = pytest.mark.skipif(os.name != "posix", reason="modes, links and pipes as POSIX has them")


def mode_of(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def umask():
    """Set the umask of this process, and restore it."""
    before = os.umask(0o022)
    yield os.umask
    os.umask(before)


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


def test_a_name_as_long_as_names_can_be(tmp_path):
    path = tmp_path / f"{'й' * 120}.md"
    write_text(path, "text")
    assert list(tmp_path.iterdir()) == [path]


@posix
@pytest.mark.parametrize("mask", [0o022, 0o077, 0o002], ids=oct)
def test_a_new_file_obeys_the_umask(tmp_path, umask, mask):
    umask(mask)
    write_text(tmp_path / "report.md", "text")
    assert mode_of(tmp_path / "report.md") == 0o666 & ~mask


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755], ids=oct)
def test_a_file_keeps_its_mode(tmp_path, umask, mode):
    path = tmp_path / "report.md"
    path.write_text("old")
    path.chmod(mode)
    umask(0o077)
    write_text(path, "new")
    assert (path.read_text(), mode_of(path)) == ("new", mode)


@posix
def test_a_link_is_followed(tmp_path):
    (tmp_path / "shared").mkdir()
    link = tmp_path / "latest.md"
    link.symlink_to("shared/report.md")
    for text in ("made", "replaced"):
        write_text(link, text)
        assert link.is_symlink()
        assert (tmp_path / "shared" / "report.md").read_text() == text


@posix
def test_links_in_a_circle_are_named(tmp_path):
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(OSError, match="symbolic links") as caught:
        write_text(tmp_path / "a", "text")
    assert caught.value.filename == str(tmp_path / "a")


@posix
def test_a_pipe_is_written_through(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    content = os.urandom(300_000)  # more than a pipe holds
    got = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    write_all({pipe: content})
    reader.join()
    assert got == [content]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@posix
def test_a_device_stays_one():
    # another device than the one that this test wants to protect, should it fail
    terminal, device = os.openpty()
    name = os.ttyname(device)
    write_text(Path(name), "text\n")
    assert os.read(terminal, 100).split() == [b"text"]
    assert stat.S_ISCHR(Path(name).stat().st_mode)


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="there is no such path")
def test_standard_output_by_its_path_goes_on_where_it_was(tmp_path):
    code = (
        "import os; from pathlib import Path; from classify.storage.files import write_text;"
        "write_text(Path('/dev/stdout'), 'new\\n'); os.write(1, b'last\\n')"
    )
    path = tmp_path / "log"
    path.write_text("old\n")
    with path.open("ab") as stream:
        subprocess.run([sys.executable, "-c", code], stdout=stream, check=True)
    assert path.read_text() == "old\nnew\nlast\n"


def test_a_folder_in_the_place_of_a_file_is_named(tmp_path):
    with pytest.raises(IsADirectoryError) as caught:
        write_text(tmp_path, "text")
    assert caught.value.filename == str(tmp_path)


def test_a_file_in_the_place_of_a_folder_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(NotADirectoryError) as caught:
        write_text(tmp_path / "file" / "report.md", "text")
    assert caught.value.filename == str(tmp_path / "file" / "report.md")


class FullDisk:
    """Lets a number of flushes to disk through, and then has no space left."""

    def __init__(self, monkeypatch, n_left):
        self.n_left = n_left
        self.fsync = os.fsync
        monkeypatch.setattr(os, "fsync", self)

    def __call__(self, handle):
        self.n_left -= 1
        if self.n_left < 0:
            raise OSError(28, "No space left on device")
        self.fsync(handle)


def test_of_several_files_all_are_written_or_none(tmp_path, monkeypatch):
    old, new = tmp_path / "old.md", tmp_path / "made" / "for" / "new.md"
    old.write_text("old")
    FullDisk(monkeypatch, 1)
    with pytest.raises(OSError, match="No space left") as caught:
        write_all({old: "changed", new: "text"})
    assert caught.value.filename == str(new)
    assert old.read_text() == "old"
    assert list(tmp_path.iterdir()) == [old]


def test_files_are_renamed_in_order_when_all_are_flushed(tmp_path, monkeypatch):
    happened = []
    flush, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (happened.append("flush"), flush(handle)))
    monkeypatch.setattr(
        Path,
        "replace",
        lambda path, target: (happened.append(Path(target).name), replace(path, target)),
    )
    write_all({tmp_path / name: "text" for name in ("b", "a", "state")})
    assert happened[:6] == ["flush", "flush", "flush", "b", "a", "state"]


class Narrow:
    """A stream that takes a part at a time, as an unbuffered pipe does."""

    def __init__(self):
        self.parts = []

    def write(self, content):
        self.parts.append(bytes(content[:7]))
        return len(self.parts[-1])

    def flush(self):
        pass


def test_a_stream_that_takes_a_part_at_a_time_gets_all():
    stream = Narrow()
    write_whole(stream, b"to the very last byte")
    assert b"".join(stream.parts) == b"to the very last byte"
