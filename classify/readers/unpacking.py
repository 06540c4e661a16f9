"""Compressed files and archives -> the files in them, within limits.

What was packed to fill the memory is refused before it does: news shrinks to a tenth, not more.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from importlib import import_module
from io import BytesIO
from typing import IO, Any

from classify.errors import ReadError

_FREE_BYTES = 50_000_000
_MAX_RATIO = 200
_MAX_BYTES = 4_000_000_000
_MAX_MEMBERS = 10_000
_PIECE = 1_048_576
_ZIP = b"PK\x03\x04"


class _ZstandardStream:
    """Reads Zstandard; its faults are those of a file."""

    def __init__(self, packed: BytesIO) -> None:
        zstd = _zstandard()
        self._stream, self._fault = zstd.open(packed), zstd.ZstdError

    def __enter__(self) -> _ZstandardStream:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def read(self, n_bytes: int) -> bytes:
        """Return the next piece."""
        try:
            return bytes(self._stream.read(n_bytes))
        except self._fault as error:
            raise OSError(str(error)) from error


def _zstandard() -> Any:
    """Return the module that reads Zstandard: Python's own from 3.14 on, the same backported."""
    name = "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"
    try:
        return import_module(name)
    except ImportError as error:
        raise ReadError(".zst", "cannot be read by this Python; unpack it: unzstd FILE") from error


_STREAMS: dict[bytes, tuple[Callable[[BytesIO], Any], str]] = {
    b"\x1f\x8b": (gzip.open, ".gz"),
    b"BZh": (bz2.open, ".bz2"),
    b"\xfd7zXZ": (lzma.open, ".xz"),
    b"\x28\xb5\x2f\xfd": (_ZstandardStream, ".zst"),
}
# what the standard library raises for archives that break the rules
UNPACKING_FAULTS = (
    OSError, EOFError, ValueError, LookupError, NotImplementedError,
    struct.error, zlib.error, lzma.LZMAError, zipfile.BadZipFile,
)  # fmt: skip
_OFFICE_MARKS = ("[Content_Types].xml", "mimetype", "META-INF/manifest.xml")


def check_unpacked_size(n_unpacked: int, n_packed: int, source: str) -> None:
    """Raise for what is very much larger when it is unpacked.

    Parameters
    ----------
    n_unpacked, n_packed : int
        Bytes.
    source : str
        For the message.

    Raises
    ------
    ReadError
        Above 50 MB and two hundred times the packed size, or above 4 GB.
    """
    if n_unpacked > max(_FREE_BYTES, _MAX_RATIO * n_packed) or n_unpacked > _MAX_BYTES:
        reason = f"is too large: {n_unpacked / 1e6:,.0f} MB when unpacked; split it"
        raise ReadError(source, reason)


def is_archive(content: bytes) -> bool:
    """Tell an archive of files from a single one; office documents are single ones."""
    if not content.startswith(_ZIP):
        return False
    try:
        names = zipfile.ZipFile(BytesIO(content)).namelist()
    except UNPACKING_FAULTS:
        return True
    return not any(mark in names for mark in _OFFICE_MARKS)


def unpacked(content: bytes, source: str) -> tuple[bytes, str]:
    """Unpack one compressed file; any other comes back as it is.

    Returns
    -------
    tuple of bytes and str
        The content, and its name without the ending that stands for the packing.

    Raises
    ------
    ReadError
        If it is damaged, or very much larger when it is unpacked.
    """
    for signature, (opened, ending) in _STREAMS.items():
        if content.startswith(signature):
            try:
                with opened(BytesIO(content)) as stream:
                    return _read(stream, len(content), source), source.removesuffix(ending)
            except ReadError:
                raise
            except UNPACKING_FAULTS as error:
                raise ReadError(source, f"is compressed and damaged ({error})") from error
    return content, source


def members_of(content: bytes, source: str) -> Iterator[tuple[str, bytes | ReadError]]:
    """Yield the files of an archive with their names, or why one cannot be read.

    Raises
    ------
    ReadError
        If the archive itself cannot be read, or unpacks to very much more.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except UNPACKING_FAULTS as error:
        raise ReadError(source, f"is an archive and damaged ({error})") from error
    members = [member for member in archive.infolist() if _is_wanted(member)]
    if len(members) > _MAX_MEMBERS:
        raise ReadError(source, f"holds {len(members):,} files, more than {_MAX_MEMBERS:,}")
    if not members:
        raise ReadError(source, "is an archive without files")
    check_unpacked_size(sum(member.file_size for member in members), len(content), source)
    for member in members:
        name = f"{source}/{member.filename}"
        try:
            with archive.open(member) as stream:
                yield name, _read(stream, len(content), name)
        except ReadError as error:
            yield name, error
        except RuntimeError as error:  # encrypted
            yield name, ReadError(name, f"cannot be unpacked ({error})")
        except UNPACKING_FAULTS as error:
            yield name, ReadError(name, f"is damaged ({error})")


def _is_wanted(member: zipfile.ZipInfo) -> bool:
    """Leave out folders, and what systems put beside files."""
    parts = member.filename.split("/")
    return not (member.is_dir() or "__MACOSX" in parts or parts[-1].startswith("."))


def _read(stream: IO[bytes], n_packed: int, source: str) -> bytes:
    """Read a stream piece by piece, checking what came out so far."""
    pieces, n_unpacked = [], 0
    while piece := stream.read(_PIECE):
        n_unpacked += len(piece)
        check_unpacked_size(n_unpacked, n_packed, source)
        pieces.append(piece)
    return b"".join(pieces)
