import numpy as np
import pytest

from classify.evaluation import coverage_curve, coverage_point, draw_weights

TRUTH = np.array([[1, 0], [0, 1], [0, 0], [1, 0]], dtype=bool)
PROBABILITIES = np.array([[0.97, 0.1], [0.6, 0.7], [0.3, 0.2], [0.98, 0.1]])
COUNTED = np.ones_like(TRUTH)
WEIGHTS = draw_weights(4, n_resamples=50, seed=0)


def at(bound, answered=(True, True, True, True)):
    curve = coverage_curve(TRUTH, PROBABILITIES, COUNTED, np.array(answered), WEIGHTS)
    return next(point for point in curve if point.bound == bound)


def test_a_higher_bound_gives_fewer_and_surer_topics():
    assert at(0.5).coverage.value == 0.75
    assert at(0.5).micro_precision.value == pytest.approx(3 / 4)
    assert at(0.5).macro_precision.value == pytest.approx((2 / 3 + 1) / 2)
    assert at(0.9).coverage.value == 0.5
    assert at(0.9).micro_precision.value == 1
    assert at(0.9).macro_precision.value == 1  # the other topic is never assigned


def test_whoever_abstains_gets_no_topic():
    assert at(0.5, answered=(False, True, True, True)).coverage.value == 0.5


def test_without_topics_there_is_no_precision():
    assert at(0.99).coverage.value == 0
    assert at(0.99).micro_precision is at(0.99).macro_precision is None


def test_disputed_topics_cover_but_are_neither_right_nor_wrong():
    assigned = np.array([[1, 0], [1, 0], [0, 0], [0, 0]], dtype=bool)
    counted = COUNTED.copy()
    counted[1, 0] = False
    point = coverage_point(TRUTH, assigned, counted, WEIGHTS)
    assert (point.bound, point.coverage.value, point.micro_precision.value) == (None, 0.5, 1)
