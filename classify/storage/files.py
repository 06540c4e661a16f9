"""Atomic writes of files: written to a temporary name, flushed to disk, then renamed.

Anything but a regular file (a pipe, a device, standard output by its path) is written through and
never replaced. Links are followed, an existing file keeps its mode, and a new one obeys the umask.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

_PRIVATE = 0o600
_BY_UMASK = 0o666
_MAX_NAME = 32  # characters of a name that stand in the name beside it: 255 bytes is the limit
_MAX_LINKS = 40  # that are followed, as Linux does
# a number that a file is open under, by its path; /dev/stdout leads to one
_DESCRIPTOR = re.compile(r"/dev/fd/\d+|/proc/(self|thread-self|\d+)(/task/\d+)?/fd/\d+")


def write_text(path: Path, content: str) -> None:
    """Write a text file in UTF-8 with line feeds as line ends, completely or not at all."""
    write_all({path: content})


def write_all(files: Mapping[Path, str | bytes]) -> None:
    """Write several files: all to temporary names first, then each is renamed.

    A fault, such as a full disk, leaves every file as it was. Files are renamed in the order of
    `files`, so that the one that certifies the others can come last.

    Parameters
    ----------
    files : mapping of path to content
        Text is written in UTF-8. Folders are made if need be.

    Raises
    ------
    OSError
        Of the operating system; its `filename` is the path that was asked for.
    """
    contents = {
        path: content.encode("utf-8") if isinstance(content, str) else content
        for path, content in files.items()
    }
    with ExitStack() as undo:
        staged = [(path, _stage(path, content, undo)) for path, content in contents.items()]
        for path, beside in staged:
            with naming(path):
                if beside is None:
                    _write_through(path, contents[path])
                else:
                    beside.replace(os.path.realpath(path))
        undo.pop_all()
        for folder in {beside.parent for _, beside in staged if beside}:
            sync_folder(folder)


def write_whole(stream: BinaryIO, content: bytes) -> None:
    """Write all of a content to a stream, which may be one that takes a part at a time.

    An unbuffered stream writes what fits (65,536 bytes into a pipe) and says how much that was.
    """
    left = memoryview(content)
    while left:
        n_written = stream.write(left)
        if n_written is None:
            raise BlockingIOError(errno.EAGAIN, "takes nothing now, and does not wait")
        left = left[n_written:]
    stream.flush()


def sync_folder(folder: Path) -> None:
    """Flush a folder's list of files to disk, so that a rename outlasts a power cut."""
    # Windows opens no folders, some network file systems cannot flush them: the file itself is safe
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sync_file(handle: int) -> None:
    """Flush an open file to disk, where the file system can."""
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Let an error name the file that was requested, not the temporary one."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


def _stage(path: Path, content: bytes, undo: ExitStack) -> Path | None:
    """Write a content to a temporary name; return None where it must be written through."""
    with naming(path):
        found = _look(path)
        if found and (not stat.S_ISREG(found.st_mode) or _is_descriptor(path)):
            if stat.S_ISDIR(found.st_mode):
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
            return None
        target = Path(os.path.realpath(path))
        _make_folder(target.parent, undo)
        beside = target.with_name(f".{target.name[:_MAX_NAME]}.{token_hex(8)}.tmp")
        # nobody without access to the old file may read the new one at any time
        mode = _PRIVATE if found else _BY_UMASK
        with open(beside, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as stream:
            undo.callback(beside.unlink, missing_ok=True)
            stream.write(content)
            stream.flush()
            if found:
                _keep_rights(stream.fileno(), found)
            sync_file(stream.fileno())
        return beside


def _look(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:  # or a link that leads nowhere yet
        return None


def _keep_rights(handle: int, found: os.stat_result) -> None:
    """Give a file the owner and mode of the one that it replaces."""
    if hasattr(os, "fchown"):  # not on Windows, where a file has the rights of its folder
        with suppress(PermissionError):  # only root gives files away
            os.fchown(handle, found.st_uid, found.st_gid)
        os.fchmod(handle, stat.S_IMODE(found.st_mode))


def _make_folder(folder: Path, undo: ExitStack) -> None:
    """Make a folder and its parents; if writing fails, those that were made are removed."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        undo.callback(_remove_empty, one)
    folder.mkdir(parents=True, exist_ok=True)


def _remove_empty(folder: Path) -> None:
    with suppress(OSError):  # somebody else has put something there
        folder.rmdir()


def _write_through(path: Path, content: bytes) -> None:
    # appended, as `>> file` makes standard output a file that holds something already
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND), "wb", buffering=0) as stream:
        write_whole(stream, content)


def _is_descriptor(path: Path) -> bool:
    """Whether a path names an open file of this or another process, such as /dev/stdout."""
    place = path.absolute()
    for _ in range(_MAX_LINKS):
        if _DESCRIPTOR.fullmatch(str(place)):
            return True
        if not place.is_symlink():
            return False
        place = place.parent / place.readlink()
    return False
