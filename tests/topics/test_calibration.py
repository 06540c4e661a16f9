import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from classify.compute import logistic
from classify.topics.calibration import assume_sigmoid, fit_sigmoid


@pytest.fixture
def drawn():
    """Scores, and truths drawn with the probability logistic(2 * score - 1)."""
    rng = np.random.default_rng(3)
    scores = rng.normal(size=4000)
    return scores, rng.random(4000) < logistic(2 * scores - 1)


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
    assert logistic(np.array([slope + offset]))[0] < 1


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
    st.lists(st.floats(-50, 50), min_size=2, max_size=60).filter(lambda x: np.std(x) > 1e-3),
    st.floats(0.01, 0.9),
)
def test_an_assumed_curve_has_the_expected_mean_and_keeps_the_order(scores, share):
    scores = np.array(scores)
    slope, offset = assume_sigmoid(scores, share)
    probabilities = logistic(slope * scores + offset)
    assert slope > 0
    assert probabilities.mean() == pytest.approx(share, abs=0.01)


def test_topics_that_share_an_assumed_curve_keep_their_differences():
    common = np.random.default_rng(0).normal(size=500)
    scores = np.stack([common, common - 1], axis=1)
    slope, offset = assume_sigmoid(scores, 0.1)
    probabilities = logistic(slope * scores + offset)
    assert probabilities.mean() == pytest.approx(0.1, abs=0.01)
    assert probabilities[:, 0].mean() > 2 * probabilities[:, 1].mean()
    # the distance between the topics does not flatten the curve
    assert slope == pytest.approx(assume_sigmoid(common, 0.1)[0])


@pytest.mark.parametrize("scores", [[], [0.3], [1.0, 1.0]], ids=["none", "one", "all the same"])
def test_nothing_is_assumed_of_scores_that_do_not_differ(scores):
    assert assume_sigmoid(np.array(scores), 0.1) == (1.0, 0.0)
