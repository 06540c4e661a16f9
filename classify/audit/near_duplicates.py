"""Texts that are nearly the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix

MIN_RESEMBLANCE = 0.4
"""From reading pairs of news texts: above it they share a sentence or a template ("Voters in
... go to the polls"), below it a phrase ("are killed and ... injured")."""

_WORD = re.compile(r"\w+")
_CHUNK = 1024  # texts compared with all others at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class NearCopies:
    """Two texts, by their positions."""

    first: int
    second: int
    resemblance: float
    """Share (0..1) of their pairs of words that both have; 1 for the same words."""


def find_near_copies(
    texts: Sequence[str], *, min_resemblance: float = MIN_RESEMBLANCE
) -> tuple[NearCopies, ...]:
    """Find all pairs of texts that share most of their wording.

    Resemblance is the Jaccard index of the sets of word pairs, letter case and punctuation left
    aside (Broder, On the resemblance and containment of documents, 1997). Texts without a word
    resemble none.

    Parameters
    ----------
    texts : sequence of str
    min_resemblance : float
        From 0 (excluded) to 1.

    Returns
    -------
    tuple of NearCopies, the nearest first
    """
    shingles = _shingles(texts)
    sizes = np.diff(shingles.indptr)
    found: list[NearCopies] = []
    for start in range(0, len(texts), _CHUNK):
        shared = (shingles[start : start + _CHUNK] @ shingles.T).tocoo()
        rows = shared.row + start
        later = shared.col > rows
        rows, columns, n_shared = rows[later], shared.col[later], shared.data[later]
        resemblance = n_shared / (sizes[rows] + sizes[columns] - n_shared)
        near = resemblance >= min_resemblance
        found += [
            NearCopies(first=first, second=second, resemblance=share)
            for first, second, share in zip(
                rows[near].tolist(), columns[near].tolist(), resemblance[near].tolist(), strict=True
            )
        ]
    return tuple(sorted(found, key=lambda pair: (-pair.resemblance, pair.first, pair.second)))


def _shingles(texts: Sequence[str]) -> csr_matrix:
    """Mark which text has which pair of neighbouring words, shape (n_texts, n_pairs)."""
    number: dict[tuple[str, str], int] = {}
    columns: list[int] = []
    ends = [0]
    for text in texts:
        columns += sorted({number.setdefault(pair, len(number)) for pair in _pairs(text)})
        ends.append(len(columns))
    shape = (len(texts), max(len(number), 1))
    return csr_matrix((np.ones(len(columns)), columns, ends), shape=shape)


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Give the pairs of neighbouring words; the ends count, so that one word makes two pairs."""
    words = _WORD.findall(text.casefold())
    if words:
        yield from pairwise(["", *words, ""])
