import dataclasses

import numpy as np
import pytest
from sklearn.metrics import (
    accuracy_score,
    average_precision_score,
    f1_score,
    precision_score,
    recall_score,
)

from classify.evaluation import score_topics
from classify.records import Estimate


@pytest.fixture(scope="module")
def drawn():
    """120 teasers, 4 topics; probabilities that know something, thresholds of one half."""
    rng = np.random.default_rng(7)
    probabilities = rng.random((120, 4)).round(2)  # rounded, so that there are ties
    truth = rng.random((120, 4)) < probabilities**2
    return truth, probabilities, probabilities >= 0.5


def score(truth, probabilities, assigned, **options):
    topics = [f"t{number}" for number in range(truth.shape[1])]
    settings = {"topics": topics, "n_resamples": 50} | options
    return score_topics(truth, probabilities, assigned, **settings)


def test_agrees_with_scikit_learn(drawn):
    truth, probabilities, assigned = drawn
    scores = score(*drawn)
    assert scores.macro_f1.value == pytest.approx(f1_score(truth, assigned, average="macro"))
    assert scores.micro_f1.value == pytest.approx(f1_score(truth, assigned, average="micro"))
    assert scores.sample_f1.value == pytest.approx(
        f1_score(truth, assigned, average="samples", zero_division=1)
    )
    assert scores.mean_average_precision.value == pytest.approx(
        average_precision_score(truth, probabilities, average="macro")
    )
    assert scores.brier.value == pytest.approx(((probabilities - truth) ** 2).mean())
    assert scores.exact.value == pytest.approx(accuracy_score(truth, assigned))
    for column, figures in enumerate(scores.topics):
        of_topic = truth[:, column], assigned[:, column]
        assert figures.f1.value == pytest.approx(f1_score(*of_topic))
        assert figures.precision.value == pytest.approx(precision_score(*of_topic))
        assert figures.recall.value == pytest.approx(recall_score(*of_topic))
        assert figures.n_positive == truth[:, column].sum()
        alone = (array[:, [column]] for array in drawn)
        assert figures.calibration_error.value == score(*alone).calibration_error.value


def test_disputed_cells_are_left_out_but_for_the_strict_figures(drawn):
    truth, probabilities, assigned = drawn
    wrong = assigned != truth
    scores = score(truth, probabilities, assigned, counted=~wrong)
    assert scores.macro_f1.value == scores.micro_f1.value == scores.exact.value == 1
    assert scores.strict_micro_f1.value == pytest.approx(f1_score(truth, assigned, average="micro"))


def test_a_mask_by_hand():
    # rows: right; a disputed miss and a false alarm; no topic and none given
    truth = np.array([[1, 0], [0, 0], [0, 0]], dtype=bool)
    assigned = np.array([[1, 0], [1, 1], [0, 0]], dtype=bool)
    counted = np.array([[1, 1], [0, 1], [1, 1]], dtype=bool)
    probabilities = np.array([[0.8, 0.1], [0.9, 0.6], [0.2, 0.1]])
    scores = score(truth, probabilities, assigned, counted=counted)
    assert scores.n_disputed == 1
    # topic 0 is right wherever it counts, topic 1 has no positive
    assert scores.macro_f1.value == 1
    assert scores.strict_macro_f1.value == pytest.approx(2 / 3)
    assert scores.micro_f1.value == pytest.approx(2 / 3)
    assert scores.strict_micro_f1.value == pytest.approx(2 / 4)
    assert scores.sample_f1.value == scores.strict_sample_f1.value == pytest.approx(2 / 3)
    assert scores.exact.value == scores.strict_exact.value == pytest.approx(2 / 3)
    assert scores.mean_average_precision.value == 1
    assert scores.strict_mean_average_precision.value == pytest.approx(1 / 2)
    squares = 0.04 + 0.01 + 0.36 + 0.04 + 0.01
    assert scores.brier.value == pytest.approx(squares / 5)
    assert scores.strict_brier.value == pytest.approx((squares + 0.81) / 6)


def test_without_disputes_the_strict_figures_are_the_same(drawn):
    scores = score(*drawn)
    assert scores.n_disputed == 0
    for name in ("macro_f1", "sample_f1", "exact", "brier", "calibration_error"):
        assert getattr(scores, f"strict_{name}") == getattr(scores, name)


def estimates(scores):
    for record in (scores, *scores.topics):
        values = (getattr(record, field.name) for field in dataclasses.fields(record))
        yield from (value for value in values if isinstance(value, Estimate))


