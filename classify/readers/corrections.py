"""A file of corrections: which teasers tell the same event, and which do not.

    # the two reports of the strike
    same: t0123456789abcde https://news.example/strike
    different: "Dockers end strike" "Ferry crews announce walkout"
    different: Golf: Smith wins Open | Tennis: Jones is out

    digest: briefs/monday
    same: [3] [7]

One correction a line; two teasers or more, named by id, address, headline in quotes, or the number
of a citation in the digest that was named last; separated by blanks or commas, or by bars, between
which headlines need no quotes. # begins a comment.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from classify.errors import ReadError
from classify.readers.previous_digest import read_citations
from classify.records import Correction

_LINE = re.compile(r"(same|different)\s*:\s*(.*)", re.IGNORECASE)
_DIGEST = re.compile(r"digest\s*:\s*(.*)", re.IGNORECASE)
_QUOTED = r"\"(?:[^\"]|\"\")*\"|“[^”]*”|„[^“”]*[“”]|«[^»]*»"
_COMMENT = re.compile(rf"(?<![^\s:,;|])(?:{_QUOTED})(?![^\s,;|])|(?<!\S)#")
_REFERENCE = re.compile(rf"(?:{_QUOTED})(?![^\s,;])|[^\s,;]+")
_BAR = re.compile(r"\s\|\s")
_CITATION = re.compile(r"\[(\d+)\]")
_OPENING = '"“„«'
_IN_QUOTES = 'quotes within a headline are written twice, as in "The ""Star"" sank"'
_EXAMPLE = 'write "same: ID ID" or "different: ID ID"'


def read_corrections(
    path: str | Path, *, digest: str | Path | None = None
) -> tuple[Correction, ...]:
    """Read corrections.

    Parameters
    ----------
    path : str or Path
    digest : str or Path, optional
        The digest whose citations the file means, its digest.json or its folder, until a line
        "digest: ..." names another. Such a line is relative to the file.

    Returns
    -------
    tuple of Correction
        Citations are ids already; what else names a teaser is found in a pile by
        `resolve_corrections`.

    Raises
    ------
    ReadError
        If the file or a digest cannot be read, a line is no correction, a citation is in no digest,
        or two lines contradict each other.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise ReadError(path, f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise ReadError(path, "is not UTF-8") from error
    cited = read_citations(digest) if digest else None
    found = []
    for number, line in enumerate(lines, 1):
        content = _without_comment(line)
        if not content:
            continue
        if named := _DIGEST.fullmatch(content):
            cited = read_citations(Path(path).parent / _unquoted(named[1]))
        else:
            found.append(_correction(content, f"{path}, line {number}", cited))
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


def _without_comment(line: str) -> str:
    """Cut a comment off; within quotes and within an address # begins none."""
    for match in _COMMENT.finditer(line):
        if match[0] == "#":
            return line[: match.start()].strip()
    return line.strip()


def _correction(content: str, place: str, cited: Mapping[int, str] | None) -> Correction:
    match = _LINE.fullmatch(content)
    if not match:
        raise ReadError(place, f"is no correction; {_EXAMPLE}")
    kind: Literal["same", "different"] = "same" if match[1].lower() == "same" else "different"
    named = tuple(_reference(one, place, cited) for one in _parted(match[2]))
    if len(named) < 2:
        raise ReadError(place, "names fewer than two teasers")
    if len(set(named)) < len(named) and kind == "different":
        raise ReadError(place, "tells a teaser apart from itself")
    return Correction(kind=kind, teasers=named, place=place)


def _parted(names: str) -> list[str]:
    """Part names at bars, if there is one that stands in no quotes; else at blanks and commas."""
    masked = re.sub(_QUOTED, lambda quoted: "x" * len(quoted[0]), names)
    bars = [0, *(end for bar in _BAR.finditer(masked) for end in bar.span()), len(names)]
    if len(bars) == 2:
        return _REFERENCE.findall(names)
    pieces = (names[start:end] for start, end in zip(bars[::2], bars[1::2], strict=True))
    return [piece.strip() for piece in pieces if piece.strip()]


def _reference(written: str, place: str, cited: Mapping[int, str] | None) -> str:
    """Return the id that a citation stands for, or what else names a teaser as it is."""
    number = _CITATION.fullmatch(written)
    if cited and written not in cited.values() and written.isdecimal() and int(written) in cited:
        return cited[int(written)]  # without brackets, as a page lists its sources
    if number is None:
        unquoted = _unquoted(written)
        if unquoted == written and written[0] in _OPENING:
            raise ReadError(place, f"has a quote that is not closed, at {written}; {_IN_QUOTES}")
        return unquoted
    if cited is None:
        raise ReadError(
            place,
            f'cites {written}, but of no digest: put a line "digest: FOLDER" before it, or give '
            "--corrections-of",
        )
    if int(number[1]) not in cited:
        raise ReadError(place, f"cites {written}, which is no source of the digest")
    return cited[int(number[1])]


def _unquoted(written: str) -> str:
    """Take the quotes off, and make one of two within them."""
    if re.fullmatch(_QUOTED, written):
        return written[1:-1].replace('""', '"')
    return written


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
