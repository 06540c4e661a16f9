"""Sentences and vectors to salience, and the one selection.

A method only rates sentences (`RATERS`); choosing under a hard length limit, leaving out repeats
and restoring reading order is written once, in `select`. Everything goes by position, never by
text: teasers repeat each other all day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Rater = Callable[[NDArray[np.float32], Ints], Floats]

MAX_SIMILARITY = 0.78
"""Sentences as near as this to a chosen one say the same again. Of 30 pairs read from here to 0.88,
in our stories and NeuS, nearly all did; below, more and more of them add something."""

_DAMPING = 0.85
"""Share of steps along similarities; the others lead anywhere. The value of LexRank's paper."""
_TOLERANCE = 1e-9
_MAX_STEPS = 200
"""Steps shrink the difference by the damping at least: 200 leave less than the tolerance."""


def centroid_salience(vectors: NDArray[np.float32], positions: Ints) -> Floats:
    """Rate by cosine similarity to the mean of all sentences (Radev et al., 2004).

    Parameters
    ----------
    vectors : float32 array of shape (n_sentences, n_dims), rows of unit length
    positions : int array of shape (n_sentences,)
        Place of each sentence in its teaser, from 0; not used.

    Returns
    -------
    float array of shape (n_sentences,)
    """
    centre = vectors.mean(axis=0, dtype=np.float64)
    length = float(np.linalg.norm(centre))
    return np.asarray(vectors @ centre / (length or 1.0))


def lead_salience(vectors: NDArray[np.float32], positions: Ints) -> Floats:
    """Rate by place: 1 for the first sentence of a teaser, 1/2 for the second, and so on."""
    return np.asarray(1.0 / (1.0 + positions))


def lexrank_salience(vectors: NDArray[np.float32], positions: Ints) -> Floats:
    """Rate by the share of time that a walk along similarities spends at a sentence.

    Continuous LexRank (Erkan & Radev, 2004) on cosine similarities of the vectors in place of word
    overlap; similarities under zero join nothing, and no step leads back to the same sentence,
    else one like no other would keep the walk. Multiplied by the number of sentences, so that the
    mean is 1.
    """
    n_sentences = len(vectors)
    similarity = np.clip(np.asarray(vectors @ vectors.T, dtype=np.float64), 0.0, None)
    np.fill_diagonal(similarity, 0.0)
    similarity[similarity.sum(axis=1) <= 0] = 1.0  # like no other: from here to anywhere
    steps = similarity / similarity.sum(axis=1, keepdims=True)
    salience = np.ones(n_sentences)
    for _ in range(_MAX_STEPS):
        before = salience
        salience = (1 - _DAMPING) + _DAMPING * (before @ steps)
        if np.abs(salience - before).max(initial=0.0) < _TOLERANCE:
            break
    return salience


RATERS: Mapping[str, Rater] = {
    "centroid": centroid_salience,
    "lead": lead_salience,
    "lexrank": lexrank_salience,
}


def select(
    salience: Floats,
    vectors: NDArray[np.float32],
    n_words: Ints,
    *,
    max_words: int,
    max_sentences: int,
    redundancy: float,
    complete: Bools,
    needs: Ints,
    opening: Bools | None = None,
) -> list[int]:
    """Choose sentences by maximal marginal relevance (Carbonell & Goldstein, 1998).

    Whole sentences only, never over the limits, no repeats; of equals the first. One at least when
    one fits: of the complete whose needs are met; failing these, a single one of the incomplete
    with needs met, of the complete without, of the rest.

    Parameters
    ----------
    salience : float array of shape (n_sentences,)
    vectors : float32 array of shape (n_sentences, n_dims), rows of unit length
    n_words : int array of shape (n_sentences,)
    max_words, max_sentences : int
    redundancy : float
        0 to 1: how much likeness to what is chosen already counts against a sentence.
    complete : bool array of shape (n_sentences,)
        False for sentences that the source cut off.
    needs : int array of shape (n_sentences,)
        The sentence that must be chosen before this one may be, or -1; itself: never met.
    opening : bool array of shape (n_sentences,), optional
        The first choice is among these where it can be: a brief tells what its headline says.

    Returns
    -------
    positions of the chosen sentences, rising
    """
    chosen: list[int] = []
    n_left = max_words
    nearest = np.zeros(len(salience))
    while len(chosen) < max_sentences:
        possible = (n_words <= n_left) & (nearest < MAX_SIMILARITY)
        possible[chosen] = False
        met = (needs < 0) | np.isin(needs, chosen)
        tiers = [met & complete, met & ~complete, complete, ~complete]
        # what the first tier lacks, only the first sentence may make up for
        usable = [tier & possible for tier in (tiers[:1] if chosen else tiers)]
        rank = next((rank for rank, tier in enumerate(usable) if tier.any()), None)
        if rank is None:
            break
        among = usable[rank] if chosen else _preferred(usable[rank], opening)
        marginal = (1 - redundancy) * salience - redundancy * nearest
        # rounded, so that the last bits of a sum cannot decide between equals
        best = int(np.argmax(np.where(among, np.round(marginal, 6), -np.inf)))
        chosen.append(best)
        if rank > 0:
            break
        n_left -= int(n_words[best])
        nearest = np.maximum(nearest, vectors @ vectors[best])
    return sorted(chosen)


def _preferred(usable: Bools, opening: Bools | None) -> Bools:
    """Keep to the opening sentences where one is usable."""
    if opening is None or not (usable & opening).any():
        return usable
    return usable & opening
