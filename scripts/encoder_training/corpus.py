"""What the encoder learns from: texts with topics, texts without, and stories.

From labeled/ only the training split is read. From --data DIR come, by their public origin: news
events of Wikipedia's Current events portal (CC BY-SA) and teasers of the NeuS data set (Lee et al.
2022), labelled with the 21 topics (labelled/, training split); the stories of NeuS (neus/, train)
and of ECB+ (Cybulska and Vossen 2014, CC BY 3.0; ecbplus/, train). No text of DIR is kept in
anything that is built.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classify.datasets import LabelledSet, read_labelled_stories, read_splits
from classify.records import Teaser
from classify.taxonomy import Taxonomy

ECBPLUS_WORDS = 60  # of a document's text: what a teaser of it would show


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledTexts:
    """Texts with topics."""

    texts: tuple[str, ...]
    headlines: tuple[str, ...]
    """The headline alone; empty where a text has none."""
    targets: NDArray[np.float32]
    """(n_texts, n_topics): 1 where a topic is given."""
    weights: NDArray[np.float32]
    """(n_texts, n_topics): 0 where the annotators did not agree, else 1."""

    def __add__(self, other: LabelledTexts) -> LabelledTexts:
        return LabelledTexts(
            texts=self.texts + other.texts,
            headlines=self.headlines + other.headlines,
            targets=np.vstack([self.targets, other.targets]),
            weights=np.vstack([self.weights, other.weights]),
        )


def repeated(labelled: LabelledTexts, n_times: int) -> LabelledTexts:
    """The same texts several times over."""
    total = labelled
    for _ in range(n_times - 1):
        total = total + labelled
    return total


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryTexts:
    """Texts of one story, and the key of the story that it is easily confused with."""

    texts: tuple[str, ...]
    key: str
    sibling: str = ""
    n_draws: int = 1
    """How often it is drawn in a pass over the stories."""


def own_texts(labeled: Path, taxonomy: Taxonomy, split: str = "train") -> LabelledTexts:
    """Teasers of labeled/ of one split."""
    items = LabelledSet.read(labeled, taxonomy=taxonomy, split=split).teasers
    weights = np.ones((len(items), len(taxonomy)), dtype=np.float32)
    column = {topic: position for position, topic in enumerate(taxonomy.keys)}
    for row, item in enumerate(items):
        weights[row, [column[topic] for topic in item.disputed]] = 0
    return LabelledTexts(
        texts=tuple(item.teaser.passage for item in items),
        headlines=tuple(item.teaser.headline for item in items),
        targets=_targets([item.labels for item in items], column),
        weights=weights,
    )


def real_texts(data: Path, taxonomy: Taxonomy, split: str = "train", *parts: str) -> LabelledTexts:
    """Labelled real teasers and events of one split."""
    column = {topic: position for position, topic in enumerate(taxonomy.keys)}
    rows = [
        row
        for part in parts or ("events", "teasers")
        for row in _json_lines(data / "labelled" / f"{part}.jsonl")
        if row["split"] == split
    ]
    return LabelledTexts(
        texts=tuple(passage(row["headline"], row["text"]) for row in rows),
        headlines=tuple(row["headline"] for row in rows),
        targets=_targets([row["labels"] for row in rows], column),
        weights=np.ones((len(rows), len(column)), dtype=np.float32),
    )


def unlabelled_texts(stories: Sequence[StoryTexts], n_topics: int) -> LabelledTexts:
    """The first text of each story, with no cell labelled: for a teacher's opinion alone."""
    texts = tuple(story.texts[0] for story in stories)
    return LabelledTexts(
        texts=texts,
        headlines=("",) * len(texts),
        targets=np.zeros((len(texts), n_topics), dtype=np.float32),
        weights=np.zeros((len(texts), n_topics), dtype=np.float32),
    )


def own_stories(labeled: Path, split: str = "train", *, n_draws: int = 1) -> list[StoryTexts]:
    """Stories of labeled/ of one split."""
    splits = read_splits(labeled / "splits.json")
    return [
        StoryTexts(
            texts=tuple(teaser.passage for teaser in story.teasers),
            key=story.id,
            sibling=story.sibling or "",
            n_draws=n_draws,
        )
        for story in read_labelled_stories(labeled)
        if splits.split_of.get(story.id) == split
    ]


def neus_stories(
    data: Path, split: str = "train", *, without: Sequence[str] = ()
) -> list[StoryTexts]:
    """Stories of NeuS; those that hold one of the texts in `without` are left out."""
    unwanted = {_key(text) for text in without}
    groups: dict[str, list[str]] = {}
    for row in _json_lines(data / "neus" / f"{split}.items.jsonl"):
        groups.setdefault(row["group"], []).append(passage(row["title"], row["text"]))
    return [
        StoryTexts(texts=tuple(texts), key=key)
        for key, texts in groups.items()
        if not any(_key(text) in unwanted for text in texts)
    ]


def ecbplus_stories(data: Path, split: str = "train") -> list[StoryTexts]:
    """Stories of ECB+: title and the first words of each document."""
    groups: dict[str, list[str]] = {}
    for row in _json_lines(data / "ecbplus" / "docs.jsonl"):
        if row["split"] == split:
            start = " ".join(row["text"].split()[:ECBPLUS_WORDS])
            groups.setdefault(row["group"], []).append(passage(row["title"], start))
    return [StoryTexts(texts=tuple(texts), key=key) for key, texts in groups.items()]


def passage(headline: str, text: str) -> str:
    """Headline and text joined as the package joins them."""
    if not headline:
        return text
    return Teaser(id="-", headline=headline, text=text or "").passage


def _key(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())[:60]


def _targets(labels: Sequence[Sequence[str]], column: dict[str, int]) -> NDArray[np.float32]:
    targets = np.zeros((len(labels), len(column)), dtype=np.float32)
    for row, given in enumerate(labels):
        targets[row, [column[topic] for topic in given]] = 1
    return targets


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
