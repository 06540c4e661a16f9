"""How much each sentence of a story matters by itself.

Everything goes by position, never by text: teasers repeat each other all day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Rater = Callable[[NDArray[np.float32], Ints], Floats]

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
