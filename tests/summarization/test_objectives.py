"""What a choice of sentences is worth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.summarization import ExpectedOverlap, FacilityLocation, MarginalRelevance
from tests.summarization.builders import choose, concepts_in, unit


def overlap(texts, told, *, n_expected_words):
    """An objective that knows for certain which concepts the summary holds."""
    concepts = concepts_in(*texts)
    probabilities = np.array([float(concept in told) for concept in concepts.concepts])
    return ExpectedOverlap(
        concepts=concepts, probabilities=probabilities, n_expected_words=n_expected_words
    )


def test_what_is_like_the_chosen_gains_less():
    vectors = unit([[1, 0], [1, 0.5], [0, 1]])
    objective = MarginalRelevance(salience=np.ones(3), vectors=vectors, redundancy=0.5)
    assert objective.gains(()).tolist() == [0.5, 0.5, 0.5]
    gains = objective.gains([0])
    assert gains[1] < gains[2] == 0.5


def test_facilities_stand_where_most_is_near():
    objective = FacilityLocation(vectors=unit([[1, 0], [1, 0.5], [1, -0.5], [-1, 0]]))
    assert objective.salience.argmax() == 0
    # what is near the first is covered; the outlier is not
    assert objective.gains([0]).argmax() == 3


@given(n=st.integers(1, 8), seed=st.integers(0, 50))
def test_facility_location_is_monotone_and_submodular(n, seed):
    rng = np.random.default_rng(seed)
    objective = FacilityLocation(vectors=unit(rng.normal(size=(n, 4))))
    order = rng.permutation(n).tolist()
    before = objective.gains(())
    for at in range(1, n + 1):
        gains = objective.gains(order[:at])
        assert (gains >= -1e-9).all()
        assert (gains <= before + 1e-9).all()
        before = gains


def test_overlap_is_the_f1_of_words_and_pairs():
    told = {("river",), ("rose",), ("river", "rose")}
    objective = overlap(["river rose", "river fell"], told, n_expected_words=2)
    # both words and the pair of the first; of the second one word of two and no pair
    assert objective.salience.tolist() == pytest.approx([1.0, 0.5 * 2 * 1 / 4])


def test_what_is_said_already_adds_nothing_and_costs_its_words():
    told = {("river",), ("rose",), ("river", "rose"), ("town",), ("stood",), ("town", "stood")}
    objective = overlap(["river rose", "river rose", "town stood"], told, n_expected_words=4)
    gains = objective.gains([0])
    assert gains[1] < 0 < gains[2]


def test_gains_add_up_to_the_whole():
    told = {("river",), ("stood",), ("town", "stood")}
    objective = overlap(["river rose", "town stood"], told, n_expected_words=6)
    one_way = objective.gains(())[0] + objective.gains([0])[1]
    other_way = objective.gains(())[1] + objective.gains([1])[0]
    assert one_way == pytest.approx(other_way)


def test_no_sentence_is_chosen_that_is_not_worth_its_words():
    told = {("river",), ("rose",), ("river", "rose")}
    objective = overlap(["river rose", "cloud mist wind"], told, n_expected_words=2)
    assert choose(objective, 2, n_words=[2, 3]) == [0]
