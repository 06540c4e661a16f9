"""What sources call the sections of their items: cleaned, each once, and no more than one can read.

Feeds have categories, pages headings over their items, tables a column. These are the words of the
source, not topics of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from classify.readers.cleaning import plain_line
from classify.readers.inline_markup import text_of_value

MAX_LABELS = 20
"""More are left out: some feeds list every word of an article."""
MAX_LABEL_LETTERS = 80
"""A longer one is no label, and left out."""

_NAMES_IN_OBJECTS = ("name", "label", "title", "term", "webTitle", "value", "#text")
_MAX_MEMBERS = 1_000
_LETTER = re.compile(r"[^\W\d_]")
_NO_LABEL = re.compile("://|[\ud800-\udfff]")  # addresses name a scheme; half a letter nothing


def section_labels(value: object) -> tuple[str, ...]:
    """Return the labels in a value of any shape that is in use; none in what has no words.

    Parameters
    ----------
    value : object
        A text, in which ";" parts labels; an object with a name; or a list of these.

    Examples
    --------
    >>> section_labels(["World", {"name": "Asia &amp; Pacific"}, "world", 7, None])
    ('World', 'Asia & Pacific')
    """
    found: dict[str, str] = {}
    for text in _texts(value):
        for part in text_of_value(text).split(";"):
            label = plain_line(part)
            if len(label) <= MAX_LABEL_LETTERS and _LETTER.search(label):
                found.setdefault(label.casefold(), label)
        if len(found) >= MAX_LABELS:
            break
    return tuple(found.values())[:MAX_LABELS]


def _texts(value: object) -> Iterator[str]:
    """Yield the texts that name labels; numbers are keys of a system, and say nothing."""
    members = value[:_MAX_MEMBERS] if isinstance(value, (list, tuple)) else [value]
    for member in members:
        if isinstance(member, Mapping):
            named = (member.get(name) for name in _NAMES_IN_OBJECTS)
            member = next((one for one in named if isinstance(one, str) and one.strip()), None)
        if isinstance(member, str) and not _NO_LABEL.search(member):
            yield member
