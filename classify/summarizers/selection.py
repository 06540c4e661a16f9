"""The one selection: hard limits, no repeats, nothing that leans on what is not there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from classify.summarizers.objectives import Objective
from classify.summarizers.raters import Ints

Bools = NDArray[np.bool_]

MAX_SIMILARITY = 0.78
"""Sentences as near as this to a chosen one say the same again. Of 30 pairs read from here to 0.88,
in our stories and NeuS, nearly all did; below, more and more of them add something."""


def select(
    objective: Objective,
    vectors: NDArray[np.float32],
    n_words: Ints,
    *,
    max_words: int,
    max_sentences: int,
    complete: Bools,
    needs: Ints,
    opening: Bools | None = None,
    n_characters: Ints | None = None,
    max_characters: int | None = None,
) -> list[int]:
    """Choose sentences one by one, each time the one that adds most.

    Never over the limits, no repeats; of equals the first. One at least when one fits: of the
    complete whose needs are met; failing these, a single one of the incomplete with needs met, of
    the complete without, of the rest. None after it that is not worth its words.

    Parameters
    ----------
    objective : Objective
    vectors : float32 array of shape (n_sentences, n_dims), rows of unit length
    n_words, max_words, max_sentences : int array of shape (n_sentences,), int, int
    complete : bool array of shape (n_sentences,), False where the source cut a sentence off
    needs : int array of shape (n_sentences,)
        The sentence that must be chosen before this one may be, or -1; itself: never met.
    opening : bool array of shape (n_sentences,), optional
        The first choice is among these where it can be.
    n_characters, max_characters : int array of shape (n_sentences,), int, optional
        Length of each, and limit of all that are chosen, joined by single spaces.

    Returns
    -------
    positions of the chosen sentences, rising
    """
    chosen: list[int] = []
    nearest = np.zeros(len(n_words))
    rank: int | None = 0
    while rank == 0 and len(chosen) < max_sentences:
        possible = _fits(n_words, max_words, chosen) & (nearest < MAX_SIMILARITY)
        if n_characters is not None and max_characters is not None:
            possible &= _fits(n_characters + 1, max_characters + 1, chosen)  # a space behind each
        possible[chosen] = False
        met = (needs < 0) | np.isin(needs, chosen)
        tiers = [met & complete, met & ~complete, complete, ~complete]
        # what the first tier lacks, only the first sentence may make up for, and then alone
        usable = [tier & possible for tier in (tiers[:1] if chosen else tiers)]
        rank = next((rank for rank, tier in enumerate(usable) if tier.any()), None)
        if rank is None:
            break
        among = usable[rank] if chosen else _preferred(usable[rank], opening)
        # rounded, so that the last bits of a sum cannot decide between equals
        gains = np.where(among, np.round(objective.gains(chosen), 6), -np.inf)
        best = int(np.argmax(gains))
        if chosen and gains[best] <= objective.min_gain:
            break
        chosen.append(best)
        nearest = np.maximum(nearest, vectors @ vectors[best])
    return sorted(chosen)


def _fits(lengths: Ints, limit: int, chosen: list[int]) -> Bools:
    """Say which sentences may join the chosen ones within a limit."""
    return np.asarray(lengths[chosen].sum() + lengths <= limit)


def _preferred(usable: Bools, opening: Bools | None) -> Bools:
    """Keep to the opening sentences where one is usable."""
    if opening is None or not (usable & opening).any():
        return usable
    return usable & opening
