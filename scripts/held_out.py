"""Labelled real news, and the development splits in two halves.

An encoder that has learned from the training labels leaves nothing there to calibrate on. So of
each development split one half calibrates and sets thresholds, and the other is reported on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from classify import LabelledTeaser, Taxonomy, Teaser
from classify.datasets import SPLITS, LabelledSet, read_splits

PARTS = ("events", "teasers")


def read_news(data: Path, split: str, *parts: str) -> list[LabelledTeaser]:
    """Read labelled real news of one split ("train" or "dev").

    `data`/labelled/events.jsonl holds news events of Wikipedia's Current events portal (CC BY-SA),
    `data`/labelled/teasers.jsonl teasers of US outlets from NeuS (Lee et al., NAACL 2022), labelled
    with the 21 topics by one annotator. An event has a text and no headline.
    """
    items = []
    for part in parts or PARTS:
        lines = (data / "labelled" / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
        for row in map(json.loads, lines):
            if row["split"] == split:
                teaser = Teaser(
                    id=row["id"],
                    headline=row.get("headline") or row["text"],
                    text=row["text"] if row.get("headline") else "",
                    language="en",
                )
                items.append(LabelledTeaser(teaser=teaser, labels=tuple(row["labels"])))
    return items


def development_halves(
    labeled: Path, data: Path | None, taxonomy: Taxonomy
) -> tuple[dict[str, list[LabelledTeaser]], dict[str, list[LabelledTeaser]]]:
    """Split each development set into what calibrates and what is reported on.

    What belongs together in labeled/ (see its datasheet) stays in one half.
    """
    splits = read_splits(labeled / SPLITS)
    own = LabelledSet.read(labeled, taxonomy=taxonomy, split="development").teasers
    whole = {"labeled": list(own)}
    if data:
        whole |= {f"real {part}": read_news(data, "dev", part) for part in PARTS}
    calibrating: dict[str, list[LabelledTeaser]] = {}
    reported: dict[str, list[LabelledTeaser]] = {}
    for name, items in whole.items():
        for item in items:
            key = splits.component(item.teaser.id)
            odd = hashlib.sha256(key.encode()).digest()[0] % 2
            (reported if odd else calibrating).setdefault(name, []).append(item)
    return calibrating, reported


def components(labeled: Path, items: Sequence[LabelledTeaser]) -> list[int]:
    """Number what belongs together, for intervals; what is not of labeled/ stands alone."""
    splits = read_splits(labeled / SPLITS)
    keys = [splits.component(item.teaser.id) for item in items]
    number = {key: position for position, key in enumerate(sorted(set(keys)))}
    return [number[key] for key in keys]
