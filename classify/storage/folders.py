"""Atomic replacement of folders: at every moment the name is that of the old or the new one."""

from __future__ import annotations

import ctypes
import errno
import logging
import os
import shutil
import stat
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from classify.storage.files import sync_file, sync_folder

_MAX_NAME = 32  # characters of a name that stand in the name beside it: 255 bytes is the limit
_AT_WORKING_FOLDER = -100
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux and RENAME_SWAP of macOS
_UNKNOWN = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)
_log = logging.getLogger(__name__)


@contextmanager
def replaced_folder(path: Path, owned: Callable[[Path], Collection[str]]) -> Iterator[Path]:
    """Give an empty folder to fill; when the block ends without error it takes the place of `path`.

    Both are exchanged at once where the system can (Linux, macOS). A fault leaves the old folder
    whole; what was its content is deleted after the exchange, file by file.

    Parameters
    ----------
    path : path
        Is not followed if it is a link.
    owned : callable
        Called with `path`, before the block and after it. Returns the names of the files there
        that may be deleted, and raises if anything else is in the way.

    Raises
    ------
    OSError
        Of the operating system; its `filename` is `path` or lies under it.
    """
    asked = path
    owned(asked)
    path = asked.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name[:_MAX_NAME]}.{token_hex(8)}.tmp")
    try:
        beside.mkdir()
        yield beside
        names = owned(path)
        stood = path.exists()
        if stood:
            _keep_modes(path, beside)
        for file in beside.iterdir():
            with file.open("rb") as stream:
                sync_file(stream.fileno())
        sync_folder(beside)
        exchange(beside, path) if stood else beside.rename(path)
    except BaseException as error:
        shutil.rmtree(beside, ignore_errors=True)
        if isinstance(error, OSError) and str(error.filename or beside).startswith(str(beside)):
            error.filename, error.filename2 = str(asked), None
        raise
    sync_folder(path.parent)
    if stood:
        _retire(beside, names)


def exchange(first: Path, second: Path) -> None:
    """Let two folders of one file system change names, at once where the system can."""
    if not _exchange_at_once(first, second):
        aside = first.with_name(f"{first.name}.old")
        second.rename(aside)
        try:
            first.rename(second)
        except BaseException:
            aside.rename(second)
            raise
        aside.rename(first)


def _exchange_at_once(first: Path, second: Path) -> bool:
    """Exchange two folders in one step; False where that cannot be had."""
    names = os.fsencode(first), os.fsencode(second)
    if os.name != "posix":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "linux" and hasattr(libc, "renameat2"):
        here = _AT_WORKING_FOLDER
        failed = libc.renameat2(here, names[0], here, names[1], _EXCHANGE)
    elif sys.platform == "darwin" and hasattr(libc, "renamex_np"):
        failed = libc.renamex_np(*names, _EXCHANGE)
    else:
        return False
    if failed and ctypes.get_errno() not in _UNKNOWN:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(second))
    return not failed


def _keep_modes(old: Path, new: Path) -> None:
    """Give a folder and its files the modes of those that they replace."""
    for here, there in ((new, old), *((file, old / file.name) for file in new.iterdir())):
        if there.exists():
            here.chmod(stat.S_IMODE(there.stat().st_mode))


def _retire(folder: Path, names: Collection[str]) -> None:
    """Delete the content of a replaced folder, but nothing that was added since."""
    try:
        for name in names:
            (folder / name).unlink(missing_ok=True)
        folder.rmdir()
    except OSError as error:
        _log.warning("what was replaced lies in %s still: %s", folder, error.strerror)
