import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, brier_score_loss, roc_auc_score

from classify.evaluation import area_under_roc
from classify.evaluation.multilabel_metrics import average_precision, brier, calibration_error


def once(*shape):
    return np.ones((1, *shape))


@given(
    st.lists(st.tuples(st.booleans(), st.integers(0, 4)), min_size=1, max_size=15),
    st.data(),
)
def test_average_precision_agrees_with_scikit_learn_on_repeated_teasers(teasers, data):
    truth = np.array([positive for positive, _ in teasers])
    probabilities = np.array([tenths / 10 for _, tenths in teasers])  # few, so that there are ties
    times = np.array(
        data.draw(st.lists(st.integers(0, 3), min_size=len(truth), max_size=len(truth)))
    )
    (found,) = average_precision(truth, probabilities, times[None].astype(float))
    repeated = np.repeat(truth, times), np.repeat(probabilities, times)
    if repeated[0].any():
        assert found == pytest.approx(average_precision_score(*repeated))
    else:
        assert np.isnan(found)


def test_average_precision_by_hand():
    # ranks of the right ones: 1 and 3
    truth, probabilities = np.array([True, False, True]), np.array([0.9, 0.5, 0.1])
    (found,) = average_precision(truth, probabilities, once(3))
    assert found == pytest.approx((1 / 1 + 2 / 3) / 2)


def test_brier_agrees_with_scikit_learn_and_leaves_out_what_does_not_count():
    rng = np.random.default_rng(3)
    probabilities = rng.random((40, 3))
    truth, counted = rng.random((40, 3)) < 0.3, rng.random((40, 3)) < 0.8
    (found,) = brier(truth, probabilities, counted, once(40))
    assert found == pytest.approx(brier_score_loss(truth[counted], probabilities[counted]))


def test_calibration_error_by_hand():
    # Four cells of .8, three of them right, and four of .1, none right; one cell does not count.
    probabilities = np.array([[0.8, 0.8, 0.8, 0.8, 0.5], [0.1, 0.1, 0.1, 0.1, 0.5]])
    truth = np.array([[1, 1, 1, 0, 1], [0, 0, 0, 0, 1]], dtype=bool)
    counted = np.array([[1, 1, 1, 1, 0], [1, 1, 1, 1, 0]], dtype=bool)
    (found,) = calibration_error(truth, probabilities, counted, once(2))
    assert found == pytest.approx((4 * 0.05 + 4 * 0.1) / 8)


def test_calibration_error_does_not_depend_on_order():
    rng = np.random.default_rng(5)
    probabilities = rng.random((60, 4)).round(1)  # most cells share their probability
    truth = rng.random((60, 4)) < 0.4
    order = rng.permutation(60)
    everything = np.ones_like(truth)
    (found,) = calibration_error(truth, probabilities, everything, once(60))
    (shuffled,) = calibration_error(truth[order], probabilities[order], everything, once(60))
    assert shuffled == pytest.approx(found)


def test_bins_of_equal_numbers_see_inside_the_improbable():
    # A bin of equal width would hold all of these and let them cancel out.
    probabilities = np.repeat([[0.01], [0.05]], 100, axis=0)
    truth = np.zeros((200, 1), dtype=bool)
    truth[:6] = True  # 6 % where 1 % was promised, 0 % where 5 % was
    (found,) = calibration_error(truth, probabilities, np.ones_like(truth), once(200))
    assert found == pytest.approx(0.05)


def test_area_under_roc_agrees_with_scikit_learn_on_ties_and_weights():
    rng = np.random.default_rng(5)
    scores, positive = rng.integers(0, 6, 60) / 5, rng.random(60) < 0.4
    drawn = rng.integers(0, 3, (4, 60)).astype(float)
    for row, found in enumerate(area_under_roc(scores, positive, drawn)):
        assert found == pytest.approx(roc_auc_score(positive, scores, sample_weight=drawn[row]))


def test_area_under_roc_needs_both_sorts():
    assert np.isnan(area_under_roc(np.zeros(3), np.ones(3, dtype=bool), once(3)))
