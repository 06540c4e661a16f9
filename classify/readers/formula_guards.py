"""Apostrophes before text that a spreadsheet would take for a formula: set, and taken off again."""

from __future__ import annotations

import re
from collections.abc import Sequence

# What makes a spreadsheet take a cell for a formula (OWASP, "CSV Injection"), full width included.
# Behind a ";" or a line end too: where Excel expects semicolons between cells, it splits our cells.
_OPENING = """(?=[\\s"']*[=+\\-@＝＋－＠])"""
_UNGUARDED = re.compile(f"(^|[;\n]){_OPENING}")
_GUARDED = re.compile(f"(^|[;\n])'{_OPENING}")
_OWN_COLUMNS = (("id", "headline", "text", "truncated"), ("teaser_id", "headline", "text"))


def guard_formulas(text: str) -> str:
    """Set an apostrophe wherever a formula could begin."""
    return _UNGUARDED.sub(r"\1'", text)


def without_guards(text: str) -> str:
    """Take off what `guard_formulas` has set: `without_guards(guard_formulas(x)) == x`."""
    return _GUARDED.sub(r"\1", text) if "'" in text else text


def is_own_table(columns: Sequence[str]) -> bool:
    """Tell a table that was written here, with guards, from one of others, without.

    An apostrophe of others is one of their author.
    """
    return any(tuple(columns[: len(own)]) == own for own in _OWN_COLUMNS)
