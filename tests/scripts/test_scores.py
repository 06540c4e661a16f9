"""Figures that benchmarks share."""

import numpy as np
import pytest

from classify.records import Estimate
from scripts.benchmark.scores import counts, mean_estimate, written

TRUTH = np.array([[1, 0, 0], [1, 1, 0], [0, 1, 0]], dtype=bool)
ASSIGNED = np.array([[1, 0, 1], [0, 1, 0], [0, 1, 0]], dtype=bool)


def test_topics_without_an_example_have_no_say_in_macro_f1():
    assert counts(TRUTH, ASSIGNED).macro_f1 == pytest.approx([(2 / 3 + 1) / 2])


def test_cells_in_dispute_are_left_out():
    counted = np.ones_like(TRUTH)
    counted[1, 0] = False
    assert counts(TRUTH, ASSIGNED, counted).macro_f1 == pytest.approx([1])


def test_two_methods_are_compared_on_the_same_samples():
    both = [counts(TRUTH, ASSIGNED, n_resamples=50).micro_f1 for _ in range(2)]
    assert len(both[0]) == 51
    assert (both[0] == both[1]).all()


def test_a_mean_counts_units_by_their_size():
    values, sizes = np.array([0.0, 1.0]), np.array([1, 3])
    assert mean_estimate(values).value == 0.5
    found = mean_estimate(values, sizes)
    assert (found.value, found.low, found.high) == (0.75, 0, 1)


def test_a_figure_is_written_with_its_interval():
    assert written(Estimate(value=0.5, low=0.25, high=0.75)) == "0.500 (0.250 to 0.750)"
    assert written(Estimate(value=41.26, low=40, high=42), 1) == "41.3 (40.0 to 42.0)"
    assert written(None) == "undefined"
