"""Running stories on disk: one JSON file with a format number and a checksum.

An update holds its lock from reading to writing (`state_lock`), so that of two concurrent updates
the second continues from what the first has written.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from classify.errors import ReadError
from classify.records import Correction, Link, RunningStories, SourceRef, Story, Teaser
from classify.storage import format_fault, in_one_line, naming, write_text

FORMAT = 1
_CURE = "begin a new state: name a file for --state that is not there"
_MAX_NAME = 60  # characters of a state's name that stand in that of its lock


@contextmanager
def state_lock(path: str | Path, on_wait: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold the lock of a state; wait while another process holds it.

    The lock is an empty file beside the state, which stays; the system frees it when its holder
    ends, however that happens.

    Parameters
    ----------
    path : path
        Of the state, which need not be there. Links to it lead to the same lock.
    on_wait : callable, optional
        Called once if there is something to wait for.

    Raises
    ------
    OSError
        If no lock can be made beside the state; its `filename` is that of the state.
    """
    from filelock import FileLock, Timeout

    state = Path(os.path.realpath(path))
    with naming(Path(path)):
        state.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(state.with_name(f".{state.name[:_MAX_NAME]}.lock"))
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if on_wait:
                on_wait()
            lock.acquire()
    try:
        yield
    finally:
        lock.release()


def write_state(path: str | Path, running: RunningStories) -> None:
    """Write running stories, whole or not at all."""
    write_text(Path(path), render_state(running))


def render_state(running: RunningStories) -> str:
    """Return the file of running stories as text."""
    content = {"what": "running stories", "format": FORMAT, **running.kept()}
    content["sha256"] = _checksum(content)
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


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
    except (ValueError, RecursionError) as error:
        raise ReadError(
            path, f"holds no running stories: it is no JSON ({in_one_line(error)})"
        ) from error
    if not isinstance(content, dict) or content.get("what") != "running stories":
        raise ReadError(path, "holds no running stories; give a file that --state wrote")
    if fault := format_fault(content.get("format"), (FORMAT,), cure=_CURE):
        raise ReadError(path, fault)
    stated = content.pop("sha256", None)
    if stated != _checksum(content):
        raise ReadError(
            path,
            "is damaged or was changed: its checksum does not match. Take an older copy, or "
            f"{_CURE}; corrections go into a file of their own (--corrections).",
        )
    # a checksum says that the file is the one that was written, not by which version
    try:
        return _running(content)
    except (LookupError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise ReadError(
            path, f"holds no running stories of this version ({in_one_line(error)}); {_CURE}"
        ) from error


def _running(content: Mapping[str, Any]) -> RunningStories:
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
            "sources": tuple(SourceRef.from_json_dict(place) for place in values["sources"]),
        }
    )


def _maybe_time(text: str | None) -> datetime | None:
    return None if text is None else _time(text)


def _time(text: str) -> datetime:
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        raise ValueError(f"{text!r} has no offset from UTC")
    return time
