"""A digest.json that was made before -> what the next digest needs to know of it."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from classify.errors import ReadError
from classify.readers.language_detection import language_of
from classify.records import EarlierDigest, EarlierStory, SourceRef, Teaser
from classify.storage import format_fault, in_one_line

Restored = TypeVar("Restored")

FORMAT = 2
_FILE = "digest.json"
_AGAIN = "make it again with classify brief"
_CURE = f"{_AGAIN}, or leave --since out"


def read_earlier_digest(path: str | Path) -> EarlierDigest:
    """Read a digest.json, or the one in a folder.

    Raises
    ------
    ReadError
        If there is none, or it is no digest in a format of this version.
    """
    return _restored(path, _digest, _CURE)


def read_citations(path: str | Path) -> dict[int, str]:
    """Read which teaser each citation of a digest stands for, by its id; errors as above."""

    def numbered(content: Mapping[str, Any]) -> dict[int, str]:
        return {int(one["number"]): str(one["teaser_id"]) for one in content["sources"]}

    return _restored(path, numbered, f"{_AGAIN}, or name another")


def _restored(
    path: str | Path, restore: Callable[[Mapping[str, Any]], Restored], cure: str
) -> Restored:
    """Read a digest, and make of it what is asked for."""
    file = Path(path) / _FILE if Path(path).is_dir() else Path(path)
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ReadError(file, f"cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        raise ReadError(file, f"is no digest: it is no JSON ({in_one_line(error)})") from error
    if not isinstance(content, dict) or "sections" not in content or "sources" not in content:
        raise ReadError(file, "is no digest; give a digest.json that classify brief wrote")
    if fault := format_fault(content.get("format"), (FORMAT,), cure=cure):
        raise ReadError(file, fault)
    try:
        return restore(content)
    except (LookupError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise ReadError(file, f"is no whole digest ({in_one_line(error)}); {cure}") from error


def _digest(content: Mapping[str, Any]) -> EarlierDigest:
    sources = {source["number"]: source for source in content["sources"]}
    told = [(brief, one["part"]) for one in content["sections"] for brief in one["briefs"]]
    quoted: defaultdict[str, list[str]] = defaultdict(list)
    for brief, _ in told:
        for sentence in brief["sentences"]:
            if sentence["field"] == "text":
                quoted[sentence["teaser_id"]].append(sentence["text"])
    return EarlierDigest(
        title=content["title"],
        as_of=_moment(content["as_of"]),
        issue=content["issue"],
        stories=tuple(
            EarlierStory(
                id=brief["story_id"],
                headline=brief["headline"],
                teasers=tuple(sources[number]["teaser_id"] for number in brief["sources"]),
                outlets=tuple(brief["outlets"]),
                last_reported=_time(brief["last_reported"]),
                in_full=part == "lead",
            )
            for brief, part in told
        ),
        teasers=tuple(_teaser(source, quoted) for source in content["sources"]),
        said={
            source["teaser_id"]: frozenset(map(str, source.get("said", ())))
            for source in content["sources"]
        },
        topics=Counter(next(iter(brief["topics"]), "") for brief, _ in told),
        outlets=tuple(content["coverage"]["outlets"]),
    )


def _teaser(source: Mapping[str, Any], quoted: Mapping[str, list[str]]) -> Teaser:
    """Rebuild as much of a teaser as the digest shows: its headline and the sentences quoted."""
    text = " ".join(quoted.get(source["teaser_id"], ()))
    return Teaser(
        id=source["teaser_id"],
        headline=source["headline"],
        text=text,
        truncated=source["truncated"],
        published=_time(source["published"]),
        date_precision=source["date_precision"],
        date_basis=source["date_basis"],
        kind=source["kind"],
        language=language_of(f"{source['headline']}. {text}"),
        sources=tuple(SourceRef.from_json_dict(place) for place in source["places"]),
    )


def _time(text: str | None) -> datetime | None:
    return None if text is None else _moment(text)


def _moment(text: str) -> datetime:
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        raise ValueError(f"{text!r} has no offset from UTC")
    return time
