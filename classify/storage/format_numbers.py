"""Check the format number of a file; say what to do if it cannot be read."""

from __future__ import annotations


def format_fault(found: object, readable: tuple[int, ...], *, cure: str) -> str | None:
    """Return why a file in this format is not read here, or None if it is.

    Parameters
    ----------
    found : object
        The entry `format` of the file; None if there is none.
    readable : tuple of int
        Format numbers that this version reads, ascending.
    cure : str
        How to get a file in a readable format, such as "train the model again". For a format of a
        later version, an upgrade is offered too.
    """
    again = f"{cure[0].upper()}{cure[1:]}."
    numbers = ", ".join(map(str, readable))
    if not isinstance(found, int) or isinstance(found, bool):
        return f"states no format number; this version reads {numbers}. {again}"
    if found in readable:
        return None
    if found > readable[-1]:
        again = f"It was written by a later version: upgrade classify-news, or {cure}."
    else:
        again = f"It was written by an earlier version. {again}"
    return f"has format {found}; this version reads {numbers}. {again}"
