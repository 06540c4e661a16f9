"""Part labeled/ into train, development and test, once: 70, 15 and 15 %.

    python scripts/make_splits.py labeled            # refuses to overwrite splits.json
    python scripts/make_splits.py labeled --force

Whole components (see labeled_similarity.py) go to one split, the largest and the rarest first, each
to the split where it brings topics, teasers and stories nearest to their due: where chi-squared,
the squared gap to the due number over the due number, grows least. (The greedy order is that of
Sechidis, Tsoumakas & Vlahavas, On the stratification of multi-label data, 2011; their rule for the
choice, the greatest need, left the small splits with a sixth too many stories.)
There is no chance in it: ties go by a hash of the ids.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
from collections import Counter
from pathlib import Path
from typing import Any

from classify.storage import write_text
from scripts.labeled_similarity import (
    MIN_SAME_EVENT,
    MIN_WORDING_CHARACTERS,
    MIN_WORDING_WORDS,
    Item,
    components,
    find_links,
    read_items,
)

FORMAT = 1
SHARES = {"train": 0.70, "development": 0.15, "test": 0.15}
WEIGHTS = {"story": 4}  # with 1 the 210 stories part 144, 34 and 32
METHOD = (
    "Computed once by scripts/make_splits.py. Items are linked by sibling stories, by tf-idf "
    f"cosine of texts (words {MIN_WORDING_WORDS}, characters {MIN_WORDING_CHARACTERS}; within a "
    f"month of each other the mean of both, {MIN_SAME_EVENT}), by equal openings of headlines and "
    "by hand; each connected component goes whole to one split, stratified over topics, teasers "
    "and stories."
)


def main() -> None:
    """Compute and write splits.json."""
    parser = argparse.ArgumentParser(description="Part labeled/ into train, development and test.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--force", action="store_true", help="overwrite splits.json")
    arguments = parser.parse_args()
    target = arguments.folder / "splits.json"
    if target.exists() and not arguments.force:
        raise SystemExit(f"{target} exists; splits are computed once. --force overwrites it.")
    items = read_items(arguments.folder)
    grouped = components(items, find_links(items))
    splits = assign(grouped)
    content = {
        "format": FORMAT,
        "method": METHOD,
        "splits": {name: sorted(item.id for item in members) for name, members in splits.items()},
        "components": [[item.id for item in group] for group in grouped if len(group) > 1],
    }
    write_text(target, layout(content))
    sizes = Counter(len(group) for group in grouped)
    print(f"components by size: {dict(sorted(sizes.items()))}")
    for name, members in splits.items():
        n_stories = sum(item.is_story for item in members)
        print(f"{name}: {len(members) - n_stories} teasers, {n_stories} stories")


def assign(grouped: list[list[Item]]) -> dict[str, list[Item]]:
    """Give each component to a split."""
    totals = Counter(trait for group in grouped for trait in traits(group).elements())
    filled = {name: Counter[str]() for name in SHARES}
    splits: dict[str, list[Item]] = {name: [] for name in SHARES}
    for group in sorted(
        grouped, key=lambda group: (-len(group), rarest(group, totals), tie(group))
    ):
        brought = traits(group)
        growths = {
            name: growth(brought, filled[name], totals, share) for name, share in SHARES.items()
        }
        chosen = min(growths, key=lambda name: growths[name])
        filled[chosen].update(brought)
        splits[chosen] += group
    return splits


def growth(
    brought: Counter[str], filled: Counter[str], totals: Counter[str], share: float
) -> float:
    """By how much chi-squared grows in a split of this share that takes what is brought."""
    return math.fsum(
        WEIGHTS.get(trait, 1)
        * (
            (filled[trait] + n - share * totals[trait]) ** 2
            - (filled[trait] - share * totals[trait]) ** 2
        )
        / (share * totals[trait])
        for trait, n in brought.items()
    )


def traits(group: list[Item]) -> Counter[str]:
    """What a component brings to a split: topics, and how many teasers and stories."""
    counted: Counter[str] = Counter()
    for item in group:
        kind = "story" if item.is_story else "teaser"
        counted[kind] += 1
        counted.update(f"{kind} {label}" for label in item.labels or ("no topic",))
    return counted


def rarest(group: list[Item], totals: Counter[str]) -> int:
    """Number of items that share the group's rarest trait: those are placed first."""
    return min(totals[trait] for trait in traits(group))


