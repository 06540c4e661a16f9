"""How far two annotators agree, beyond chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Krippendorff's alpha: 1 is full agreement, 0 agreement by chance."""

    topics: tuple[float | None, ...]
    """By column; None for a topic that nobody gave, or everybody gave to every text."""
    overall: float | None
    """Over the decisions on all topics: observed over expected disagreement, each summed."""


def agreement(agreed: Bools, disputed: Bools) -> Agreement:
    """Compute nominal alpha from what both annotators gave and what one of them gave.

    With two annotators alpha rests on how often they disagree and on how often a topic was given
    at all, and not on who gave it; so it can be computed where only that is known (Krippendorff,
    Content Analysis, 2004, chapter 11).

    Parameters
    ----------
    agreed, disputed : bool arrays of shape (n_texts, n_topics)
    """
    n_values = 2 * len(agreed)
    n_given = (2 * agreed.sum(axis=0) + disputed.sum(axis=0)).astype(float)
    observed = disputed.sum(axis=0).astype(float)
    # pairs of a value and another, drawn from all values of the topic without replacement
    expected = n_given * (n_values - n_given) / max(n_values - 1, 1)
    return Agreement(
        topics=tuple(
            _alpha(seen, chance)
            for seen, chance in zip(observed.tolist(), expected.tolist(), strict=True)
        ),
        overall=_alpha(float(observed.sum()), float(expected.sum())),
    )


def _alpha(observed: float, expected: float) -> float | None:
    return 1 - observed / expected if expected else None
