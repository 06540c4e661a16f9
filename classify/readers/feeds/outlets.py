"""The outlet behind a feed or page, from its title and its address."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from classify.readers.cleaning import plain_line

_PARTED = re.compile(r"\s+[-–—|:·»>/]+\s+|\s*[|»]\s*")
_GENERIC_LABELS = frozenset(
    {"www", "com", "org", "net", "co", "gov", "edu", "rss", "feeds", "news"}
)


def outlet_of_title(title: str, address: str | None) -> str | None:
    """Name the outlet that a title tells: "BBC News - World" and "Asia | BBC News" are one.

    Of the parts of a title that one is taken which the host's name contains or abbreviates; the
    first, where none does.

    Parameters
    ----------
    title : str
        Of the feed or page; the host's name stands in for an empty one.
    address : str, optional
        Of the site.

    Examples
    --------
    >>> outlet_of_title("World news | The Guardian", "https://www.theguardian.com/world")
    'The Guardian'
    """
    host = host_of(address)
    parts = [part for part in _PARTED.split(plain_line(title)) if part]
    if not parts:
        return host
    labels = [label for label in (host or "").split(".") if label not in _GENERIC_LABELS]
    return next((part for part in parts if _named_by(part, labels)), parts[0])


def host_of(address: str | None) -> str | None:
    """Return the host of an address without "www."; None if there is none."""
    try:
        host = urlsplit((address or "").strip()).hostname
    except ValueError:  # such as "https://[news/"
        return None
    return host.removeprefix("www.") if host else None


def _named_by(part: str, labels: list[str]) -> bool:
    """Tell whether a part of a title and a part of a host's name are the same name."""
    words = re.findall(r"[^\W_]+", part.casefold())
    joined, initials = "".join(words), "".join(word[0] for word in words)
    return any(
        len(label) > 2
        and (
            label.replace("-", "") in joined
            or (len(joined) > 2 and joined in label)
            or (len(initials) > 2 and initials == label)
        )
        for label in labels
    )
