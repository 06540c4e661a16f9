import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.topics.thresholds import DEFAULT_THRESHOLD, NEVER, f1_thresholds, precision_thresholds


@pytest.fixture
def drawn():
    """Probabilities that mean what they say: a common topic and a rare one."""
    rng = np.random.default_rng(2)
    probabilities = np.stack([rng.beta(1, 2, 20_000), rng.beta(0.3, 6, 20_000)], axis=1)
    return probabilities, rng.random(probabilities.shape) < probabilities


def f1(decided, truth):
    return 2 * (decided & truth).sum() / (decided.sum() + truth.sum())


def test_no_bound_has_a_much_higher_f1(drawn):
    probabilities, truth = drawn
    found = f1_thresholds(probabilities, truth, np.ones_like(truth))
    for column in (0, 1):
        p, t = probabilities[:, column], truth[:, column]
        best = max(f1(p >= bound, t) for bound in np.arange(0.05, 0.9, 0.01))
        assert f1(p >= found[column], t) > best - 0.01


def test_a_thin_topic_leans_on_the_others(drawn):
    probabilities, truth = drawn
    rare = np.zeros(len(truth), dtype=bool)
    rare[np.argmin(probabilities[:, 0])] = True  # its one example speaks for taking everything
    joint = f1_thresholds(
        np.column_stack([probabilities, probabilities[:, 0]]),
        np.column_stack([truth, rare]),
        np.ones((len(truth), 3), dtype=bool),
    )
    assert joint[2] > 0.1


def test_what_is_not_counted_does_not_count(drawn):
    probabilities, truth = drawn
    counted = np.ones_like(truth)
    counted[:5000] = False
    wrong = truth.copy()
    wrong[:5000] = ~wrong[:5000]
    np.testing.assert_array_equal(
        f1_thresholds(probabilities, wrong, counted),
        f1_thresholds(probabilities[5000:], truth[5000:], counted[5000:]),
    )


def test_nothing_known_takes_the_default():
    found = f1_thresholds(np.full((4, 2), np.nan), np.zeros((4, 2), bool), np.ones((4, 2), bool))
    assert found.tolist() == [DEFAULT_THRESHOLD] * 2


@pytest.mark.parametrize("wished", [0.6, 0.8, 0.9])
def test_assignments_are_as_precise_as_wished(drawn, wished):
    probabilities, truth = drawn
    found = precision_thresholds(probabilities, truth, np.ones_like(truth), wished)
    assert found[0] < NEVER
    for column in (0, 1):
        taken = probabilities[:, column] >= found[column]
        if not taken.any():  # the rare topic is never so sure
            continue
        assert truth[taken, column].mean() >= wished - 0.02


def test_a_topic_that_is_never_so_precise_is_never_assigned():
    rng = np.random.default_rng(0)
    probabilities = rng.random((500, 1))
    found = precision_thresholds(
        probabilities, rng.random((500, 1)) < 0.3, np.ones((500, 1), bool), 0.95
    )
    assert found.tolist() == [NEVER]


@given(st.sampled_from([0.0, 1.0, -1.0, 2.0, float("nan")]))
def test_what_is_no_precision_is_refused(wished):
    cells = np.ones((3, 1), dtype=bool)
    with pytest.raises(ValueError, match="between 0 and 1"):
        precision_thresholds(np.ones((3, 1)), cells, cells, wished)
