"""What a line of labeled/ must hold: a check for each key.

A check gives what is wrong with a value, in words that go on from the name of its key, or None.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from classify.records import KINDS

OUTLET_KINDS = (
    *("blog", "broadcaster", "digest", "local", "ministry", "ngo"),
    *("opinion", "state-agency", "tabloid", "think-tank", "wire", "wire-copy"),
)
GENRES = (
    *("advice", "contest", "deal", "horoscope", "letter", "listing"),
    *("news", "notice", "picture", "puzzle", "recipe"),
)

Check = Callable[[Any], "str | None"]


def schema_faults(row: object, checks: Mapping[str, Check]) -> list[str]:
    """Say what is wrong with a line, key by key."""
    if not isinstance(row, dict):
        return ["is no JSON object"]
    faults = [f"has no {key!r}" for key in checks if key not in row]
    faults += [f"has unknown key {key!r}" for key in row if key not in checks]
    for key, check in checks.items():
        if key in row and (reason := check(row[key])):
            faults.append(f"{key} {reason}")
    return faults


def teaser_checks(topics: tuple[str, ...]) -> dict[str, Check]:
    """What a line of teasers/ holds."""
    own = {"labels": _topics(topics), "disputed": _topics(topics), "kind": _one_of(KINDS)}
    return {**_passage_checks(), **own, "country": _country, "date": _date}


def story_checks(topics: tuple[str, ...]) -> dict[str, Check]:
    """What a line of stories/ holds."""
    return {
        "story_id": _text,
        "labels": _topics(topics),
        "country": _country,
        "sibling_of": lambda value: None if value is None else _text(value),
        "teasers": _told,
        "brief": _text,
        "key_points": _texts,
    }


def unlike_checks() -> dict[str, Check]:
    """What a line of unlike/ holds."""
    return {**_passage_checks(), "genre": _one_of(GENRES), "written_in": _language}


def _passage_checks() -> dict[str, Check]:
    is_text, is_flag = _of_type(str, "text"), _of_type(bool, "true or false")
    return {"id": _text, "headline": _text, "text": is_text, "truncated": is_flag}


def _told(value: Any) -> str | None:
    """Check the teasers of a story."""
    if not isinstance(value, list) or len(value) < 2:
        return "is no list of two or more"
    checks = {**_passage_checks(), "outlet_kind": _one_of(OUTLET_KINDS), "published": _time}
    found = [
        f"{n}: {fault}" for n, row in enumerate(value, 1) for fault in schema_faults(row, checks)
    ]
    return "; ".join(found) or None


def _text(value: Any) -> str | None:
    return None if isinstance(value, str) and value.strip() else "is no text, or empty"


def _texts(value: Any) -> str | None:
    is_texts = isinstance(value, list) and value and not any(map(_text, value))
    return None if is_texts else "is no list of texts"


def _of_type(kind: type, name: str) -> Check:
    return lambda value: None if isinstance(value, kind) else f"is no {name}"


def _country(value: Any) -> str | None:
    is_code = re.fullmatch("[A-Z]{2}", str(value))
    return None if is_code else f"{value!r} is no ISO 3166-1 alpha-2 code (XX: several or none)"


def _language(value: Any) -> str | None:
    return None if re.fullmatch("[a-z]{2}", str(value)) else f"{value!r} is no ISO 639-1 code"


def _date(value: Any) -> str | None:
    """Accept a day, a month or a year, or "" for not known."""
    try:
        is_date = re.fullmatch(r"(\d{4}(-\d\d){0,2})?", value)
        datetime.fromisoformat(f"{value or 2000}-01-01"[:10])
    except (TypeError, ValueError):
        is_date = None
    return None if is_date else f"{value!r} is no date: YYYY-MM-DD, YYYY-MM, YYYY or empty"


def _time(value: Any) -> str | None:
    try:
        is_utc = datetime.fromisoformat(value).utcoffset() == timedelta()
    except (TypeError, ValueError):
        is_utc = False
    return None if is_utc else f"{value!r} is no time in UTC (2024-08-26T06:10:00Z)"


def _one_of(known: tuple[str, ...]) -> Check:
    return lambda value: None if value in known else f"{value!r} is unknown: {', '.join(known)}"


def _topics(known: tuple[str, ...]) -> Check:
    def check(value: Any) -> str | None:
        if not isinstance(value, list) or not all(isinstance(topic, str) for topic in value):
            return "is no list of topics"
        unknown = [topic for topic in value if topic not in known]
        if unknown:
            return f"names unknown topics: {', '.join(unknown)}"
        return None if len(set(value)) == len(value) else "names a topic twice"

    return check
