"""Sources -> bytes -> text: strictly, with the place of the first fault.

An encoding is never guessed. What is neither UTF-8 nor marked as UTF-16 is refused with the offset
of the first wrong byte and the command that converts it: a wrong guess would put wrong letters
into names, and nobody would notice.
"""

from __future__ import annotations

import codecs
import sys
from pathlib import Path
from typing import Protocol

from classify.errors import ReadError

STDIN = "-"
_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_SIGNATURES = {
    b"%PDF": "a PDF document; copy the text out of it",
    b"PK\x03\x04": "an office document or archive; save its text or its table",
    b"\x1f\x8b": "compressed twice; unpack it first",
    b"\xd0\xcf\x11\xe0": "an office document of an old kind; save its text or its table",
}
_ALLOWED_CONTROLS = frozenset(b"\t\n\r\f\v\x1b")
# Text has next to no control bytes, compressed or compiled data some ten in a hundred.
_MAX_CONTROL_SHARE = 0.02
_PROBED_BYTES = 65_536


class Readable(Protocol):
    """An open binary file, or what reads like one; its `name`, if any, stands in messages."""

    def read(self) -> bytes:
        """Return the content."""
        ...


def read_bytes(source: str | Path | Readable) -> tuple[str, bytes]:
    """Read a source whole.

    Parameters
    ----------
    source : str, Path or binary stream
        A path, "-" for standard input, or an open binary file.

    Returns
    -------
    tuple of str and bytes
        The name to use in messages and the content.

    Raises
    ------
    ReadError
        If there is no such file, or it is a folder or cannot be opened.
    """
    if source == STDIN:
        return "<stdin>", _read_standard_input()
    if not isinstance(source, (str, Path)):
        name = getattr(source, "name", None)
        return (name if isinstance(name, str) else "<stream>"), source.read()
    path = Path(source)
    try:
        return str(source), path.read_bytes()
    except FileNotFoundError as error:
        raise ReadError(source, "there is no such file") from error
    except IsADirectoryError as error:
        raise ReadError(source, "is a folder; name the files in it") from error
    except OSError as error:
        # Windows reports a folder as "permission denied".
        reason = "is a folder; name the files in it" if path.is_dir() else error.strerror
        raise ReadError(source, f"cannot be opened ({reason})") from error


def _read_standard_input() -> bytes:
    if sys.stdin is None:
        raise ReadError("<stdin>", "is closed; pipe teasers into it, or name a file")
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        raise ReadError("<stdin>", f"cannot be read ({error.strerror})") from error


def decode(content: bytes, source: str) -> str:
    """Turn bytes into text with line feeds for line ends.

    Raises
    ------
    ReadError
        If the content is empty, binary, or in an encoding other than UTF-8 and marked UTF-16.
    """
    if not content:
        raise ReadError(source, "is empty")
    encoding = next(
        (name for mark, name in _BYTE_ORDER_MARKS.items() if content.startswith(mark)), "utf-8"
    )
    if encoding != "utf-16":
        _refuse_binary(content, source)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        offset = error.start + (len(codecs.BOM_UTF8) if encoding == "utf-8-sig" else 0)
        raise ReadError(source, _advice(content, encoding), item=f"byte {offset}") from error
    if not text.strip("\ufeff \t\r\n\xa0"):
        raise ReadError(source, "holds nothing but white space")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def decode_start(content: bytes, source: str) -> str:
    """Turn the beginning of a source into text, enough to tell its format.

    Raises
    ------
    ReadError
        As of `decode`, for what is wrong in the beginning.
    """
    start = content[:_PROBED_BYTES]
    if len(start) < len(content):  # cut between two letters, and better between two lines
        line_end = start.rfind(b"\n")
        is_wide = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        if line_end > 0 and not is_wide:
            start = start[: line_end + 1]
        else:
            encoding = "utf-16" if is_wide else "utf-8"
            text = codecs.getincrementaldecoder(encoding)("replace").decode(start)
            start = text.encode()
    return decode(start, source) if start.strip(b"\r\n\t ") else decode(content, source)


def _refuse_binary(content: bytes, source: str) -> None:
    """Raise for content that is no text in any encoding."""
    for signature, what in _SIGNATURES.items():
        if content.startswith(signature):
            raise ReadError(source, f"is {what}")
    place = content.find(b"\0")
    if place >= 0:
        raise ReadError(source, "is no text: it holds a NUL byte", item=f"byte {place}")
    probe = content[:_PROBED_BYTES]
    n_controls = sum(byte < 32 and byte not in _ALLOWED_CONTROLS for byte in probe)
    if n_controls > _MAX_CONTROL_SHARE * len(probe):
        raise ReadError(source, "is no text: it is full of control bytes")


def _advice(content: bytes, encoding: str) -> str:
    """Say what is wrong with undecodable bytes and how to mend them."""
    if encoding == "utf-16":
        return "is marked as UTF-16 but breaks its rules; save it as UTF-8"
    return (
        "is not UTF-8. If it came from an older Windows program, convert it with: "
        "iconv -f WINDOWS-1252 -t UTF-8 (WINDOWS-1251 for Cyrillic), or save it as UTF-8"
    )
