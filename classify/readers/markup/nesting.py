"""How deep the elements of a page are nested, told before it is parsed.

Parsers of HTML take a time that grows with the square of the depth: a megabyte of tags that are
opened and never closed would hold up a reader for minutes.
"""

from __future__ import annotations

import re

MAX_DEPTH = 15_000
"""Elements inside each other on a page; real ones have some thirty, a hundred at most."""
MAX_DEPTH_OF_VALUE = 1_000
"""The same in a value, of which a feed has hundreds."""

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][\w:-]{0,40}+)(?P<rest>[^<>]{0,2000}+)")
# what holds nothing, and what the next one of its kind closes
_WORDS_OF_FLAT_TAGS = """
    area base br col command dd dt embed hr img input keygen li link meta option p param
    source td th tr track wbr
"""
_FLAT = frozenset(_WORDS_OF_FLAT_TAGS.split())
# closed by "/>", as in XML; elements of HTML are not
_WORDS_OF_DRAWING = """
    circle defs ellipse g image line lineargradient path polygon polyline
    radialgradient rect stop svg symbol use
"""
_DRAWN = frozenset(_WORDS_OF_DRAWING.split())


def is_too_deep(page: str, most: int = MAX_DEPTH) -> bool:
    """Tell whether more elements are open at one place than should be.

    Parameters
    ----------
    page : str
        HTML, or a fragment of it.
    most : int
        Elements that may be open.

    Examples
    --------
    >>> is_too_deep("<p>Ships <b>sailed</b>"), is_too_deep("<div>" * 20_000)
    (False, True)
    """
    if page.count("<") <= most:
        return False
    depth = 0
    for found in _TAG.finditer(page):
        name = found["name"].lower()
        if name in _FLAT or (found["rest"].endswith("/") and (name in _DRAWN or ":" in name)):
            continue
        depth = max(0, depth - 1) if found["close"] else depth + 1
        if depth > most:
            return True
    return False
