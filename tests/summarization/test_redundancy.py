"""Sentences that say the same again."""

import numpy as np
import pytest

from classify.summarization import find_repeats
from classify.summarization.redundancy import LOW_SIMILARITY, MAX_SIMILARITY
from tests.summarization.builders import unit

RIVER = "The river rose by two metres overnight and flooded the old town"
AGAIN = "Overnight the river rose by two metres, and it flooded the old town hall"
ASIDE = "Schools stay shut until Friday, officials in Veliky Brod announced"


def at(similarity):
    """Two vectors as near as that."""
    return unit([[1, 0], [similarity, np.sqrt(1 - similarity**2)]])


@pytest.mark.parametrize(
    ("similarity", "other", "same"),
    [
        (MAX_SIMILARITY + 0.01, ASIDE, True),
        (LOW_SIMILARITY + 0.01, AGAIN, True),
        (LOW_SIMILARITY + 0.01, ASIDE, False),
        (LOW_SIMILARITY - 0.01, AGAIN, False),
    ],
    ids=["near", "rather near, same words", "rather near, other words", "far"],
)
def test_meaning_first_then_words(similarity, other, same):
    found = find_repeats([RIVER, other], at(similarity))
    assert found.tolist() == [[True, same], [same, True]]


def test_a_sentence_within_a_longer_one_repeats_it():
    longer = f"{RIVER}, while {ASIDE.lower()} and shops, banks and the post office opened late"
    assert find_repeats([RIVER, longer], at(0.8))[0, 1]


def test_no_sentences():
    assert find_repeats([], np.zeros((0, 2), dtype=np.float32)).shape == (0, 0)
