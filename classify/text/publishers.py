"""Names of outlets to their publishers: sections and editions of one house are no second source."""

from __future__ import annotations

import re

_ADDRESS = re.compile(
    r"^(?:https?://)?(?:[\w-]+\.)*?([\w-]+)\.(?:(?:co|com|org|net|gov|ac)\.)?[a-z]{2,}(?:/.*)?$"
)
_HOSTS_OF_MANY = re.compile(
    r"\b(?:t|telegram)\.me\b|\b(?:substack|wordpress|blogspot|medium|tumblr|livejournal|youtube|"
    r"facebook|instagram|twitter|x|github|yahoo|msn)\.(?:com|io)\b"
)
"""Hosts of many publishers: the rest of the address identifies the publisher."""
_SECTION = re.compile(
    r"[\s:,|–-]+(?:world|economy|economics|business|politics|markets|money|finance|opinion|"
    r"europe|asia|africa|americas|middle east|international|uk|us|usa|news|sports?|culture|"
    r"science|health|tech|technology|online|top stories|latest)$"
)
_ARTICLE = re.compile(r"^the\s+")


def publisher(outlet: str | None) -> str:
    """Return what outlets of one publisher have in common; "" for none.

    Parameters
    ----------
    outlet : str, optional
        A name or an address.

    Examples
    --------
    >>> publisher("WSJ World") == publisher("WSJ Economy")
    True
    >>> publisher("bbc.co.uk") == publisher("www.bbc.com")
    True
    """
    name = " ".join((outlet or "").casefold().split())
    if _HOSTS_OF_MANY.search(name):
        return name
    if found := _ADDRESS.match(name):
        return found.group(1)
    while (shorter := _SECTION.sub("", name)) != name:
        name = shorter
    return _ARTICLE.sub("", name)
