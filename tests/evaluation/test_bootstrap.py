import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.evaluation import bootstrap, draw_weights, estimate
from classify.records import Estimate


def mean_of(values):
    values = np.asarray(values, dtype=float)
    return lambda weights: weights @ values / weights.sum(axis=1)


def test_the_interval_of_a_mean_is_that_of_the_textbook():
    values = np.random.default_rng(2).normal(10, 3, size=400)
    found = bootstrap(mean_of(values), 400, n_resamples=4000)
    half = 1.96 * values.std() / np.sqrt(400)
    assert found.value == pytest.approx(values.mean())
    assert found.low == pytest.approx(values.mean() - half, abs=0.05)
    assert found.high == pytest.approx(values.mean() + half, abs=0.05)


def test_a_seed_repeats_and_another_differs():
    first, again, other = (bootstrap(mean_of(range(50)), 50, seed=seed) for seed in (1, 1, 2))
    assert first == again != other


def test_the_first_draw_is_the_data_and_every_draw_has_their_number():
    weights = draw_weights(30, n_resamples=100, seed=0)
    assert weights.shape == (101, 30)
    assert (weights[0] == 1).all()
    assert (weights.sum(axis=1) == 30).all()


def test_groups_are_drawn_whole():
    groups = np.array([7, 7, -1, -1, 3])
    weights = draw_weights(5, n_resamples=50, seed=0, groups=groups)
    assert (weights[:, 0] == weights[:, 1]).all()
    assert (weights[:, 2] == weights[:, 3]).all()
    assert (weights[:, [0, 2, 4]].sum(axis=1) == 3).all()


def test_undefined_resamples_are_left_out():
    figures = np.array([0.5, np.nan, 0.4, 0.6, np.nan])
    found = estimate(figures)
    assert (found.low, found.high) == pytest.approx((0.405, 0.595))
    assert estimate(np.array([0.5, np.nan])) == Estimate(value=0.5, low=0.5, high=0.5)
    assert estimate(np.array([np.nan, 0.4])) is None


def test_no_resamples_give_the_bare_value():
    assert bootstrap(mean_of([1, 3]), 2, n_resamples=0) == Estimate(value=2, low=2, high=2)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20), st.integers(0, 99))
def test_the_interval_holds_the_value(values, seed):
    found = bootstrap(mean_of(values), len(values), n_resamples=20, seed=seed)
    assert found.low <= found.value <= found.high


@pytest.mark.parametrize(
    ("n_units", "groups", "reason"),
    [(0, None, "no units"), (3, [1, 2], "2 group numbers for 3 units")],
    ids=["none", "groups"],
)
def test_nothing_to_resample(n_units, groups, reason):
    with pytest.raises(ValueError, match=reason):
        bootstrap(mean_of([]), n_units, groups=groups)
