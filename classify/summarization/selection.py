"""The one selection: hard limits, no repeats, nothing that leans on what is not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classify.summarization.objectives import Objective
from classify.summarization.raters import Ints

Bools = NDArray[np.bool_]
Partial = tuple[tuple[int, ...], float]
"""Chosen positions, rising, and what they are worth together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The sentences of a story, and which of them may stand together."""

    repeats: Bools
    """Which two say the same, shape (n_sentences, n_sentences); true of each with itself."""
    n_words: Ints
    """Words of each, shape (n_sentences,)."""
    complete: Bools
    """False where the source cut a sentence off, shape (n_sentences,)."""
    needs: Ints
    """The sentence that must be chosen before each may be, or -1; itself: never met."""
    opening: Bools | None = None
    """The first choice is among these where it can be, shape (n_sentences,)."""
    n_characters: Ints | None = None
    """Length of each, shape (n_sentences,); asked for where characters are limited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much may be chosen."""

    max_words: int
    max_sentences: int
    max_characters: int | None = None
    """Of the chosen, joined by single spaces."""


def select(objective: Objective, choices: Choices, limits: Limits) -> list[int]:
    """Choose the sentences that are worth most together.

    Sentences join one by one, and as many of the best choices are followed at a time as the
    objective asks for (beam search; one: greedy). Never over the limits, no repeats; of equals the
    first. One at least when one fits whose needs are met: of the complete; failing these, a single
    one of the incomplete. None after it that is not worth its words.

    Returns
    -------
    positions of the chosen sentences, rising
    """
    met, complete = choices.needs < 0, choices.complete
    fits = _fits(choices, limits, ())
    for tier in (met & complete, met & ~complete):
        usable = _preferred(tier & fits, choices.opening)
        if usable.any() and limits.max_sentences > 0:
            first = list(_extended(((), 0.0), usable, objective, min_gain=-np.inf))
            # what the first tier lacks, only the first sentence may make up for, and then alone
            alone = not (met & complete & usable).any()
            found = first if alone else _search(first, objective, choices, limits)
            return list(_best(found, 1)[0][0])
    return []


def _search(
    beam: Iterable[Partial], objective: Objective, choices: Choices, limits: Limits
) -> list[Partial]:
    """Return the choices that nothing can join any more, of those that were followed."""
    ended = []
    while beam := _best(beam, objective.beam_width):
        longer: dict[tuple[int, ...], float] = {}
        for part in beam:
            usable = _may_join(choices, limits, part[0])
            further = dict(_extended(part, usable, objective, min_gain=objective.min_gain))
            longer |= further
            if not further:
                ended.append(part)
        beam = longer.items()
    return ended


def _best(found: Iterable[Partial], n: int) -> list[Partial]:
    return sorted(found, key=lambda part: (-part[1], part[0]))[:n]


def _extended(
    part: Partial, usable: Bools, objective: Objective, *, min_gain: float
) -> Iterator[Partial]:
    """Add each usable sentence that is worth its words."""
    chosen, worth = part
    if not usable.any():
        return
    # rounded, so that the last bits of a sum cannot decide between equals
    gains = np.round(objective.gains(chosen), 6)
    for row in np.flatnonzero(usable & (gains > min_gain)).tolist():
        yield tuple(sorted((*chosen, row))), round(worth + float(gains[row]), 6)


def _may_join(choices: Choices, limits: Limits, chosen: tuple[int, ...]) -> Bools:
    """Say which complete sentences may join the chosen ones."""
    if len(chosen) >= limits.max_sentences:
        return np.zeros(len(choices.n_words), dtype=bool)
    rows = list(chosen)
    there = np.zeros(len(choices.n_words), dtype=bool)
    there[rows] = True
    met = (choices.needs < 0) | there[choices.needs]
    told = choices.repeats[rows].any(axis=0)
    may: Bools = _fits(choices, limits, chosen) & ~told & ~there & met & choices.complete
    return may


def _fits(choices: Choices, limits: Limits, chosen: tuple[int, ...]) -> Bools:
    """Say which sentences may join the chosen ones within the limits."""
    rows = list(chosen)
    fits = choices.n_words + choices.n_words[rows].sum() <= limits.max_words
    if limits.max_characters is not None and choices.n_characters is not None:
        n_spaced = choices.n_characters + 1  # a space behind each
        fits &= n_spaced + n_spaced[rows].sum() <= limits.max_characters + 1
    return np.asarray(fits)


def _preferred(usable: Bools, opening: Bools | None) -> Bools:
    """Keep to the opening sentences where one is usable."""
    if opening is None or not (usable & opening).any():
        return usable
    return usable & opening
