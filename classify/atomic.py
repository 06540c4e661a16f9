"""Files that are there whole or not at all: written beside, then renamed into place."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ORDINARY_MODE = 0o644  # mkstemp makes private files; results are meant to be shared


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file so that readers see the old content or the new, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(beside).chmod(_ORDINARY_MODE)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def write_text(path: Path, content: str) -> None:
    """Write a text file in UTF-8 with line feeds as line ends, whole or not at all."""
    write_bytes(path, content.encode("utf-8"))


@contextmanager
def replaced_folder(path: Path) -> Iterator[Path]:
    """Give an empty folder to fill; when the block ends without error it takes the place of `path`.

    A crash leaves the old folder whole.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}."))
    beside.chmod(0o755)
    try:
        yield beside
        if path.exists():
            retired = beside.with_name(f"{beside.name}.old")
            path.rename(retired)
            beside.rename(path)
            shutil.rmtree(retired)
        else:
            beside.rename(path)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
