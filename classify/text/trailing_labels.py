"""Labels of sections that an outlet sets behind its texts: "... since late July Markets".

An outlet that does so does it nearly always, and sets no stop before the label; so a label is known
by the many texts that end with it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache

_MIN_TEXTS = 5  # of an outlet, to show a habit
_HABIT = 0.5  # share of its texts that end with frequent labels
_MAX_WORDS = 3
_LABEL = re.compile(r"\s[^\W\d_a-zа-яёіў][\w&'’.-]*(?<![.!?…])$")
_SEPARATOR = re.compile(r"[\s|•·–—-]+$")


def prose_ends(texts: Sequence[str], outlets: Sequence[str]) -> list[int]:
    """Find where each text ends without the label of a section behind it.

    Parameters
    ----------
    texts, outlets : sequences of str, of one length
        A whole pile; an empty outlet names none, and its texts are left alone.

    Returns
    -------
    list of int
        Offsets behind the last character of each text that is no label.
    """
    ends = [len(text) for text in texts]
    by_outlet: defaultdict[str, list[int]] = defaultdict(list)
    for row, outlet in enumerate(outlets):
        if outlet and texts[row]:
            by_outlet[outlet].append(row)
    for rows in by_outlet.values():
        known = _labels([texts[row] for row in rows]) if len(rows) >= _MIN_TEXTS else frozenset()
        for row in rows if known else ():
            ends[row] = _end(texts[row], known)
    return ends


def _labels(texts: Sequence[str]) -> frozenset[str]:
    """Find the labels of one outlet; none unless most of its texts end with one of them."""
    counts = Counter(label for text in texts for label in _endings(text))
    frequent = {label for label, n in counts.items() if n >= 0.2 * len(texts) and n >= _MIN_TEXTS}
    n_labelled = sum(not frequent.isdisjoint(_endings(text)) for text in texts)
    if n_labelled < _HABIT * len(texts):
        return frozenset()
    return frozenset(label for label, n in counts.items() if label in frequent or n > 1)


def _endings(text: str) -> list[str]:
    """Last capitalised words of a text, from one to three, as what a label may be."""
    endings, end = [], len(text)
    for _ in range(_MAX_WORDS):
        found = _LABEL.search(text, max(0, end - 40), end)
        if not found:
            break
        end = found.start()
        endings.append(text[end:].strip())
    return endings


def _end(text: str, known: frozenset[str]) -> int:
    listed = max(
        (found.start() for one in known if (found := _listed(one).search(text))),
        default=len(text),
    )
    label = max((one for one in _endings(text) if one in known), key=len, default="")
    end = min(listed, len(text) - len(label))
    return len(_SEPARATOR.sub("", text[:end])) if end < len(text) else end


@lru_cache(maxsize=256)
def _listed(label: str) -> re.Pattern[str]:
    """Match a label with others behind it: "Markets , Free Lunch"."""
    return re.compile(rf"(?<=\s){re.escape(label)}(?:\s,\s[^\W\d_a-z][^,.!?]{{1,40}})+$")
