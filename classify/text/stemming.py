"""Crude stems of words: enough to let "protested" meet "protests"."""

from __future__ import annotations

from functools import lru_cache

_ENDINGS = (
    "edly",
    "ians",
    "ing",
    "ies",
    "ers",
    "ian",
    "ed",
    "es",
    "ly",
    "er",
    "s",
)  # longest first
_SHORTEST_STEM = 4


@lru_cache(maxsize=65_536)  # a pile repeats its words all day
def stem(word: str) -> str:
    """Return a word in lower case without a possessive and without a common English ending."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word
