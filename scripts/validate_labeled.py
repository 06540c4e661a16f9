"""Check labeled/: every line, every id, every split. One line for each fault, exit 1 if any.

    python scripts/validate_labeled.py            # labeled/ beside scripts/
    python scripts/validate_labeled.py FOLDER

Siblings and splits are looked at once every line follows the schema, near-duplicates across splits
(the links of labeled_similarity.py) once nothing else is wrong: so one fault gives one line. Topics
that are thin in development or test are warned of, which is no fault.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from labeled_similarity import find_links, read_items
from make_splits import SHARES, read_split_of

from classify.errors import TaxonomyError
from classify.records import KINDS
from classify.taxonomy import Taxonomy

OUTLET_KINDS = (
    *("blog", "broadcaster", "digest", "local", "ministry", "ngo"),
    *("opinion", "state-agency", "tabloid", "think-tank", "wire", "wire-copy"),
)
CUT_MARKS = ("[…]", "…", "...")
ENTITY = re.compile(r"&(\w+|#\w+);")
MIN_PER_TOPIC = 20  # teasers: with fewer, one teaser moves recall by over five points

Check = Callable[[Any], "str | None"]  # gives what is wrong with a value, or None


@dataclass(slots=True)
class Report:
    """What was found, and what it was found in."""

    folder: Path
    faults: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    """Id of a teaser or story -> "file:line"; ids of the teasers in stories too."""
    teasers: dict[str, dict[str, Any]] = field(default_factory=dict)
    stories: dict[str, dict[str, Any]] = field(default_factory=dict)
    is_whole: bool = True
    """Whether every line could be taken."""

    @property
    def summary(self) -> str:
        """What was found sound, in one line."""
        n_in_stories = sum(len(row["teasers"]) for row in self.stories.values())
        return (
            f"{self.folder.name}: {len(self.teasers)} teasers, {len(self.stories)} stories "
            f"({n_in_stories} teasers in them), {len(self.warnings)} warnings, no faults"
        )

    def fault(self, place: str, reason: str) -> None:
        """Note a fault."""
        self.faults.append(f"{place}: {reason}")

    def claim(self, id: str, place: str) -> None:
        """Note where an id is given, unless it was given before."""
        if id in self.places:
            self.fault(place, f"id {id!r} is taken: {self.places[id]}")
        self.places.setdefault(id, place)


def main() -> int:
    """Print the faults, or a line of counts."""
    parser = argparse.ArgumentParser(description="Check labelled data.")
    default = Path(__file__).resolve().parents[1] / "labeled"
    parser.add_argument("folder", type=Path, nargs="?", default=default)
    report = validate(parser.parse_args().folder)
    print("".join(f"warning: {warning}\n" for warning in report.warnings), end="", file=sys.stderr)
    print("\n".join(report.faults) or report.summary)
    return 1 if report.faults else 0


def validate(folder: Path) -> Report:
    """Check a folder of labelled data."""
    report = Report(folder)
    try:
        topics = Taxonomy.from_toml(folder / "topics.toml").keys
    except TaxonomyError as error:
        report.fault("topics.toml", error.reason)
        return report
    for place, row in _lines(report, "teasers", _teaser_checks(topics)):
        _check_teaser(report, place, row)
    for place, row in _lines(report, "stories", _story_checks(topics)):
        _check_story(report, place, row)
    if report.is_whole:
        _check_siblings(report)
        split_of = _check_splits(report)
    if not report.faults:
        _check_links(report, split_of)
        _warn_of_thin_topics(report, topics, split_of)
    return report


def _lines(
    report: Report, kind: str, checks: Mapping[str, Check]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield place and content of each line that follows the schema; note the faults of others."""
    for file in sorted((report.folder / kind).glob("*.jsonl")):
        for number, line in enumerate(file.read_bytes().removesuffix(b"\n").split(b"\n"), 1):
            place = f"{kind}/{file.name}:{number}"
            try:
                row = json.loads(line.decode("utf-8"))
                reasons = _schema_faults(row, checks)
            except ValueError as error:
                reasons = [f"is no JSON in UTF-8 ({error})"]
            if reasons:
                report.fault(place, "; ".join(reasons))
                report.is_whole = False
            else:
                yield place, row


def _schema_faults(row: object, checks: Mapping[str, Check]) -> list[str]:
    if not isinstance(row, dict):
        return ["is no JSON object"]
    faults = [f"has no {key!r}" for key in checks if key not in row]
    faults += [f"has unknown key {key!r}" for key in row if key not in checks]
    for key, check in checks.items():
        if key in row and (reason := check(row[key])):
            faults.append(f"{key} {reason}")
    return faults


