import numpy as np
import pytest

from classify.evaluation import draw_weights, reliability


def bins(truth, probabilities, counted=None, **options):
    truth, probabilities = np.array(truth, dtype=bool), np.array(probabilities)
    counted = np.ones_like(truth) if counted is None else np.array(counted, dtype=bool)
    weights = draw_weights(len(truth), n_resamples=200, seed=0)
    return reliability(truth, probabilities, counted, weights, **options)


def test_counts_what_came_true():
    low, high = bins([[1, 0], [0, 0], [1, 1]], [[0.92, 0.05], [0.98, 0.01], [1.0, 0.09]])
    assert (low.low, low.high, low.n_cells) == (0, 0.1, 3)
    assert (high.low, high.high, high.n_cells) == (0.9, 1, 3)
    assert low.mean_probability == pytest.approx(0.05)
    assert low.share.value == pytest.approx(1 / 3)
    assert high.share.value == pytest.approx(2 / 3)
    assert high.share.low <= high.share.value <= high.share.high


def test_disputed_cells_take_no_part():
    (only,) = bins([[1, 0]], [[0.95, 0.05]], counted=[[1, 0]])
    assert (only.n_cells, only.share.value) == (1, 1)


def test_the_number_of_bins():
    half, whole = bins([[0], [1]], [[0.3], [0.5]], n_bins=2)
    assert (half.high, whole.low) == (0.5, 0.5)
