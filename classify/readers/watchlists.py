"""A file of names to watch.

    # people
    Lukashenko | Лукашенко | Лукашэнка
    Belaruskali
    Vasily Gryazev | IMO 9123456

One name a line; other ways to write it after bars. # begins a comment.
"""

from __future__ import annotations

import re
from pathlib import Path

from classify.errors import ReadError
from classify.records import WatchedName

_COMMENT = re.compile(r"(?:^|\s)#.*")
_MAX_NAMES = 5_000


def read_watchlist(path: str | Path) -> tuple[WatchedName, ...]:
    """Read names to watch, each once, in the order of the file.

    Raises
    ------
    ReadError
        If the file cannot be read, has no name or too many, or a line holds no name.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise ReadError(path, f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise ReadError(path, "is not UTF-8") from error
    names: dict[str, WatchedName] = {}
    for number, line in enumerate(lines, 1):
        ways = [way.strip() for way in _COMMENT.sub("", line).split("|")]
        if not any(ways):
            continue
        try:
            found = WatchedName(name=ways[0], aliases=tuple(way for way in ways[1:] if way))
        except ReadError as error:
            raise ReadError(path, error.reason, item=f"line {number}") from error
        names.setdefault(found.name.casefold(), found)
    if not names:
        raise ReadError(path, "names nobody: write one name a line")
    if len(names) > _MAX_NAMES:
        raise ReadError(path, f"has {len(names):,} names; at most {_MAX_NAMES:,}")
    return tuple(names.values())
