"""What other stories tell of the concepts of one."""

from __future__ import annotations

import pytest

from classify.summarization import ConceptStatistics
from classify.summarization.concept_statistics import N_STATISTICS
from tests.summarization.builders import concepts_in

KNOWN = ConceptStatistics(
    rarity={"river": 1.0, "rose": 3.0},
    rarest=5.0,
    kept={("river",): 0.75, ("river", "rose"): 0.25},
    usually_kept=0.5,
)


def test_rarity_and_what_is_kept_of_words_and_pairs():
    read = concepts_in("River rose", "River Orla")
    found = dict(zip(read.concepts, KNOWN.of(read).tolist(), strict=True))
    assert found["river",] == [1, 1, 1, 0.75, 0.75, 0.75]
    assert found["orla",] == [5, 5, 5, 0.5, 0.5, 0.5]
    assert found["river", "rose"] == [1, 3, 2, 0.25, 0.5, 0.75]
    # not listed as a pair, but its words are known
    assert found["river", "orla"] == [1, 5, 3, 0.5, 0.5, 0.75]


def test_a_story_without_words():
    assert KNOWN.of(concepts_in("…")).shape == (0, N_STATISTICS)


def test_arrays_hold_all_of_it():
    restored = ConceptStatistics.from_arrays(KNOWN.to_arrays())
    read = concepts_in("River rose", "River Orla")
    assert restored.of(read) == pytest.approx(KNOWN.of(read), abs=1e-6)
    assert restored.kept.keys() == KNOWN.kept.keys()