def test_intervals_hold_their_value(drawn):
    found = list(estimates(score(*drawn, n_resamples=100)))
    assert len(found) == 14 + 4 * 6
    assert all(figure.low <= figure.value <= figure.high for figure in found)


def test_intervals_narrow_with_more_data(drawn):
    few = score(*drawn, n_resamples=300).macro_f1
    many = score(*(np.tile(part, (20, 1)) for part in drawn), n_resamples=300).macro_f1
    assert many.high - many.low < (few.high - few.low) / 2


def test_copies_in_one_group_do_not_narrow_the_interval(drawn):
    doubled = [np.repeat(part, 10, axis=0) for part in drawn]
    groups = np.repeat(np.arange(len(drawn[0])), 10)
    alone = score(*drawn, n_resamples=300).micro_f1
    grouped = score(*doubled, groups=groups, n_resamples=300).micro_f1
    assert grouped.high - grouped.low == pytest.approx(alone.high - alone.low, rel=0.2)


def test_a_seed_repeats(drawn):
    assert score(*drawn, seed=4) == score(*drawn, seed=4) != score(*drawn, seed=5)


def test_a_topic_without_examples_is_left_out_of_the_mean(drawn):
    truth, probabilities, assigned = (part.copy() for part in drawn)
    truth[:, 3] = False
    scores = score(truth, probabilities, assigned)
    assert scores.topics[3].f1 is scores.topics[3].average_precision is None
    assert scores.macro_f1.value == pytest.approx(
        f1_score(truth[:, :3], assigned[:, :3], average="macro")
    )


def test_all_right_and_all_wrong(drawn):
    truth = drawn[0]
    right = score(truth, truth.astype(float), truth)
    assert right.macro_f1.value == right.exact.value == right.sample_f1.value == 1
    assert right.brier.value == right.calibration_error.value == 0
    wrong = score(truth, 1.0 - truth, ~truth)
    assert wrong.macro_f1.value == wrong.exact.value == 0
    assert wrong.brier.value == 1
    assert wrong.calibration_error.value == 1


def test_calibrated_probabilities_have_a_small_error():
    rng = np.random.default_rng(9)
    probabilities = rng.random((4000, 3)) ** 3
    truth = rng.random((4000, 3)) < probabilities
    assert score(truth, probabilities, truth).calibration_error.value < 0.02
    half = score(truth, probabilities / 2, truth).calibration_error.value
    assert half == pytest.approx(probabilities.mean() / 2, abs=0.02)


def test_one_topic_and_one_teaser():
    truth = np.array([[True]])
    scores = score(truth, np.array([[0.75]]), truth)
    assert scores.macro_f1 == scores.micro_f1 == Estimate(value=1, low=1, high=1)
    assert scores.brier.value == pytest.approx(0.0625)
    assert scores.calibration_error.value == pytest.approx(0.25)


def test_a_rare_topic_does_not_feign_doubt():
    # Most resamples hold no example of the one topic: they say nothing, rather than "all wrong".
    truth = np.array([[True], *[[False]] * 9])
    scores = score(truth, truth.astype(float), truth, n_resamples=200)
    assert scores.macro_f1 == scores.micro_f1 == Estimate(value=1, low=1, high=1)
    assert scores.mean_average_precision == Estimate(value=1, low=1, high=1)


NONE, SOME = np.zeros((3, 2), bool), np.ones((3, 2), bool)


@pytest.mark.parametrize(
    ("truth", "options", "reason"),
    [
        (NONE[:0], {}, "no teasers"),
        (NONE, {}, "nothing to score against"),
        (SOME, {"counted": NONE}, "nothing to score against"),
        (SOME, {"topics": ["one"]}, r"truth has shape \(3, 2\), teasers and topics make \(3, 1\)"),
        (SOME, {"counted": SOME[:, :1]}, r"counted has shape \(3, 1\)"),
        (SOME, {"groups": np.arange(2)}, "2 group numbers for 3 units"),
    ],
    ids=["no teasers", "no labels", "all disputed", "topics", "counted", "groups"],
)
def test_what_cannot_be_scored(truth, options, reason):
    with pytest.raises(ValueError, match=reason):
        score(truth, truth.astype(float), truth, **options)


@pytest.mark.parametrize("probability", [np.nan, 1.2, -0.1])
def test_what_is_no_probability(probability):
    with pytest.raises(ValueError, match="between 0 and 1"):
        score(SOME, np.full((3, 2), probability), SOME)