def _teaser_checks(topics: tuple[str, ...]) -> dict[str, Check]:
    own = {"labels": _topics(topics), "disputed": _topics(topics), "kind": _one_of(KINDS)}
    return {**_passage_checks(), **own, "country": _country, "date": _date}


def _story_checks(topics: tuple[str, ...]) -> dict[str, Check]:
    return {
        "story_id": _text,
        "labels": _topics(topics),
        "country": _country,
        "sibling_of": lambda value: None if value is None else _text(value),
        "teasers": _told,
        "brief": _text,
        "key_points": _texts,
    }


def _passage_checks() -> dict[str, Check]:
    is_text, is_flag = _of_type(str, "text"), _of_type(bool, "true or false")
    return {"id": _text, "headline": _text, "text": is_text, "truncated": is_flag}


def _told(value: Any) -> str | None:
    """Check the teasers of a story."""
    if not isinstance(value, list) or len(value) < 2:
        return "is no list of two or more"
    checks = {**_passage_checks(), "outlet_kind": _one_of(OUTLET_KINDS), "published": _time}
    found = [
        f"{n}: {fault}" for n, row in enumerate(value, 1) for fault in _schema_faults(row, checks)
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


def _check_teaser(report: Report, place: str, row: dict[str, Any]) -> None:
    report.claim(row["id"], place)
    report.teasers[row["id"]] = row
    if both := [topic for topic in row["labels"] if topic in row["disputed"]]:
        report.fault(place, f"{', '.join(both)} in labels and in disputed")
    _check_text(report, place, row)


def _check_story(report: Report, place: str, row: dict[str, Any]) -> None:
    report.claim(row["story_id"], place)
    report.stories[row["story_id"]] = row
    if not row["labels"]:
        report.fault(place, "labels is empty")
    for teaser in row["teasers"]:
        report.claim(teaser["id"], place)
        if not teaser["id"].startswith(f"{row['story_id']}-"):
            report.fault(place, f"teaser {teaser['id']!r} is not named after its story")
        _check_text(report, place, teaser)
    times = [teaser["published"] for teaser in row["teasers"]]
    if times != sorted(times):
        report.fault(place, "teasers do not stand in order of time")


def _check_text(report: Report, place: str, teaser: dict[str, Any]) -> None:
    """Check that the text ends as it says, and that nothing of a web page is left in it."""
    if teaser["text"].rstrip().endswith(CUT_MARKS) != teaser["truncated"]:
        report.fault(place, f"{teaser['id']!r}: truncated and the end of the text disagree")
    if entity := ENTITY.search(f"{teaser['headline']} {teaser['text']}"):
        report.fault(place, f"{teaser['id']!r}: holds an HTML entity, {entity[0]!r}")


def _check_siblings(report: Report) -> None:
    for id, row in report.stories.items():
        sibling = row["sibling_of"]
        if sibling is not None and sibling not in report.stories:
            report.fault(report.places[id], f"sibling_of {sibling!r} is no story")
        elif sibling is not None and report.stories[sibling]["sibling_of"] != id:
            report.fault(report.places[id], f"sibling_of {sibling!r} is not mutual")
        elif sibling == id:
            report.fault(report.places[id], "sibling_of names the story itself")


def _check_splits(report: Report) -> dict[str, str]:
    """Check splits.json by itself and against the ids; give the split of each id."""
    try:
        text = (report.folder / "splits.json").read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        report.fault("splits.json", f"cannot be read ({error})")
        return {}
    split_of, faults = read_split_of(text, {*report.teasers, *report.stories})
    for line, reason in faults:
        report.fault(f"splits.json:{line}", reason)
    for id in [*report.teasers, *report.stories]:
        if split_of and id not in split_of:
            report.fault(report.places[id], f"{id!r} is in no split of splits.json")
    return split_of


def _check_links(report: Report, split_of: dict[str, str]) -> None:
    """Look for items in different splits that belong together."""
    told: set[tuple[str, str]] = set()
    for link in find_links(read_items(report.folder)):
        one, other = sorted((link.first, link.second))
        if split_of[one] != split_of[other] and link.is_clear and (one, other) not in told:
            told.add((one, other))
            near = f"{other!r} ({split_of[other]}, {report.places[other]})"
            reason = f"{one!r} ({split_of[one]}) is near to {near}: {link.reason}"
            report.fault(report.places[one], reason)


def _warn_of_thin_topics(report: Report, topics: tuple[str, ...], split_of: dict[str, str]) -> None:
    rows = report.teasers.items()
    counted = Counter((topic, split_of[id]) for id, row in rows for topic in row["labels"])
    for topic in topics:
        for name in list(SHARES)[1:]:
            n = counted[topic, name]
            if n < MIN_PER_TOPIC:
                report.warnings.append(f"{topic} has {n} teasers in {name}, under {MIN_PER_TOPIC}")


if __name__ == "__main__":
    sys.exit(main())