def tie(group: list[Item]) -> str:
    """A fixed order that has nothing to do with content."""
    return hashlib.sha256(group[0].id.encode()).hexdigest()


def layout(content: dict[str, object]) -> str:
    """JSON with the ids of one list wrapped into lines, so that a difference can be read."""
    lines: list[str] = []
    for line in json.dumps(content, indent=1, ensure_ascii=False).splitlines():
        if lines and is_id(line) and is_id(lines[-1]) and len(lines[-1]) < 88:
            lines[-1] += f" {line.strip()}"
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


def is_id(line: str) -> bool:
    """Whether a line holds ids of a list, rather than a key or a bracket."""
    return line.strip().startswith('"') and ":" not in line


def read_split_of(text: str, ids: set[str]) -> tuple[dict[str, str], list[tuple[int, str]]]:
    """Read splits.json as `layout` writes it, and check it.

    Parameters
    ----------
    text : str
        Content of the file.
    ids : set of str
        The ids that there are.

    Returns
    -------
    dict of str to str
        The split of each id; empty if the file does not follow the format.
    list of (int, str)
        Line and reason of each fault.
    """
    try:
        content = json.loads(text)
    except ValueError as error:
        return {}, [(1, f"is no JSON ({error})")]
    reason = _format_fault(content)
    if reason:
        return {}, [(1, reason)]
    split_of: dict[str, str] = {}
    faults: list[tuple[int, str]] = []
    for name, members in content["splits"].items():
        for id, n_times in Counter(members).items():
            line = _line_of(text, id)
            if id not in ids:
                faults.append((line, f"{id!r} in {name} is neither a teaser nor a story"))
            if n_times > 1:
                faults.append((line, f"{id!r} is in {name} {n_times} times"))
            if split_of.setdefault(id, name) != name:
                faults.append((line, f"{id!r} is in {split_of[id]} and in {name}"))
    seen: set[str] = set()
    for members in content["components"]:
        line = _line_of(text, members[0], text.index('"components"'))
        names = sorted({split_of[id] for id in members if id in split_of})
        if len(names) > 1:
            faults.append((line, f"the component of {members[0]!r} is parted: {', '.join(names)}"))
        faults += [(line, f"{id!r} is in two components") for id in members if id in seen]
        faults += [(line, f"{id!r} is in no split") for id in members if id not in split_of]
        seen.update(members)
    return split_of, faults


def _format_fault(content: Any) -> str | None:
    """Say what keeps an object from being read as splits, or None."""

    def is_ids(value: Any) -> bool:
        return isinstance(value, list) and all(isinstance(id, str) for id in value)

    keys = {"format", "method", "splits", "components"}
    if not isinstance(content, dict) or set(content) != keys:
        return f"has not just the keys {', '.join(sorted(keys))}"
    if content["format"] != FORMAT or not isinstance(content["method"], str):
        return f"format is {content['format']!r}, not {FORMAT}, or method is no text"
    splits, groups = content["splits"], content["components"]
    if not isinstance(splits, dict) or set(splits) != set(SHARES):
        return f"splits has not just {', '.join(SHARES)}"
    if not all(map(is_ids, splits.values())):
        return "splits holds what is no list of ids"
    if not isinstance(groups, list) or not all(is_ids(ids) and len(ids) > 1 for ids in groups):
        return "components is no list of lists of two ids or more"
    return None


def _line_of(text: str, id: str, start: int = 0) -> int:
    """Line that an id stands in, from 1."""
    return text.count("\n", 0, max(text.find(json.dumps(id, ensure_ascii=False), start), 0)) + 1


if __name__ == "__main__":
    main()
