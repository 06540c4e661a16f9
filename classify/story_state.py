"""Running stories on disk: one JSON file with a format number and a checksum."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from classify.atomic import write_text
from classify.errors import ReadError
from classify.records import (
    Correction,
    Link,
    RunningStories,
    SourceRef,
    Story,
    Teaser,
    to_json_dict,
)

FORMAT = 1
_KEPT = ("as_of", "made_with", "stories", "aliases", "arrived", "corrections")


def write_state(path: str | Path, running: RunningStories) -> None:
    """Write running stories, whole or not at all."""
    whole = to_json_dict(running)
    content = {"what": "running stories", "format": FORMAT, **{key: whole[key] for key in _KEPT}}
    content["sha256"] = _checksum(content)
    write_text(Path(path), json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def read_state(path: str | Path) -> RunningStories:
    """Read what `write_state` wrote.

    Raises
    ------
    ReadError
        If the file cannot be read, is no such file, has another format or was changed.
    """
    try:
        content = json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise ReadError(path, f"cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise ReadError(path, f"holds no running stories: it is no JSON ({error})") from error
    if not isinstance(content, dict) or content.get("what") != "running stories":
        raise ReadError(path, "holds no running stories; give a file that --state wrote")
    if content.get("format") != FORMAT:
        raise ReadError(
            path,
            f"has format {content.get('format')}; this version reads {FORMAT}. Upgrade "
            "classify-news, or begin a new state.",
        )
    stated = content.pop("sha256", None)
    if stated != _checksum(content):
        raise ReadError(
            path,
            "is damaged or was changed: its checksum does not fit. Take an older copy, or begin "
            "a new state; corrections go into a file of their own (--corrections).",
        )
    return RunningStories(
        as_of=_time(content["as_of"]),
        made_with=content["made_with"],
        stories=tuple(_story(values) for values in content["stories"]),
        aliases=content["aliases"],
        arrived={id: _time(text) for id, text in content["arrived"].items()},
        corrections=tuple(
            Correction(**{**values, "teasers": tuple(values["teasers"])})
            for values in content["corrections"]
        ),
    )


def _checksum(content: Mapping[str, Any]) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _story(values: Mapping[str, Any]) -> Story:
    links = (Link(**{**link, "teasers": tuple(link["teasers"])}) for link in values["links"])
    return Story(
        **{
            **values,
            "teasers": tuple(_teaser(one) for one in values["teasers"]),
            "topics": tuple(values["topics"]),
            "outlets": tuple(values["outlets"]),
            "first_reported": _maybe_time(values["first_reported"]),
            "last_reported": _maybe_time(values["last_reported"]),
            "links": tuple(links),
        }
    )


def _teaser(values: Mapping[str, Any]) -> Teaser:
    return Teaser(
        **{
            **values,
            "published": _maybe_time(values["published"]),
            "sources": tuple(SourceRef(**place) for place in values["sources"]),
        }
    )


def _maybe_time(text: str | None) -> datetime | None:
    return None if text is None else _time(text)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
