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
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from classify.errors import TaxonomyError
from classify.taxonomy import Taxonomy
from scripts.labeled_schema import Check, schema_faults, story_checks, teaser_checks, unlike_checks
from scripts.labeled_similarity import find_links, read_items
from scripts.make_splits import SHARES, read_split_of

CUT_MARKS = ("[…]", "…", "...")
ENTITY = re.compile(r"&(\w+|#\w+);")
MIN_PER_TOPIC = 20  # teasers: with fewer, one teaser moves recall by over five points


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
    n_unlike: int = 0
    """Texts that are no news, or in other languages."""
    is_whole: bool = True
    """Whether every line could be taken."""

    @property
    def summary(self) -> str:
        """What was found sound, in one line."""
        n_in_stories = sum(len(row["teasers"]) for row in self.stories.values())
        return (
            f"{self.folder.name}: {len(self.teasers)} teasers, {len(self.stories)} stories "
            f"({n_in_stories} teasers in them), {self.n_unlike} texts unlike news, "
            f"{len(self.warnings)} warnings, no faults"
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
    for place, row in _lines(report, "teasers", teaser_checks(topics)):
        _check_teaser(report, place, row)
    for place, row in _lines(report, "stories", story_checks(topics)):
        _check_story(report, place, row)
    for place, row in _lines(report, "unlike", unlike_checks()):
        report.claim(row["id"], place)
        report.n_unlike += 1
        _check_text(report, place, row)
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
                reasons = schema_faults(row, checks)
            except ValueError as error:
                reasons = [f"is no JSON in UTF-8 ({error})"]
            if reasons:
                report.fault(place, "; ".join(reasons))
                report.is_whole = False
            else:
                yield place, row


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
