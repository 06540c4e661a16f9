"""Which items of labeled/ belong together, so that no split may part them.

An item is a teaser, or a whole story with the texts of all its teasers. Two items are linked by
any of five rules. The bounds were set by reading the pairs around them (similarities are tf-idf
cosines; "mean" is that of words and of character n-grams):

- siblings: one story names the other as the one it is easily confused with;
- wording: words and word pairs from 0.14, or character n-grams from 0.28, whatever the date. Above
  are near-copies, hard contrasts and one event told twice; below, pairs of distant dates share a
  topic only;
- same event: dates within a month of each other, and a mean from 0.16. Of pairs that this rule
  alone links, sampled evenly and read, 20 of 24 told one event or shared a frame from 0.18 up and
  13 of 30 from 0.16; below it were 7 of 30 (from 0.14) and 4 of 20 (from 0.12), while components
  of thirty items appeared. The bound is low on purpose: a false link costs a little balance, a
  missed one lets a model see its test;
- opening: headlines of teasers that begin with the same three words; or, within one part of the
  corpus, with the same two of four letters or more. Hard contrasts do so on purpose, and their
  writers set them side by side;
- by hand: pairs that a sentence encoder found near, that are of one month, and that a reader found
  to tell one event in other words.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from classify.compute import connected_components

MIN_WORDING_WORDS = 0.14
MIN_WORDING_CHARACTERS = 0.28
MIN_SAME_EVENT = 0.16
MIN_LETTERS_OF_TWO_WORDS = 4
MAX_ITEMS_OF_TWO_WORDS = 3  # what more begin with is the name of a country, or the like
MAX_GAP_MONTHS = 1
MARGIN = 0.02
BY_HAND = (
    ("al-0041", "al-0042"),  # martial law in Seoul
    ("al-0272", "hc-0127"),  # Nobel prize for Machado
    ("by-0031", "by-0275"),  # Belarus's single voting day
    ("by-0146", "hc-0164"),  # no passports from Belarus's consulates
    ("by-0186", "eu-0251"),  # prisoner swap at Ankara
    ("by-0240", "eu-0050"),  # searches at parents of Belarusian exiles
    ("by-0309", "sb-094"),  # conclave of 2025
    ("by-0309", "gn-0079"),
    ("by-0354", "ua-0206"),  # Duma election of 2021
    ("by-0366", "sb-034"),  # tariffs of April 2025
    ("eu-0041", "gn-0081"),  # Bundestag election of 2025
    ("eu-0043", "hc-0322"),  # Albanian election of 2025
    ("eu-0045", "eu-0205"),  # Kosovan election of 2025
    ("hc-0019", "hc-0106"),  # both held raw HTML entities when the splits were computed
    ("ma-0036", "sb-027"),  # finance bill in Nairobi
    ("sa-013", "ua-0028"),  # Moldovan referendum of 2024
)
UNDATED = (10**6, -(10**6))  # an empty span of months: near to nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A teaser, or a story with all its teasers; `headlines`, `texts` and `months` run parallel."""

    id: str
    headlines: tuple[str, ...]
    texts: tuple[str, ...]
    months: tuple[tuple[int, int], ...]
    """First and last month that each text may be of, counted from year 0; see `UNDATED`."""
    labels: tuple[str, ...]
    sibling: str | None = None
    is_story: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two items that belong together, and why."""

    first: str
    second: str
    rule: str
    similarity: float = 1.0
    bound: float = 1.0

    @property
    def is_clear(self) -> bool:
        """Whether it would stand if a new item changed a little how rare words are."""
        return self.bound == 1.0 or self.similarity >= self.bound + MARGIN

    @property
    def reason(self) -> str:
        """The rule, with figures where it goes by figures."""
        return self.rule if self.bound == 1.0 else f"{self.rule} {self.similarity:.2f}"


def read_items(folder: Path) -> list[Item]:
    """Read every teaser and story, in the order of their ids."""
    items = [_item(row["id"], [row], row) for row in _rows(folder / "teasers")]
    items += [_item(row["story_id"], row["teasers"], row) for row in _rows(folder / "stories")]
    return sorted(items, key=lambda item: item.id)


def find_links(items: list[Item]) -> list[Link]:
    """Find all pairs of items that belong together, once for each rule that says so."""
    known = {item.id for item in items}
    links = [
        Link(first=item.id, second=item.sibling, rule="siblings")
        for item in items
        if item.sibling in known
    ]
    links += [
        Link(first=first, second=second, rule="by hand")
        for first, second in BY_HAND
        if {first, second} <= known
    ]
    return links + _opening_links(items) + _text_links(items)


def components(items: list[Item], links: list[Link]) -> list[list[Item]]:
    """Group items that are linked, directly or over others; by their first ids."""
    number = {item.id: position for position, item in enumerate(items)}
    rows = np.array([number[link.first] for link in links], dtype=np.int64)
    columns = np.array([number[link.second] for link in links], dtype=np.int64)
    member_of = connected_components(len(items), rows, columns)
    grouped: list[list[Item]] = [[] for _ in range(member_of.max(initial=-1) + 1)]
    for item, component in zip(items, member_of, strict=True):
        grouped[component].append(item)
    return sorted(grouped, key=lambda members: members[0].id)


def _opening_links(items: list[Item]) -> list[Link]:
    """Chain the teasers whose headlines begin with the same words."""
    openings: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for item in items:
        if not item.is_story:
            for opening in _openings(item):
                openings[opening].append(item.id)
    return [
        Link(first=first, second=second, rule=f"opening {' '.join(opening)!r}")
        for opening, ids in sorted(openings.items())
        if len(opening) == 3 or len(ids) <= MAX_ITEMS_OF_TWO_WORDS
        for first, second in pairwise(ids)
    ]


def _openings(item: Item) -> Iterator[tuple[str, ...]]:
    """The first three words of a headline; and the first two with the part, if long enough."""
    words = re.findall(r"\w\w+", item.headlines[0].casefold())
    if len(words) > 2:
        yield tuple(words[:3])
    if len(words) > 1 and min(map(len, words[:2])) >= MIN_LETTERS_OF_TWO_WORDS:
        part = item.id.split("-")[0]
        yield f"{part}: {words[0]}", words[1]


def _text_links(items: list[Item]) -> list[Link]:
    """Link items of which two texts are near in wording, or near in wording and in time."""
    texts = [text for item in items for text in item.texts]
    if len(texts) < 2:
        return []
    pairs = _similarities(TfidfVectorizer(ngram_range=(1, 2), **_WORDS), texts)
    words = _similarities(TfidfVectorizer(**_WORDS), texts)
    # min_df halves the vocabulary: an n-gram of one text can be near to no other.
    characters = _similarities(
        TfidfVectorizer(analyzer="char_wb", ngram_range=(4, 5), min_df=2, sublinear_tf=True), texts
    )
    owners = np.array([number for number, item in enumerate(items) for _ in item.texts])
    months = np.array([months for item in items for months in item.months])
    links: list[Link] = []
    for rule, similarities, bound, is_dated in (
        ("wording (words)", pairs, MIN_WORDING_WORDS, False),
        ("wording (characters)", characters, MIN_WORDING_CHARACTERS, False),
        ("same event", (words + characters) / 2, MIN_SAME_EVENT, True),
    ):
        for a, b, similarity in _pairs_over(similarities, bound, owners):
            if not is_dated or _months_apart(months[a], months[b]) <= MAX_GAP_MONTHS:
                first, second = items[owners[a]].id, items[owners[b]].id
                links.append(
                    Link(first=first, second=second, rule=rule, similarity=similarity, bound=bound)
                )
    return links


_WORDS: dict[str, Any] = {"sublinear_tf": True, "stop_words": "english"}


def _similarities(vectorizer: TfidfVectorizer, texts: list[str]) -> csr_matrix:
    """Cosines (n_texts, n_texts) of all texts with each other; zeros are left out."""
    features = csr_matrix(vectorizer.fit_transform(texts))
    return csr_matrix(features @ features.T)


def _pairs_over(
    similarities: csr_matrix, bound: float, owners: NDArray[np.int64]
) -> Iterator[tuple[int, int, float]]:
    """Each pair of texts of two items whose similarity is at or over the bound."""
    near = coo_matrix(similarities)
    is_pair = (near.row < near.col) & (owners[near.row] != owners[near.col])
    over = is_pair & (near.data >= bound)
    yield from zip(
        near.row[over].tolist(), near.col[over].tolist(), near.data[over].tolist(), strict=True
    )


def _months_apart(one: NDArray[np.int64], other: NDArray[np.int64]) -> int:
    """Months between two spans of months; 0 or less where they meet."""
    return int(max(one[0] - other[1], other[0] - one[1]))


def _item(id: str, entries: list[dict[str, Any]], row: dict[str, Any]) -> Item:
    return Item(
        id=id,
        headlines=tuple(entry["headline"] for entry in entries),
        texts=tuple(f"{entry['headline']}. {entry['text']}" for entry in entries),
        months=tuple(_months(entry.get("published") or entry.get("date", "")) for entry in entries),
        labels=tuple(row["labels"]),
        sibling=row.get("sibling_of"),
        is_story="story_id" in row,
    )


def _months(date: str) -> tuple[int, int]:
    """The span of months that a date of whatever precision means."""
    if not date:
        return UNDATED
    year = int(date[:4]) * 12
    if len(date) < len("2024-01"):
        return year + 1, year + 12
    month = year + int(date[5:7])
    return month, month


def _rows(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line.strip():
                yield json.loads(line)
