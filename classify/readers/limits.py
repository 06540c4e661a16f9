"""How much one teaser, line or page can be: what is larger is none, and would hold up the rest."""

from __future__ import annotations

from classify.errors import ReadError

MAX_LETTERS = 200_000
"""Characters of a headline or a text: some 30,000 words."""
MAX_MARKUP = 1_000_000
"""Characters of a value with its markup."""
MAX_PARAGRAPH = 20_000
"""Characters up to which broken lines are joined: longer, and joining takes too long."""
MAX_LINE = 10_000_000
"""Characters of one line of JSON Lines."""
MAX_PAGE = 10_000_000
"""Characters of a page or a part of a mail, without the files that are embedded in it."""
MAX_MAIL = 50_000_000
"""Bytes of one mail with its attachments."""
MAX_LISTING = 5_000_000
"""Characters of a copied listing."""
MAX_BLOCKS = 50_000
"""Runs of text on one page."""


def check_size(n: int, most: int, source: str, what: str) -> None:
    """Raise for what is larger than it can be.

    Parameters
    ----------
    n, most : int
        Characters.
    source : str
        For the message.
    what : str
        What it is, such as "a page".

    Raises
    ------
    ReadError
        With the cure.
    """
    if n > most:
        reason = f"is {what} of {n:,} characters, and at most {most:,} are read; split it"
        raise ReadError(source, reason)
