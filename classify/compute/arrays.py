"""Named arrays: shapes validated against each other, texts packed as arrays, hashes.

A shape is given by the names of its dimensions, as in `("n_tokens", "n_dims")`: a name stands for
one number wherever it occurs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Shape = tuple[str | int, ...]

_NUMBERS = "fiu"  # kinds of dtype: floating, signed and unsigned
_MAX_SIZE = np.float64(1e30)
"""No learned parameter comes near it, and products of a few such numbers are still finite."""


def check_arrays(
    arrays: Mapping[str, NDArray[Any]],
    shapes: Mapping[str, Shape],
    known: Mapping[str, int] | None = None,
    *,
    may_be_nan: Collection[str] = (),
) -> dict[str, int]:
    """Make sure that arrays are there, are numbers, and have shapes that agree with each other.

    Parameters
    ----------
    arrays : mapping of name to array
    shapes : mapping of name to shape
        Of every array that is needed; others are not looked at.
    known : mapping of dimension to size, optional
        Sizes that are known from elsewhere.
    may_be_nan : collection of str
        Arrays that may hold numbers that are not finite, or beyond all bounds.

    Returns
    -------
    dict of dimension to size

    Raises
    ------
    ValueError
        If an array is missing or is something else; the text names it.
    """
    sizes = dict(known or {})
    for name, shape in shapes.items():
        if name not in arrays:
            raise ValueError(f"the array {name!r} is missing")
        array = arrays[name]
        if array.dtype.kind not in _NUMBERS:
            raise ValueError(f"the array {name!r} holds {array.dtype}, which are no numbers")
        if not _agree(array.shape, shape, sizes):
            expected = tuple(sizes.get(part, part) for part in map(str, shape))
            raise ValueError(
                f"the array {name!r} has shape {_shown(array.shape)}; "
                f"it should be {_shown(shape)}, here {_shown(expected)}"
            )
        if name not in may_be_nan and not _is_sound(array):
            raise ValueError(f"the array {name!r} holds a number beyond {_MAX_SIZE:g}, or none")
    return sizes


def _agree(found: tuple[int, ...], shape: Shape, sizes: dict[str, int]) -> bool:
    """Compare a shape with what it should be; dimensions that are new are noted."""
    return len(found) == len(shape) and all(
        (sizes.setdefault(part, size) if isinstance(part, str) else part) == size
        for size, part in zip(found, shape, strict=True)
    )


def _is_sound(array: NDArray[Any]) -> bool:
    """Whether all numbers are finite, and of a size to calculate with."""
    return array.dtype.kind != "f" or bool((np.abs(array) <= _MAX_SIZE).all())


def _shown(shape: Collection[object]) -> str:
    return f"({', '.join(map(str, shape))})"


def text_to_array(lines: list[str]) -> NDArray[np.uint8]:
    """Pack lines of text (none with a line break in it) into a byte array, to lie among arrays."""
    return np.frombuffer("\n".join(lines).encode("utf-8"), dtype=np.uint8)


def array_to_text(array: NDArray[np.uint8]) -> list[str]:
    """Unpack what `text_to_array` packed.

    Raises
    ------
    ValueError
        If it is no such array.
    """
    if array.dtype != np.uint8 or array.ndim != 1:
        raise ValueError(f"{array.dtype} of shape {array.shape} is no text; bytes in a row are")
    content = array.tobytes().decode("utf-8")
    return content.split("\n") if content else []


def hash_arrays(arrays: Mapping[str, NDArray[Any]]) -> str:
    """Hash named arrays (SHA-256, hexadecimal): names, types, shapes and numbers."""
    found = hashlib.sha256()
    for name in sorted(arrays):
        array = np.ascontiguousarray(arrays[name])
        found.update(f"{name} {array.dtype.str} {array.shape}\n".encode())
        found.update(array.tobytes())
    return found.hexdigest()
