"""JSON values checked against types; an entry of another type is refused by name."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import NoneType
from typing import Any, TypeVar, get_args, get_type_hints

T = TypeVar("T")

_WORDS: dict[Any, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "a text",
    list: "a list",
    dict: "a table",
    NoneType: "null",
    tuple[str, ...]: "a list of texts",
}
"""What an entry can be, in words."""
_MAX_WHOLE = 2**53  # up to here a float holds every whole number


def entry(values: Any, name: str, kind: type[T], *, place: str = "") -> T:
    """Return an entry of a JSON object.

    Parameters
    ----------
    values : mapping
        Anything else is refused too.
    name : str
    kind : type
        What the entry must be: bool, int, float, str, list or dict. A float is finite, and a whole
        number is one too.
    place : str
        Where the object stands, for the message.

    Raises
    ------
    ValueError
        If it is not there, or is something else.
    """
    path = f"{place}.{name}" if place else name
    if not isinstance(values, Mapping):
        raise ValueError(f"{place or 'the whole'} is no table")
    if name not in values:
        raise ValueError(f"{path} is missing")
    value: T = _as(kind, values[name], path)
    return value


def settings_from_json(kind: type[T], values: Any, *, place: str) -> T:
    """Make a dataclass of settings; what is not given keeps its default.

    Parameters
    ----------
    kind : dataclass
        Its fields are bool, int, float, str, tuples of str, or these or None.
    values : mapping of JSON values
    place : str
        Where they stand, for the message.

    Raises
    ------
    ValueError
        If an entry is not known, or is not of its field's type.
    """
    if not isinstance(values, Mapping):
        raise ValueError(f"{place} is no table")
    hints = get_type_hints(kind)
    unknown = sorted(set(values) - set(hints))
    if unknown:
        raise ValueError(f"{place} has an entry that is not known: {unknown[0]}")
    return kind(
        **{name: _as(hints[name], value, f"{place}.{name}") for name, value in values.items()}
    )


def _as(hint: Any, value: Any, path: str) -> Any:
    """Return a value as the expected type."""
    if hint == tuple[str, ...]:
        if isinstance(value, (list, tuple)) and all(isinstance(one, str) for one in value):
            return tuple(value)
    else:
        for kind in get_args(hint) or (hint,):  # one after the other of `int | None`
            if _is(kind, value):
                return float(value) if kind is float else value
    kinds = (hint,) if hint in _WORDS else get_args(hint)
    raise ValueError(f"{path} is not {' or '.join(_WORDS[kind] for kind in kinds)}")


def _is(kind: Any, value: Any) -> bool:
    if isinstance(value, bool):  # booleans are whole numbers to Python
        return kind is bool
    if kind is float and isinstance(value, int):
        return abs(value) < _MAX_WHOLE
    return isinstance(value, kind) and not (kind is float and not math.isfinite(value))
