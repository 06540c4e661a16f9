"""Folders and patterns of names -> the files that they stand for."""

from __future__ import annotations

import glob
from pathlib import Path

from classify.errors import ReadError
from classify.readers.addresses import is_address
from classify.readers.decoding import Readable

_MAX_FILES = 100_000
_WILD = frozenset("*?[")


def files_of(source: str | Path | Readable) -> list[Path] | None:
    """List the files of a folder, with those below it, or those that a pattern matches.

    Parameters
    ----------
    source : str, Path or binary stream
        What a user named.

    Returns
    -------
    list of Path or None
        Sorted by name, without hidden ones; None if one source is named.

    Raises
    ------
    ReadError
        If there is no such file.
    """
    if not isinstance(source, (str, Path)) or source == "-":
        return None
    if isinstance(source, str) and is_address(source):
        raise ReadError(
            source,
            "is an address, and nothing is fetched unless asked: "
            f"classify read --fetch {source}, or classify fetch {source} --out FOLDER",
        )
    try:
        path = Path(source)
        if path.is_dir():
            found = [file for file in path.rglob("*") if not _is_hidden(file.relative_to(path))]
        elif _WILD.isdisjoint(str(source)) or path.exists():
            return None
        else:
            found = [Path(name) for name in glob.iglob(str(source), recursive=True)]  # noqa: PTH207 - absolute too
        files = sorted(file for file in found if file.is_file())
    except (OSError, ValueError) as error:
        raise ReadError(source, f"cannot be opened ({error})") from error
    if not files:
        raise ReadError(source, "has no files" if path.is_dir() else "matches no file")
    if len(files) > _MAX_FILES:
        raise ReadError(source, f"has {len(files):,} files, more than {_MAX_FILES:,}")
    return files


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
