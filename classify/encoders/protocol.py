"""The protocol of encoders, and a wrapper that checks what an encoder returns."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Sequence
from typing import Any, Protocol, Self, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from classify.compute import Progress
from classify.errors import EncoderError

_GUIDE = "See docs/adding-an-encoder.md."
_SHA256 = re.compile(r"[0-9a-f]{64}")
_MAX_OFF_LENGTH = 1e-4  # what float32 and quantised weights leave; such rows keep their bits
_CHUNK = 4096  # rows measured at a time: squares in float64 stay at some tens of MB


@runtime_checkable
class EncoderLike(Protocol):
    """The protocol of encoders."""

    name: str
    sha256: str
    """Identifies what it computes: two encoders with the same hash give the same vectors."""
    n_dims: int
    precision: str

    def encode(
        self, texts: Sequence[str], *, on_progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """Encode texts into a float32 array (n_texts, n_dims), rows of unit length.

        A text's vector does not depend on what else is encoded beside it.
        """
        ...


class CheckedEncoder:
    """An encoder with all parts of `EncoderLike`, whose vectors are checked.

    Vectors that differ from unit length are scaled to it. A wrong shape, a number that is not
    finite and a row of zeros, which has no direction, are refused.

    Attributes
    ----------
    name, sha256, n_dims, precision
        Those of the encoder.
    source : str or None
        What `load_encoder` loads it from again; None for an object that a program made.

    Raises
    ------
    EncoderError
        If a part of `EncoderLike` is missing.
    """

    def __init__(self, encoder: EncoderLike, *, source: str | None = None) -> None:
        _check_parts(encoder)
        self._encoder = encoder
        self.name = encoder.name
        self.sha256 = encoder.sha256
        self.n_dims = int(encoder.n_dims)
        self.precision = encoder.precision
        self.source: str | None = encoder.source if isinstance(encoder, CheckedEncoder) else source

    def encode(
        self, texts: Sequence[str], *, on_progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """Encode texts into a float32 array (n_texts, n_dims), rows of unit length.

        Raises
        ------
        EncoderError
            If the encoder gives an array of another shape, or a row that is not finite or zero.
        """
        if not len(texts):
            return np.zeros((0, self.n_dims), dtype=np.float32)
        vectors = np.asarray(self._encoder.encode(texts, on_progress=on_progress))
        expected = (len(texts), self.n_dims)
        if vectors.shape != expected or vectors.dtype.kind not in "fiu":
            raise EncoderError(
                self.name,
                f"gave {vectors.dtype} of shape {vectors.shape} for {len(texts)} texts; "
                f"it must be float32 of shape {expected}. {_GUIDE}",
            )
        with np.errstate(over="ignore"):  # what overflows is infinite, and refused below
            vectors = np.ascontiguousarray(vectors, dtype=np.float32)
        lengths = _lengths(vectors)
        self._refuse(~np.isfinite(lengths), "holds a number that is not finite", texts)
        self._refuse(lengths == 0, "is all zeros; give such texts a unit vector", texts)
        off = np.abs(lengths - 1) > _MAX_OFF_LENGTH
        if off.any():  # never in place: the array may be the encoder's own
            vectors = vectors / np.where(off, lengths, 1).astype(np.float32)[:, None]
        return vectors

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self  # it never changes, and an estimator that holds it is cloned often

    def _refuse(self, wrong: NDArray[np.bool_], what: str, texts: Sequence[str]) -> None:
        """Refuse rows that have no direction, by the first of them."""
        if wrong.any():
            text = texts[int(np.argmax(wrong))]
            raise EncoderError(
                self.name, f"gave a vector that {what}; the text is {text[:60]!r}. {_GUIDE}"
            )


def _lengths(vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    """Length of each row."""
    lengths = np.empty(len(vectors))
    for start in range(0, len(vectors), _CHUNK):
        rows = vectors[start : start + _CHUNK].astype(np.float64)
        lengths[start : start + _CHUNK] = np.sqrt(np.square(rows).sum(axis=1))
    return lengths


def checked(encoder: EncoderLike, *, source: str | None = None) -> CheckedEncoder:
    """Wrap an encoder so that its vectors are checked; a wrapped one is returned as it is."""
    if isinstance(encoder, CheckedEncoder):
        return encoder
    return CheckedEncoder(encoder, source=source)


def _check_parts(encoder: Any) -> None:
    """Name everything that an object lacks of an encoder, at once."""
    name = getattr(encoder, "name", None)
    shown = name if _is_text(name) else type(encoder).__name__
    if isinstance(encoder, type):
        raise EncoderError(encoder.__name__, f"is a class: call it first. {_GUIDE}")
    faults = [
        f"{part} ({what})"
        for part, (what, fits) in _PARTS.items()
        if not fits(getattr(encoder, part, None))
    ]
    if faults:
        raise EncoderError(str(shown), f"lacks {', '.join(faults)}. {_GUIDE}")


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _is_sha256(value: Any) -> bool:
    return isinstance(value, str) and bool(_SHA256.fullmatch(value))


def _is_count(value: Any) -> bool:
    # booleans are whole numbers to Python
    return isinstance(value, (int, np.integer)) and not isinstance(value, bool) and int(value) > 0


def _takes_progress(encode: Any) -> bool:
    if not callable(encode):
        return False
    try:
        parameters = inspect.signature(encode).parameters
    except (TypeError, ValueError):  # written in C: what it takes shows in the call
        return True
    return "on_progress" in parameters or any(
        parameter.kind is parameter.VAR_KEYWORD for parameter in parameters.values()
    )


_PARTS: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "name": ("a text", _is_text),
    "sha256": ("64 hexadecimal digits in lower case", _is_sha256),
    "n_dims": ("a whole number over 0", _is_count),
    "precision": ('a text, such as "float32"', _is_text),
    "encode": ("a method encode(texts, *, on_progress=None)", _takes_progress),
}
"""Name of a part of EncoderLike -> what it is, and whether a value is that."""
