import numpy as np
import pytest
from scipy.sparse import csr_matrix

from classify.stories.pile_context import PileContext
from classify.stories.shared_terms import Terms
from classify.stories.time_window import Window

COUNTS = csr_matrix([[1, 1, 0], [1, 0, 1], [1, 0, 1], [1, 0, 0]])


def context(days):
    window = Window(days=np.asarray(days, dtype=float), width=5.0, alone=np.zeros(4, dtype=bool))
    return PileContext.of(window, Terms.of(COUNTS, np.array([2.0, 2.0, 2.0])))


def test_words_of_few_days_weigh_more_than_those_of_every_day():
    found = context([1.0, 2.2, 2.9, 4.0]).bursts.rarity
    assert found[0] == 0  # stands in the news of all three days
    assert found[1] == found[2] == 2.0  # stand in that of one


@pytest.mark.parametrize("days", [[3.1, 3.2, 3.3, 3.9], [np.nan] * 4])
def test_without_several_days_all_words_weigh_what_they_are_rare(days):
    np.testing.assert_array_equal(context(days).bursts.rarity, [2.0, 2.0, 2.0])


def test_undated_teasers_say_nothing_of_days():
    found = context([1.0, 2.0, np.nan, np.nan]).bursts.rarity
    assert found[0] == 0
    assert found[2] == 2.0


def test_how_many_are_near_in_time():
    found = context([1.0, 2.0, 3.0, 100.0])
    np.testing.assert_allclose(found.n_near, np.log1p([2, 2, 2, 0]))
