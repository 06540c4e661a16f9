"""Marks at the end of a text that its source cut off: "[…]", "...", "Read more".

Marks are looked for from the end, one character at a time: a pattern that is tried at every place
of a text takes a time that grows with the square of its length.
"""

from __future__ import annotations

import re

_ELLIPSES = ("…", "&hellip;")
_OPENING, _CLOSING = "[(", "])"
_N_DOTS = 3
# With a capital only: "Belarusians read more" is a sentence, "Read more" is a button.
_LINK = re.compile(r"(?<!\w)(?:R(?:ead|EAD) (?:[Mm]ore|MORE|the full story)|Continue [Rr]eading)$")
_LONGEST_LINK = len("Read the full story")
_BEFORE_LINK = ">»→[("
_AFTER_LINK = "…>»→])"


def without_cut_mark(text: str, *, truncated: bool | None = None) -> tuple[str, bool]:
    """Take the mark off the end of a text that its source cut: "[…]", "...", "Read more".

    Parameters
    ----------
    text : str
        A plain text.
    truncated : bool, optional
        Whether the source cut it, where that is known otherwise. False keeps a final ellipsis,
        which is then the author's own.

    Returns
    -------
    tuple of str and bool
        The text without the mark, and whether the source cut it.
    """
    if truncated is False:
        return text, False
    end = len(text)
    while True:  # "…[…] Read more" carries three marks
        start = _skip_spaces(
            text, _bare_start(text, _bracketed_start(text, _link_start(text, end)))
        )
        if start == end:
            return text[:end], bool(truncated) or end != len(text)
        end = start


def _link_start(text: str, end: int) -> int:
    """Where a link to the whole text begins that ends at `end`; `end` if there is none."""
    place = end
    while place:
        n_dots = _n_dots(text, place)
        if n_dots % _N_DOTS:
            return end
        if n_dots:
            place -= n_dots
        elif text[place - 1] in _AFTER_LINK or text[place - 1].isspace():
            place -= 1
        else:
            break
    found = _LINK.search(text, max(0, place - _LONGEST_LINK), place)
    if not found:
        return end
    place = found.start()
    while place and text[place - 1] in _BEFORE_LINK:
        place -= 1
    return _skip_spaces(text, place)


def _bracketed_start(text: str, end: int) -> int:
    """Where an ellipsis in brackets begins that ends at `end`; `end` if there is none."""
    if not end or text[end - 1] not in _CLOSING:
        return end
    start = _ellipsis_start(text, end - 1, _ELLIPSES)
    if start == end - 1 or not start or text[start - 1] not in _OPENING:
        return end
    return _skip_spaces(text, start - 1)


def _bare_start(text: str, end: int) -> int:
    """Where ellipses begin that end at `end`; `end` if there is none.

    All of several "…" at once: a link was not found over them, nor would it be over fewer.
    """
    start = _ellipsis_start(text, end, _ELLIPSES[:1])
    if start == end:
        return end
    start = _skip_spaces(text, start)
    while start and text[start - 1] == "…" and text[end - 1] == "…":
        start = _skip_spaces(text, start - 1)
    return start


def _ellipsis_start(text: str, end: int, marks: tuple[str, ...]) -> int:
    for mark in marks:
        if text.endswith(mark, 0, end):
            return end - len(mark)
    n_dots = _n_dots(text, end)
    return end - n_dots if n_dots >= _N_DOTS else end


def _n_dots(text: str, end: int) -> int:
    start = end
    while start and text[start - 1] == ".":
        start -= 1
    return end - start


def _skip_spaces(text: str, end: int) -> int:
    while end and text[end - 1].isspace():
        end -= 1
    return end
