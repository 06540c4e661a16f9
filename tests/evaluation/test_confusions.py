import numpy as np

from classify.evaluation import confusions


def found(truth, assigned, probabilities=None, counted=None):
    truth, assigned = np.array(truth, dtype=bool), np.array(assigned, dtype=bool)
    probabilities = assigned * 0.9 if probabilities is None else np.array(probabilities)
    counted = np.ones_like(truth) if counted is None else np.array(counted, dtype=bool)
    rows = confusions(truth, probabilities, assigned, counted)
    return [(one.missed, one.given, one.rows) for one in rows]


def test_a_miss_and_a_false_alarm_are_a_pair():
    assert found([[1, 0, 0]], [[0, 1, 0]]) == [(0, 1, (0,))]


def test_one_without_the_other_goes_with_none():
    assert found([[1, 0], [0, 0]], [[0, 0], [0, 1]]) == [(None, 1, (1,)), (0, None, (0,))]


def test_each_of_two_misses_goes_with_the_false_alarm():
    assert found([[1, 1, 0]], [[0, 0, 1]]) == [(0, 2, (0,)), (1, 2, (0,))]


def test_the_most_frequent_comes_first_and_the_clearest_mistake_in_it():
    truth = [[1, 0], [0, 1], [1, 0]]
    assigned = [[0, 1], [1, 0], [0, 1]]
    probabilities = [[0.3, 0.6], [0.9, 0.1], [0.1, 0.9]]
    assert found(truth, assigned, probabilities) == [(0, 1, (2, 0)), (1, 0, (1,))]


def test_disputed_cells_confuse_nobody():
    assert found([[0, 1]], [[1, 1]], counted=[[0, 1]]) == []
