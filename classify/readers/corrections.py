"""A file of corrections: which teasers tell the same event, and which do not.

    # the two reports of the strike
    same: t0123456789abcde tfedcba987654321
    different: t0123456789abcde t1111111111111111

One correction a line; two ids or more, separated by blanks or commas; # begins a comment.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from classify.errors import ReadError
from classify.records import Correction

_LINE = re.compile(r"(same|different)\s*:\s*(.*)", re.IGNORECASE)
_SEPARATOR = re.compile(r"[\s,;]+")


def read_corrections(path: str | Path) -> tuple[Correction, ...]:
    """Read corrections.

    Raises
    ------
    ReadError
        If the file cannot be read, a line is no correction, or two lines contradict each other.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise ReadError(path, f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise ReadError(path, "is not UTF-8") from error
    found = []
    for number, line in enumerate(lines, 1):
        content = line.partition("#")[0].strip()
        if content:
            found.append(_correction(content, path, number))
    check_corrections(found)
    return tuple(found)


def check_corrections(corrections: Sequence[Correction]) -> None:
    """Refuse corrections that cannot all hold.

    Raises
    ------
    ReadError
        If teasers are told apart that others join, step by step; it names every step.
    """
    steps: dict[str, list[tuple[str, str]]] = {}
    for correction in corrections:
        if correction.kind == "same":
            first = correction.teasers[0]
            for other in correction.teasers[1:]:
                steps.setdefault(first, []).append((other, correction.place))
                steps.setdefault(other, []).append((first, correction.place))
    for correction in corrections:
        if correction.kind == "same":
            continue
        for position, one in enumerate(correction.teasers):
            joined = _reached(one, steps)
            for other in correction.teasers[position + 1 :]:
                if other in joined:
                    places = " and ".join(dict.fromkeys(joined[other])) or "themselves"
                    raise ReadError(
                        correction.place or "corrections",
                        f"tells {one} and {other} apart, but they are the same by {places}; "
                        "take one of these lines out",
                    )


def _correction(content: str, path: str | Path, number: int) -> Correction:
    place = f"{path}, line {number}"
    match = _LINE.fullmatch(content)
    if not match:
        raise ReadError(place, 'is no correction; write "same: ID ID" or "different: ID ID"')
    kind: Literal["same", "different"] = "same" if match.group(1).lower() == "same" else "different"
    ids = tuple(one for one in _SEPARATOR.split(match.group(2)) if one)
    if len(ids) < 2:
        raise ReadError(place, "names fewer than two teasers")
    if len(set(ids)) < len(ids) and kind == "different":
        raise ReadError(place, "tells a teaser apart from itself")
    return Correction(kind=kind, teasers=ids, place=place)


def _reached(start: str, steps: dict[str, list[tuple[str, str]]]) -> dict[str, tuple[str, ...]]:
    """All that hangs together with a teaser, each with the places that lead there, the fewest."""
    reached: dict[str, tuple[str, ...]] = {start: ()}
    queue = deque([start])
    while queue:
        one = queue.popleft()
        for other, place in steps.get(one, ()):
            if other not in reached:
                reached[other] = (*reached[one], place)
                queue.append(other)
    return reached
