"""Quotations and brackets: where they open and close, and what is broken off in one."""

from __future__ import annotations

import re
from collections.abc import Iterator

OPENERS = "\"'“„‘‚«‹([—–-"
CLOSERS = "\"'”“’»›)]"

_KINDS = {"„": "“", "”": "“", "»": "«", ")": "(", "’": "‘"}
_DOUBLE = '"“”„«»'


def find_wholes(text: str, *, truncated: bool) -> list[tuple[int, int]]:
    """Find quotations and brackets as (offset of the opener, offset of the closer).

    An opener without a closer counts only where the source cut the text off inside the quotation;
    elsewhere it is a slip, and taking it for real would swallow all sentences after it.

    Parameters
    ----------
    text : str
    truncated : bool
        Whether the source cut the text off.
    """
    open_at: dict[str, int] = {}
    wholes: list[tuple[int, int]] = []
    for kind, offset, opens in _marks(text):
        if kind in open_at and not opens:
            wholes.append((open_at.pop(kind), offset))
        elif opens:
            open_at.setdefault(kind, offset)
    if truncated:  # single marks are left out: most of them are apostrophes
        wholes.extend((open_at[kind], len(text)) for kind in '"“«(' if kind in open_at)
    return wholes


def breaks_off(sentence: str) -> bool:
    """Tell whether a quotation opens in a sentence that does not close there.

    Single marks are left out: most of them are apostrophes. Typewriter's and printer's marks close
    each other, as slips of the keyboard have them.
    """
    return _open_quotations(sentence)[1]


def begins_quoted(sentence: str) -> bool:
    """Tell whether a sentence begins inside a quotation that opened before it."""
    return _open_quotations(sentence)[0]


def _open_quotations(sentence: str) -> tuple[bool, bool]:
    """Whether a quotation closes that did not open here, and whether one opens that stays open."""
    depth, closed_first = 0, False
    low_quote = False
    for offset, mark in enumerate(sentence):
        if mark not in _DOUBLE:
            continue
        before, after = sentence[offset - 1 : offset], sentence[offset + 1 : offset + 2]
        if mark == '"':
            opens = not before or before.isspace() or before in OPENERS
            opens = opens and bool(after) and not after.isspace()
            if before.isdigit() and depth == 0:
                continue  # 5'11" is a height
        elif mark == "“":
            opens, low_quote = not low_quote, False
        else:
            opens = mark in "„«"
            low_quote = mark == "„"
        if opens:
            depth += 1
        elif depth:
            depth -= 1
        else:
            closed_first = True
    return closed_first, depth > 0


def _marks(text: str) -> Iterator[tuple[str, int, bool]]:
    """Every quotation mark and bracket as (kind, offset, whether it can only open)."""
    low_quote = False
    for found in re.finditer(r"[\"'“”„«»()‘’]", text):
        mark, offset = found.group(), found.start()
        before, after = text[offset - 1 : offset], text[offset + 1 : offset + 2]
        if mark in "\"'":
            opens = not before or before.isspace() or before in OPENERS
            opens = opens and bool(after) and not after.isspace()
        elif mark == "“":  # closes „this“
            opens, low_quote = not low_quote, False
        else:
            opens = mark in "„«(‘"
            low_quote = mark == "„" or (low_quote and mark != "”")
        if mark in "'‘’":
            decade = re.match(r"\d\ds\b", text[offset + 1 : offset + 5]) is not None
            if decade or (not opens and after.isalnum()):
                continue  # "the '90s", "don’t"
        yield _KINDS.get(mark, mark), offset, opens
