"""Rough sentences of texts, and the frequent ones among very many hashes."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence

import numpy as np

Span = tuple[int, int]
Spans = tuple[Span, ...]

_MIN_CHARACTERS = 12  # shorter parts are remains of abbreviations
# Not behind "U.S.", "Sen." and the like. Where a boundary is missed, a longer part is compared.
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Co|vs|Sen|Rep|Gov|Gen|Rev|Bros|Corp|Inc|Ltd|Jan|Feb)|[A-ZА-Я])$"
)
_LONGEST_ABBREVIATION = 5
_END = re.compile(r"([.!?…。！？][\"'”’»)\]]*)\s+|\n+")


def parts_of(text: str) -> list[Span]:
    """Cut a text where sentences or lines seem to end: exactly enough to compare, and fast."""
    parts, start = [], 0
    for match in _END.finditer(text):
        at = match.start()
        if text[at] == "." and _ABBREVIATION.search(text, max(0, at - _LONGEST_ABBREVIATION), at):
            continue
        parts.append((start, match.end(1) if match[1] else at))
        start = match.end()
    parts.append((start, len(text)))
    return [part for part in parts if part[1] - part[0] >= _MIN_CHARACTERS]


class Parts:
    """The parts of many texts, cut once; beside the texts they take little memory."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._offsets = array("q")
        self._ends = array("q", [0])
        for text in texts:
            for span in parts_of(text):
                self._offsets.extend(span)
            self._ends.append(len(self._offsets))

    def __getitem__(self, row: int) -> list[Span]:
        """Return the parts of one text."""
        own = self._offsets[self._ends[row] : self._ends[row + 1]]
        return list(zip(own[::2], own[1::2], strict=True))


def key_of(text: str, span: Span) -> str:
    """Return a part of a text as it is compared: letter case and white space do not count."""
    return " ".join(text[span[0] : span[1]].casefold().split())


def frequent_hashes(hashes: Iterable[int], least: int) -> frozenset[int]:
    """Return the hashes that occur at least so often.

    So a million texts need no table of all their parts; callers must still compare the parts.
    """
    distinct, counts = np.unique(np.fromiter(hashes, dtype=np.int64), return_counts=True)
    return frozenset(distinct[counts >= least].tolist())
