"""Confusions of topics, in multi-label data."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from classify.evaluation.multilabel_metrics import Bools, Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """Teasers that miss one topic and were assigned another; columns are numbers of topics."""

    missed: int | None
    """None where a topic was assigned wrongly, and none was missed."""
    given: int | None
    """None where a topic was missed, and none assigned in its place."""
    rows: tuple[int, ...]
    """The teasers, the clearest mistakes first."""


def confusions(
    truth: Bools, probabilities: Floats, assigned: Bools, counted: Bools
) -> tuple[Confusion, ...]:
    """Count pairs of a missed topic and a false alarm, the most frequent first.

    A teaser of several topics has no single wrong answer. So a teaser with misses and false alarms
    counts for each pair of the two; one with misses or false alarms alone counts with "none".

    Parameters
    ----------
    truth, assigned, counted : bool arrays of shape (n_teasers, n_topics)
    probabilities : float array of shape (n_teasers, n_topics)

    Returns
    -------
    tuple of Confusion
    """
    misses, alarms = truth & ~assigned & counted, ~truth & assigned & counted
    found: defaultdict[tuple[int, int], list[tuple[float, int]]] = defaultdict(list)
    for row in np.flatnonzero((misses | alarms).any(axis=1)).tolist():
        for missed in _columns(misses[row]):
            for given in _columns(alarms[row]):
                certainty = _of(probabilities[row], given) - _of(probabilities[row], missed)
                found[missed, given].append((-certainty, row))
    ordered = sorted(found.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    return tuple(
        Confusion(
            missed=None if missed < 0 else missed,
            given=None if given < 0 else given,
            rows=tuple(row for _, row in sorted(rows)),
        )
        for (missed, given), rows in ordered
    )


def _columns(marked: Bools) -> list[int]:
    """List the marked columns; -1 stands for none."""
    return np.flatnonzero(marked).tolist() or [-1]


def _of(probabilities: Floats, column: int) -> float:
    return 0.0 if column < 0 else float(probabilities[column])
