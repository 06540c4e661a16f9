"""Names that a reader wants to see wherever they appear: people, companies, ships, places."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from classify.errors import ReadError

_LONGEST_INITIALS = 6
"""Letters; a longer word in capitals alone is a name that somebody shouts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedName:
    """A name, and the other ways it is written.

    Raises
    ------
    ReadError
        If a way to write it has no letter or digit.

    Examples
    --------
    >>> minsk = WatchedName(name="Minsk", aliases=("Мінск",))
    >>> minsk.is_in("Talks end in Minsk's palace"), minsk.is_in("Minskers protest")
    (True, False)
    """

    name: str
    aliases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for way in (self.name, *self.aliases):
            if not any(letter.isalnum() for letter in way):
                raise ReadError("watchlist", f"a name needs a letter or a digit: {way!r} has none")

    def is_in(self, text: str) -> bool:
        """Tell whether a text has the name in any of its ways, as whole words.

        Capitals do not count, but for short names in capitals alone: "MTS" is not "mts".
        """
        folded = unicodedata.normalize("NFC", text)
        return any(_pattern(way).search(folded) for way in (self.name, *self.aliases))


def _pattern(way: str) -> re.Pattern[str]:
    # compiled patterns are cached by `re`
    words = unicodedata.normalize("NFC", way).split()
    initials = way.isupper() and len(way) <= _LONGEST_INITIALS
    text = r"\s+".join(re.escape(word) for word in words)
    return re.compile(rf"(?<!\w){text}(?!\w)", 0 if initials else re.IGNORECASE)
