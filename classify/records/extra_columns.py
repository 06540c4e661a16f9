"""Columns of a user's table that stand for no field: kept as text, and given back with results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from classify.errors import ReadError

PART_SIGN = " | "
"""What parts the values of places that were folded into one teaser, where they differ."""


class ExtraColumns(Mapping[str, str]):
    """Names of columns with a text each, in the order of the table; hashable, and never changed.

    Equal to any mapping with the same items. Teasers of one table share the tuple of names.

    Parameters
    ----------
    items : mapping of str to str

    Raises
    ------
    ReadError
        If a name or a value is no text.

    Examples
    --------
    >>> ExtraColumns({"Region": "North"})["Region"]
    'North'
    """

    __slots__ = ("_names", "_values")
    _names: tuple[str, ...]
    _values: tuple[str, ...]

    def __init__(self, items: Mapping[str, str] | None = None) -> None:
        items = {} if items is None else items
        if not isinstance(items, Mapping) or not all(
            isinstance(part, str) for pair in items.items() for part in pair
        ):
            raise ReadError("Teaser", "extra is to map names of columns to texts")
        self._names, self._values = tuple(items), tuple(items.values())

    @classmethod
    def of(cls, names: tuple[str, ...], values: Iterable[str]) -> ExtraColumns:
        """Put values beside names that others share; there are as many of both."""
        made = cls.__new__(cls)
        made._names, made._values = names, tuple(values)
        return made

    def __getitem__(self, name: str) -> str:
        try:
            return self._values[self._names.index(name)]
        except ValueError:
            raise KeyError(name) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __hash__(self) -> int:
        return hash(frozenset(zip(self._names, self._values, strict=True)))

    def __repr__(self) -> str:
        return repr(dict(self))


NO_EXTRA = ExtraColumns()
"""The columns of a teaser that has none."""


def merged_columns(places: Iterable[Mapping[str, str]]) -> ExtraColumns:
    """Merge the columns of places that are folded into one teaser.

    Each column has what its places say, each value once and in their order, parted by `PART_SIGN`;
    merging what was merged before adds nothing.

    Examples
    --------
    >>> merged_columns([{"Region": "North"}, {"Region": "South"}, {"Region": "North"}])
    {'Region': 'North | South'}
    """
    found = [place for place in places if place]
    if not found:
        return NO_EXTRA
    first = found[0]
    if all(one == first for one in found):
        return first if isinstance(first, ExtraColumns) else ExtraColumns(first)
    values: dict[str, list[str]] = {}
    for place in found:
        for name, value in place.items():
            values.setdefault(name, []).append(value)
    return ExtraColumns({name: _joined(said) for name, said in values.items()})


def _joined(values: list[str]) -> str:
    """Join values, each once; a single one stays as it is."""
    if len(set(values)) == 1:
        return values[0]
    return PART_SIGN.join(dict.fromkeys(part for one in values for part in one.split(PART_SIGN)))
