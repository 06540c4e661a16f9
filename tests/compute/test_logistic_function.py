import numpy as np

from classify.compute import logistic


def test_log_odds_of_any_size_become_probabilities():
    np.testing.assert_array_equal(logistic(np.array([-1e4, 0, 1e4])), [0, 0.5, 1])
    np.testing.assert_allclose(logistic(np.log([[3.0, 1 / 3]])), [[0.75, 0.25]])
