import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from classify.topics.calibration import (
    DEFAULT_THRESHOLD,
    MIN_POSITIVES,
    best_threshold,
    fit_sigmoid,
    sigmoid,
)


@pytest.fixture
def drawn():
    """Scores, and truths drawn with the probability sigmoid(2 * score - 1)."""
    rng = np.random.default_rng(3)
    scores = rng.normal(size=4000)
    return scores, rng.random(4000) < sigmoid(2 * scores - 1)


def test_finds_the_curve_that_truths_were_drawn_from(drawn):
    slope, offset = fit_sigmoid(*drawn)
    assert slope == pytest.approx(2, abs=0.2)
    assert offset == pytest.approx(-1, abs=0.2)


def test_agrees_with_an_unregularised_logistic_regression(drawn):
    scores, truth = drawn
    reference = LogisticRegression(C=1e9).fit(scores[:, None], truth)
    slope, offset = fit_sigmoid(scores, truth)
    assert slope == pytest.approx(reference.coef_[0, 0], rel=0.01)
    assert offset == pytest.approx(reference.intercept_[0], rel=0.01)


def test_perfect_scores_stay_finite():
    truth = np.repeat([False, True], 20)
    slope, offset = fit_sigmoid(np.where(truth, 1.0, -1.0), truth)
    assert np.isfinite([slope, offset]).all()
    assert sigmoid(np.array([slope + offset]))[0] < 1


@pytest.mark.parametrize(
    ("scores", "truth"),
    [
        ([0.1, 0.2], [True, False]),
        ([], []),
        (list(range(40)), [True] * 20 + [False] * 20),
    ],
    ids=["too few", "none", "scores against the truth"],
)
def test_nothing_to_learn_changes_nothing(scores, truth):
    assert fit_sigmoid(np.array(scores, dtype=float), np.array(truth, dtype=bool)) == (1.0, 0.0)


@given(
    st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=10, max_size=40).filter(
        lambda pairs: sum(truth for _, truth in pairs) >= MIN_POSITIVES
    )
)
def test_no_threshold_has_a_higher_f1(pairs):
    probabilities = np.array([probability for probability, _ in pairs])
    truth = np.array([truth for _, truth in pairs])
    found = f1_score(truth, probabilities >= best_threshold(probabilities, truth))
    best = max(f1_score(truth, probabilities >= candidate) for candidate in probabilities)
    assert found == pytest.approx(best)


def test_too_few_examples_take_one_half():
    truth = np.arange(50) < MIN_POSITIVES - 1
    assert best_threshold(np.linspace(0, 1, 50), truth) == DEFAULT_THRESHOLD


def test_the_sigmoid_does_not_overflow():
    np.testing.assert_array_equal(sigmoid(np.array([-1e4, 0, 1e4])), [0, 0.5, 1])
