"""Piles of teasers whose stories are known: to learn pairs from, and to measure on.

Real stories come without times, and whole. So they are also shown as a reader meets them: spread
over some days, most of them with one teaser only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classify.datasets import LabelledSet, read_labelled_stories
from classify.encoders import CheckedEncoder
from classify.records import LabelledStory, Teaser
from classify.stories import Background, Lexicon, read_lexicon
from classify.text import publisher
from scripts.held_out import read_news

ECBPLUS_WORDS = 60  # of a document's text: what a teaser of it would show


@dataclass(frozen=True, kw_only=True)
class Pile:
    """Teasers whose stories are known."""

    name: str
    teasers: Sequence[Teaser]
    truth: NDArray[np.int64]
    """Number of each teaser's story."""
    days: NDArray[np.float64]
    """nan for undated ones."""
    vectors: NDArray[np.float32]
    siblings: NDArray[np.int64] | None = None
    """The same number for teasers of stories easily confused; below 0 for others."""
    same: NDArray[np.bool_] | None = None
    """Pairs that are one story, shape (n, n), where `truth` alone does not say so."""
    disputed: NDArray[np.bool_] | None = None
    """Pairs that do not count, shape (n, n)."""

    @property
    def keys(self) -> list[str]:
        """Ids of the teasers."""
        return [teaser.id for teaser in self.teasers]

    def judged(
        self, first: NDArray[np.integer], second: NDArray[np.integer]
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Whether pairs are one story, and whether they count; both of shape (n_pairs,)."""
        if self.same is None or self.disputed is None:
            return self.truth[first] == self.truth[second], np.ones(len(first), dtype=bool)
        return self.same[first, second], ~self.disputed[first, second]

    @property
    def publishers(self) -> list[str]:
        """Publisher of each teaser, "" where none is named."""
        return [publisher(next(iter(teaser.outlets), None)) for teaser in self.teasers]

    def words(self, background: Background | None) -> Lexicon:
        """Words of the pile, as a pair model with this background reads them."""
        return read_lexicon(
            [one.headline for one in self.teasers],
            [one.text for one in self.teasers],
            background,
        )

    def take(self, rows: Sequence[int], **changes: Any) -> Pile:
        """Some of its teasers."""
        chosen = [self.teasers[row] for row in rows]
        part: dict[str, Any] = {
            "teasers": chosen,
            "truth": self.truth[rows],
            "days": self.days[rows],
            "vectors": self.vectors[rows],
            "siblings": None if self.siblings is None else self.siblings[rows],
            "same": None if self.same is None else self.same[np.ix_(rows, rows)],
            "disputed": None if self.disputed is None else self.disputed[np.ix_(rows, rows)],
        }
        return replace(self, **{**part, **changes})


def make_pile(
    name: str, teasers: Sequence[Teaser], stories: Sequence[str], encoder: CheckedEncoder
) -> Pile:
    """Encode teasers."""
    return Pile(
        name=name,
        teasers=teasers,
        truth=np.unique(stories, return_inverse=True)[1],
        days=np.array([day(teaser) for teaser in teasers]),
        vectors=encoder.encode([teaser.passage for teaser in teasers]),
    )


def labeled_piles(
    folder: Path, encoder: CheckedEncoder, chosen: Sequence[LabelledStory] | None = None
) -> tuple[Pile, Pile]:
    """The stories of labeled/ as they are dated, and moved into one week."""
    stories = chosen or read_labelled_stories(folder)
    families = {story.id: min(story.id, story.sibling or story.id) for story in stories}
    ids = [story.id for story in stories for _ in story.teasers]
    pile = make_pile(
        "labeled, as dated",
        [teaser for story in stories for teaser in story.teasers],
        ids,
        encoder,
    )
    names = sorted(set(families.values()))
    dated = replace(pile, siblings=np.array([names.index(families[one]) for one in ids]))
    return dated, in_one_week(dated, ids)


def in_one_week(dated: Pile, ids: Sequence[str], salt: str = "") -> Pile:
    """Each story's first teaser on day sha256(id) mod 7 of one week, gaps within it kept."""
    days = dated.days.copy()
    for story in np.unique(dated.truth):
        rows = np.flatnonzero(dated.truth == story)
        key = hashlib.sha256(f"{ids[rows[0]]}{salt}".encode()).hexdigest()
        days[rows] += int(key, 16) % 7 - np.nanmin(days[rows])
    return replace(dated, name="labeled, one week", days=days)


def neus_pile(data: Path, split: str, encoder: CheckedEncoder, rows: slice = slice(None)) -> Pile:
    """Teasers of NeuS (Lee et al., NAACL 2022): three outlets a story, without dates."""
    with (data / "neus" / f"{split}.items.jsonl").open(encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines][rows]
    teasers = [Teaser(id=item["id"], headline=item["title"], text=item["text"]) for item in items]
    return make_pile(f"NeuS, {split}", teasers, [item["group"] for item in items], encoder)


def ecbplus_pile(data: Path, split: str, encoder: CheckedEncoder) -> Pile:
    """Documents of ECB+ (Cybulska & Vossen 2014, CC BY 3.0): title and first 60 words."""
    with (data / "ecbplus" / "docs.jsonl").open(encoding="utf-8") as lines:
        items = [item for item in map(json.loads, lines) if item["split"] == split]
    teasers = [
        Teaser(
            id=item["id"],
            headline=item["title"],
            text=" ".join(item["text"].split()[:ECBPLUS_WORDS]),
        )
        for item in items
    ]
    return make_pile(f"ECB+, {split}", teasers, [item["group"] for item in items], encoder)


def strangers(
    folder: Path,
    encoder: CheckedEncoder,
    n_teasers: int,
    seed: int,
    *,
    n_days: float,
    split: str = "train",
) -> Pile:
    """Teasers of labeled/, one of each component: every one tells an event of its own."""
    labelled = LabelledSet.read(folder, split=split)
    firsts = {
        group: item.teaser for group, item in zip(labelled.groups, labelled.teasers, strict=True)
    }
    teasers = [teaser for teaser in firsts.values() if teaser.kind != "digest"]
    return _strange(teasers, encoder, n_teasers, seed, n_days)


def real_strangers(
    data: Path, encoder: CheckedEncoder, n_teasers: int, seed: int, *, n_days: float, split: str
) -> Pile:
    """News events of sixteen years, as if they were of some days: nearly all differ."""
    teasers = [item.teaser for item in read_news(data, split, "events")]
    return _strange(teasers, encoder, n_teasers, seed, n_days)


def _strange(
    teasers: Sequence[Teaser], encoder: CheckedEncoder, n_teasers: int, seed: int, n_days: float
) -> Pile:
    random = np.random.default_rng(seed)
    chosen = [teasers[row] for row in random.permutation(len(teasers))[:n_teasers]]
    pile = make_pile("strangers", chosen, [teaser.id for teaser in chosen], encoder)
    return replace(pile, days=random.random(len(chosen)) * n_days)


def crumbled(pile: Pile, size: int, seed: int) -> list[Pile]:
    """A pile in small ones of whole stories, each of about so many teasers, as desks have them."""
    random = np.random.default_rng(seed)
    parts: list[list[int]] = [[]]
    for story in random.permutation(np.unique(pile.truth)):
        if len(parts[-1]) >= size:
            parts.append([])
        parts[-1] += np.flatnonzero(pile.truth == story).tolist()
    return [pile.take(rows, name=f"{pile.name}, {size} at a time") for rows in parts]


def as_met(pile: Pile, seed: int, *, lost: float, n_days: float | None) -> Pile:
    """A pile as a reader meets it: a share of each story lost, the rest spread over some days."""
    random = np.random.default_rng(seed)
    rows: list[int] = []
    for story in np.unique(pile.truth):
        members = np.flatnonzero(pile.truth == story)
        kept = members[random.random(len(members)) >= lost] if random.random() < 0.8 else members
        rows += (kept if len(kept) else members[:1]).tolist()
    rows.sort()
    truth = pile.truth[rows]
    days = np.full(len(rows), np.nan)
    if n_days is not None:
        starts = random.random(truth.max() + 1) * n_days
        days = starts[truth] + random.exponential(0.5, len(rows))
    return pile.take(rows, name=f"{pile.name}, as met", days=days)


def day(teaser: Teaser) -> float:
    """When a teaser was published, in days."""
    return teaser.published.timestamp() / 86_400 if teaser.published else float("nan")
