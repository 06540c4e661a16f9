"""Which sentences say the same again, in the same words or in others."""

from __future__ import annotations

from collections.abc import Sequence, Set

import numpy as np
from numpy.typing import NDArray

from classify.summarization.concepts import stems_of

MAX_SIMILARITY = 0.88
"""Sentences as near as this say the same, however they put it."""
LOW_SIMILARITY = 0.78
"""Sentences as near as this say the same if they share words as well. Read in our stories and in
NeuS: of 30 pairs from here to the bound above nearly all repeat each other, but for those whose
words mostly differ; below, more and more of them add something."""
MIN_NEW_WORDS = 0.7
"""Share of each sentence's stems that the other must lack, for both to be worth reading."""


def find_repeats(texts: Sequence[str], vectors: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Say of each two sentences whether they say the same, shape (n_sentences, n_sentences).

    Parameters
    ----------
    texts : sequence of str
    vectors : float32 array of shape (n_sentences, n_dims), rows of unit length
    """
    similarity = vectors @ vectors.T
    repeats = np.asarray(similarity >= LOW_SIMILARITY)
    doubtful = np.argwhere(np.triu(repeats & (similarity < MAX_SIMILARITY), 1)).tolist()
    stems = {row: frozenset(stems_of(texts[row])) for pair in doubtful for row in pair}
    for one, other in doubtful:
        same = _share_of_new_words(stems[one], stems[other]) < MIN_NEW_WORDS
        repeats[one, other] = repeats[other, one] = same
    return repeats


def _share_of_new_words(one: Set[str], other: Set[str]) -> float:
    """Share of stems that the other lacks, of the one that brings fewer."""
    return 1.0 - len(one & other) / max(1, min(len(one), len(other)))
