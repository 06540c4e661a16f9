"""Measure how well copies of one agency report are told from reports of their own.

    python scripts/benchmark/reprints.py [--data DIR]

Labelled stories of labeled/: a teaser of the kind "wire-copy" is a copy of an agency's teaser in
the same story. Prints, for the training and the development stories, how many copies are found at
each bound, and how many pairs are taken for copies in which there is no copy. With `--data` also
how often two of the three outlets of a NeuS story (Lee et al., NAACL 2022) are, which as a rule
report for themselves.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

from classify import Teaser
from classify.corroboration.reprints import MIN_CONTAINMENT, containment, read_report, tells_else
from classify.datasets import read_labelled_stories
from classify.records import LabelledStory
from scripts import LABELED

BOUNDS = (0.2, 0.4, 0.5, MIN_CONTAINMENT, 0.6, 0.7, 0.8)
AGENCY, COPY = "wire", "wire-copy"


def main() -> None:
    """Print a row for each bound."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path)
    arguments = parser.parse_args()
    for split in ("train", "development"):
        groups = [story.teasers for story in read_stories(split)]
        show(f"labeled, {split}", groups)
    if arguments.data:
        show("NeuS, train", read_neus(arguments.data))


def show(name: str, groups: Iterable[tuple[Teaser, ...]]) -> None:
    """Print how many copies and how many other pairs lie over each bound."""
    copies: list[float] = []
    others: list[float] = []
    for teasers in groups:
        likeness = {
            (one.id, other.id): likeness_of(one.text, other.text)
            for one, other in combinations(teasers, 2)
        }
        kind = {teaser.id: (teaser.outlets or ("",))[0] for teaser in teasers}
        for id in (id for id in kind if kind[id] == COPY):
            own = [value for pair, value in likeness.items() if id in pair
                   and AGENCY in (kind[pair[0]], kind[pair[1]])]  # fmt: skip
            copies.append(max(own, default=0.0))
        others += [
            value for pair, value in likeness.items() if COPY not in (kind[pair[0]], kind[pair[1]])
        ]
    print(f"\n{name}: {len(copies)} copies, {len(others):,} pairs without a copy")
    if copies:
        print(f"least alike copy {min(copies):.2f}, most alike others {max(others):.2f}")
    print("| bound | copies found | others taken for copies |")
    print("| ---: | ---: | ---: |")
    for bound in BOUNDS:
        found = sum(value >= bound for value in copies)
        taken = sum(value >= bound for value in others)
        print(f"| {bound:.2f} | {found} | {taken} |")


def likeness_of(one: str, other: str) -> float:
    """Share of the shorter text that the longer one has; 0 where they tell of unlike things."""
    share = containment(read_report(one), read_report(other))
    return 0.0 if share >= BOUNDS[0] and tells_else(one, other) else share


def read_stories(split: str) -> list[LabelledStory]:
    """Read the labelled stories of one split."""
    chosen = set(json.loads((LABELED / "splits.json").read_text("utf-8"))["splits"][split])
    return [story for story in read_labelled_stories(LABELED) if story.id in chosen]


def read_neus(data: Path) -> list[tuple[Teaser, ...]]:
    """Read the texts of each NeuS story."""
    groups: defaultdict[str, list[Teaser]] = defaultdict(list)
    with (data / "neus" / "train.items.jsonl").open(encoding="utf-8") as lines:
        for item in map(json.loads, lines):
            teaser = Teaser(id=item["id"], headline=item["title"], text=item["text"])
            groups[item["group"]].append(teaser)
    return [tuple(group) for group in groups.values()]


if __name__ == "__main__":
    main()
