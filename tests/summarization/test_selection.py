"""The one selection: hard limits, no repeats, nothing that leans on what is not there."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.summarization import MarginalRelevance
from tests.summarization.builders import choose, unit

SAME = 0.9


def chosen(salience, vectors=None, redundancy=0.2, **changes):
    """Select by salience; sentences of one direction say the same."""
    n = len(salience)
    vectors = unit(np.eye(n) if vectors is None else vectors)
    objective = MarginalRelevance(
        salience=np.asarray(salience, dtype=float), vectors=vectors, redundancy=redundancy
    )
    return choose(objective, n, **{"repeats": vectors @ vectors.T > SAME} | changes)


def test_the_most_salient_in_their_order():
    assert chosen([0.1, 0.9, 0.2, 0.8]) == [1, 2, 3]
    assert chosen([0.1, 0.9, 0.2, 0.8], max_sentences=1) == [1]


def test_the_first_choice_is_among_the_opening_ones():
    opening = [True, True, False, False]
    assert chosen([0.1, 0.2, 0.9, 0.8], max_sentences=2, opening=opening) == [1, 2]
    # an opening sentence that is not usable gives way
    incomplete = {"complete": [False, False, True, True], "opening": opening}
    assert chosen([0.1, 0.2, 0.9, 0.8], max_sentences=2, **incomplete) == [2, 3]


def test_a_sentence_that_does_not_fit_gives_way_to_one_that_does():
    assert chosen([0.9, 0.8, 0.7], n_words=[6, 5, 4], max_words=10) == [0, 2]


def test_limits_count_in():
    assert chosen([0.9, 0.8], n_words=[6, 4], max_words=10) == [0, 1]


def test_nothing_fits():
    assert chosen([0.9, 0.8], max_words=4) == []
    assert chosen([0.9], max_sentences=0) == []
    assert chosen([]) == []


def test_repeats_are_left_out():
    assert chosen([0.9, 0.8, 0.1], [[1, 0], [1, 0.1], [0, 1]]) == [0, 2]
    assert chosen([0.9, 0.9], [[1, 0], [1, 0]]) == [0]


def test_what_is_new_beats_what_is_salient():
    vectors = [[1, 0], [0.7, 0.714], [0, 1]]
    assert chosen([0.9, 0.8, 0.7], vectors, max_sentences=2, redundancy=0) == [0, 1]
    assert chosen([0.9, 0.8, 0.7], vectors, max_sentences=2, redundancy=0.5) == [0, 2]


def test_a_sentence_comes_only_with_what_it_needs():
    assert chosen([0.2, 0.9, 0.8], needs=[-1, 0, -1], max_sentences=1) == [2]
    assert chosen([0.2, 0.9, 0.8], needs=[-1, 0, -1], max_sentences=2) == [0, 2]
    assert chosen([0.9, 0.2, 0.1], needs=[-1, 0, 1]) == [0, 1, 2]
    assert chosen([0.2, 0.9], needs=[-1, 1]) == [0]


@pytest.mark.parametrize(
    ("complete", "needs", "expected"),
    [
        ([True, False, True], [-1, -1, 1], [0]),
        ([False, False, True], [-1, -1, 1], [1]),
        ([False, False, True], [0, 1, 2], []),
        ([False, False, False], [0, 1, 2], []),
    ],
    ids=["complete", "incomplete", "complete but leaning", "incomplete and leaning"],
)
def test_one_sentence_whenever_one_fits_and_stands(complete, needs, expected):
    assert chosen([0.1, 0.2, 0.3], complete=complete, needs=needs) == expected


piles = st.integers(1, 12).flatmap(
    lambda n: st.fixed_dictionaries(
        {
            "salience": st.lists(st.sampled_from([0.1, 0.5, 0.9]), min_size=n, max_size=n),
            "vectors": st.lists(
                st.sampled_from([(1, 0, 0), (1, 1, 0), (0, 1, 0), (0, 0, 1)]),
                min_size=n,
                max_size=n,
            ),
            "n_words": st.lists(st.integers(1, 30), min_size=n, max_size=n),
            "complete": st.lists(st.booleans(), min_size=n, max_size=n),
            "needs": st.tuples(*[st.sampled_from([-1, row - 1]) for row in range(n)]),
            "max_words": st.integers(0, 60),
            "max_sentences": st.integers(1, 4),
            "redundancy": st.sampled_from([0, 0.3, 1]),
        }
    )
)


@given(piles)
def test_limits_order_repeats_and_needs(pile):
    found = chosen(**pile)
    n_words, complete, needs = (np.array(pile[name]) for name in ("n_words", "complete", "needs"))
    assert found == sorted(set(found))
    assert len(found) <= pile["max_sentences"]
    assert n_words[found].sum() <= pile["max_words"]
    assert bool(found) == bool(((n_words <= pile["max_words"]) & (needs < 0)).any())
    assert all(needs[row] in (-1, *found) for row in found)
    if len(found) > 1:
        vectors = unit(pile["vectors"])[found]
        assert np.triu(vectors @ vectors.T, 1).max() < SAME
        assert complete[found].all()
    if found and not complete[found].all():
        free = (needs < 0) & complete
        assert not (free & (n_words <= pile["max_words"])).any()


class Worth:
    """What sets of sentences are worth, by themselves."""

    min_gain = 0.0

    def __init__(self, worth, beam_width):
        self.worth = {frozenset(rows): value for rows, value in worth.items()} | {frozenset(): 0}
        self.beam_width = beam_width

    def gains(self, chosen):
        before = self.worth[frozenset(chosen)]
        n = max(len(rows) for rows in self.worth)
        return np.array([self.worth.get(frozenset({*chosen, row}), 0) - before for row in range(n)])


# the best by itself goes with none of the others, which are worth more together
TOGETHER = {(0,): 0.5, (1,): 0.4, (2,): 0.3, (0, 1): 0.55, (0, 2): 0.5, (1, 2): 0.7, (0, 1, 2): 0.5}


def test_sentences_that_are_worth_more_together_beat_the_best_one():
    assert choose(Worth(TOGETHER, beam_width=4), 3) == [1, 2]
    assert choose(Worth(TOGETHER, beam_width=1), 3) == [0, 1]


def test_the_best_choice_stands_even_if_others_grow_longer():
    worth = {**TOGETHER, (0,): 0.9, (0, 1): 0.8, (0, 2): 0.8}
    assert choose(Worth(worth, beam_width=4), 3) == [0]


def test_of_choices_of_one_worth_the_first():
    worth = {rows: 0.1 * len(rows) for rows in TOGETHER}
    assert choose(Worth(worth, beam_width=4), 3, max_sentences=2) == [0, 1]


def test_limits_in_characters():
    lengths = {"n_characters": [4, 5, 6]}
    assert chosen([0.9, 0.8, 0.7], **lengths, max_characters=10) == [0, 1]
    assert chosen([0.9, 0.8, 0.7], **lengths, max_characters=9) == [0]
    assert chosen([0.9, 0.8, 0.7], **lengths, max_characters=3) == []
