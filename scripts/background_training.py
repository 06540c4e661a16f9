"""Document frequencies of stems in an archive of news, and which are written in lower case."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Set
from functools import cache
from pathlib import Path

from classify.stories import Background
from classify.stories.lexical_features import CAPITALISED, LOWER, WORD
from classify.text import stem

MIN_DOCUMENTS = 5
"""Rarer stems are as rare as unknown ones."""


def read_archive(data: Path, left_out: Set[str]) -> Iterator[dict[str, str]]:
    """Read headlines and texts of `data`/archive/*.jsonl, each headline once."""
    seen = set(left_out)
    for path in sorted((data / "archive").glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if row["headline"] and row["headline"] not in seen:
                    seen.add(row["headline"])
                    yield {**row, "text": row["text"] or ""}


def count_background(data: Path, left_out: Set[str]) -> Background:
    """Count in how many documents of the archive each stem stands.

    Parameters
    ----------
    data : path
        Holds `archive/`.
    left_out : set of str
        Headlines of what is measured on.
    """
    stem_of = cache(stem)
    counts: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    capitalised: Counter[str] = Counter()
    n_documents = 0
    for row in read_archive(data, left_out):
        n_documents += 1
        counts.update({stem_of(word) for word in WORD.findall(f"{row['headline']}\n{row['text']}")})
        # headlines are in title case as often as not: running text alone tells names
        lower.update(stem_of(word) for word in LOWER.findall(row["text"]))
        capitalised.update(stem_of(word) for word in CAPITALISED.findall(row["text"]))
    kept = {term: count for term, count in counts.items() if count >= MIN_DOCUMENTS}
    common = frozenset(term for term in kept if capitalised[term] <= 2 * lower[term])
    return Background(n_documents=n_documents, counts=kept, common=common)
