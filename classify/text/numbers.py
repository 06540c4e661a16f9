"""Numbers as news write them: digits, words, dozens; and whether they are exact."""

from __future__ import annotations

import re
from typing import Literal

Bound = Literal["exact", "at least", "about"]

_UNITS = "one two three four five six seven eight nine".split()  # noqa: SIM905
_TEENS = (
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()  # noqa: SIM905
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
_VALUES = {
    **{word: value for value, word in enumerate([*_UNITS, *_TEENS], 1)},
    **{word: 10 * tens for tens, word in enumerate(_TENS, 2)},
    "a": 1,
}
_SIZES = {"dozen": 12, "hundred": 100, "thousand": 1000}
SMALL_NUMBER = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS)}))?|{'|'.join([*_TEENS, *_UNITS])})"
)
"""Pattern of a number word from one to ninety-nine."""

# No part of a longer word or figure ("A320", "1.5", "12-year-old", "9/11", "12:30", "$12", "12%").
_DIGITS = r"(?<![\w.,:/$€£#%-])(?:\d{1,3}(?:,\d{3})+|\d+)(?![\w%]|[.,:/-]\w)"
_IN_WORDS = (
    rf"\b(?:(?:a|{SMALL_NUMBER}) hundred(?: and {SMALL_NUMBER})?|{SMALL_NUMBER} thousand|"
    rf"(?:half )?(?:a|{SMALL_NUMBER}) dozen|{SMALL_NUMBER})\b(?!-)"
)
NUMBER = rf"(?:{_DIGITS}|{_IN_WORDS})"
"""Pattern of a number, letter case left aside."""

_AT_LEAST = (
    "at least|no fewer than|no less than|not fewer than|more than|over|upwards of|in excess of|"
    "a minimum of"
)
_ABOUT = (
    "about|around|some|roughly|approximately|nearly|almost|close to|up to|as many as|under|"
    "fewer than|less than|no more than|an estimated|estimated"
)
BOUND = rf"(?:\b(?:{_AT_LEAST}|{_ABOUT})\s+)?"
"""Pattern of words before a number that say how exact it is."""

_IS_AT_LEAST = re.compile(rf"(?:{_AT_LEAST})\s*", re.IGNORECASE)


def parse_number(text: str) -> tuple[int, bool]:
    """Read what `NUMBER` matched.

    Returns
    -------
    its value, and whether it may be taken as exact: round words ("a dozen", "two hundred") may not
    """
    words = re.split(r"[\s-]+", text.casefold())
    if text[0].isdigit():
        return int(text.replace(",", "")), True
    value = 0
    for word in words:
        if word in _SIZES:
            value = max(value, 1) * _SIZES[word]
        elif word not in ("and", "half"):
            value += _VALUES[word]
    if words[0] == "half":
        value //= 2
    is_round = words[-1] in _SIZES
    return value, not is_round


def parse_bound(before: str, *, exact: bool) -> Bound:
    """Read what `BOUND` matched before a number that is exact, or is not."""
    words = before.strip()
    if _IS_AT_LEAST.fullmatch(words):
        return "at least"
    return "about" if words or not exact else "exact"
