import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score
from sklearn.metrics.cluster import pair_confusion_matrix

from classify.evaluation import b_cubed, pairwise, score_stories
from classify.records import Estimate

numbers = st.integers(-3, 5)
groupings = st.integers(1, 12).flatmap(
    lambda n: st.tuples(
        *[st.lists(numbers, min_size=n, max_size=n).map(np.array) for _ in range(2)]
    )
)
METRICS = pytest.mark.parametrize("metric", [b_cubed, pairwise], ids=["b_cubed", "pairwise"])


def estimates(scores):
    values = (getattr(scores, field.name) for field in dataclasses.fields(scores))
    return [value for value in values if isinstance(value, Estimate)]


def test_by_hand():
    # {a b c} {d e} told as {a b} {c d e}
    truth, predicted = np.array([0, 0, 0, 1, 1]), np.array([0, 0, 1, 1, 1])
    precision, recall, f1 = b_cubed(truth, predicted)
    assert precision == pytest.approx((1 + 1 + 1 / 3 + 2 / 3 + 2 / 3) / 5)
    assert recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5)
    assert f1 == pytest.approx(2 * precision * recall / (precision + recall))
    assert pairwise(truth, predicted) == pytest.approx((2 / 4, 2 / 4, 2 / 4))


def test_bagga_and_baldwins_own_example():
    # Bagga & Baldwin (1998): one response of theirs has a precision of 76 %, the other of 58 %.
    truth = np.repeat([0, 1, 2], [5, 2, 5])
    second_and_third_joined = np.repeat([0, 1, 1], [5, 2, 5])
    first_and_third_joined = np.repeat([0, 1, 0], [5, 2, 5])
    assert b_cubed(truth, second_and_third_joined)[:2] == pytest.approx((16 / 21, 1))
    assert b_cubed(truth, first_and_third_joined)[:2] == pytest.approx((7 / 12, 1))


@METRICS
@given(pair=groupings)
def test_the_right_grouping_is_perfect(metric, pair):
    truth, _ = pair
    assert metric(truth, truth * 7 + 3) == (1, 1, 1)


@METRICS
@given(pair=groupings)
def test_swapping_exchanges_precision_and_recall(metric, pair):
    truth, predicted = pair
    there, back = metric(truth, predicted), metric(predicted, truth)
    assert there[:2] == back[1::-1]
    assert there[2] == pytest.approx(back[2])


@METRICS
@given(pair=groupings, random=st.randoms(use_true_random=False))
def test_neither_order_nor_numbers_matter(metric, pair, random):
    truth, predicted = pair
    order = list(range(len(truth)))
    random.shuffle(order)
    names = [2**60, -9, 0, 31, 5, -1, 8, 77, 6]
    renamed = np.array([names[number + 3] for number in predicted])
    assert metric(truth[order], renamed[order]) == pytest.approx(metric(truth, predicted))


@given(groupings)
def test_b_cubed_as_its_definition_says(pair):
    truth, predicted = pair
    precision = []
    for teaser in range(len(truth)):
        joined = predicted == predicted[teaser]
        precision.append((truth[joined] == truth[teaser]).mean())
    assert b_cubed(truth, predicted)[0] == pytest.approx(np.mean(precision))


@given(groupings)
def test_pairs_agree_with_scikit_learn(pair):
    truth, predicted = pair
    (_, joined_wrongly), (missed, right) = pair_confusion_matrix(truth, predicted)
    found = pairwise(truth, predicted)
    if right + joined_wrongly and right + missed:
        assert found[:2] == pytest.approx(
            (right / (right + joined_wrongly), right / (right + missed))
        )


def test_one_joined_story_and_all_alone():
    truth = np.array([0, 0, 1, 1])
    assert b_cubed(truth, np.zeros(4, int)) == pytest.approx((0.5, 1, 2 / 3))
    assert b_cubed(truth, np.arange(4)) == pytest.approx((1, 0.5, 2 / 3))
    assert pairwise(truth, np.zeros(4, int)) == pytest.approx((2 / 6, 1, 0.5))
    assert pairwise(truth, np.arange(4)) == (1, 0, 0)


@pytest.fixture(scope="module")
def told():
    """30 stories of 3 teasers, of which the first ten are told as one."""
    truth = np.repeat(np.arange(30), 3)
    return truth, np.where(np.arange(90) < 30, 99, truth)


def test_scores_are_those_of_the_single_functions(told):
    scores = score_stories(*told, n_resamples=20)
    assert (scores.n_teasers, scores.n_stories, scores.n_predicted) == (90, 30, 21)
    named = (scores.b_cubed_precision, scores.b_cubed_recall, scores.b_cubed_f1)
    assert tuple(found.value for found in named) == pytest.approx(b_cubed(*told))
    named = (scores.pairwise_precision, scores.pairwise_recall, scores.pairwise_f1)
    assert tuple(found.value for found in named) == pytest.approx(pairwise(*told))
    assert scores.adjusted_rand == adjusted_rand_score(*told)
    assert scores.adjusted_mutual_information == adjusted_mutual_info_score(*told)
    assert scores.siblings_joined is None


def test_intervals_hold_their_values(told):
    scores = score_stories(*told, n_resamples=200)
    assert len(estimates(scores)) == 6
    for found in estimates(scores):
        assert found.low <= found.value <= found.high
    assert scores.b_cubed_f1.low < scores.b_cubed_f1.value < scores.b_cubed_f1.high


def test_a_seed_repeats_and_another_differs():
    rng = np.random.default_rng(8)  # stories of many sizes: else two seeds may agree by chance
    truth = rng.integers(0, 25, size=90) ** 2 // 25
    pair = truth, np.where(rng.random(90) < 0.3, rng.integers(0, 25, size=90), truth)
    first, again, other = (score_stories(*pair, n_resamples=50, seed=seed) for seed in (3, 3, 4))
    assert first == again != other


def test_a_perfect_grouping_is_surely_perfect(told):
    truth, _ = told
    for found in estimates(score_stories(truth, truth + 5, n_resamples=50)):
        assert found == Estimate(value=1, low=1, high=1)


@pytest.mark.parametrize("truth", [[4], range(40), [-1] * 40], ids=["one", "alone", "one story"])
def test_degenerate_pictures_are_scored(truth):
    scores = score_stories(np.array(truth), np.array(truth), n_resamples=20)
    assert scores.b_cubed_f1.value == scores.pairwise_f1.value == 1
    assert scores.adjusted_rand == scores.adjusted_mutual_information == 1


def test_joined_siblings_are_counted():
    truth = np.array([0, 0, 1, 1, 2, 3])
    siblings = np.array([0, 0, 0, 0, 1, -1])

    def joined(predicted):
        scores = score_stories(truth, np.array(predicted), siblings=siblings, n_resamples=50)
        return scores.siblings_joined

    assert joined(truth) == Estimate(value=0, low=0, high=0)
    assert joined([0, 0, 0, 1, 2, 3]).value == pytest.approx(2 / 4)
    assert joined([0, 0, 0, 0, 2, 3]).value == 1
    # 2 and 3 are no siblings: joining them is wrong, but not here
    assert joined([0, 0, 1, 1, 2, 2]).value == 0


def test_without_pairs_of_siblings_there_is_no_share():
    truth = np.array([0, 0, 1])
    for siblings in ([-1, -1, -1], [4, 4, 5]):
        scores = score_stories(truth, truth, siblings=np.array(siblings), n_resamples=5)
        assert scores.siblings_joined is None


def test_many_teasers_are_no_matter_of_pairs():
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 20_000, size=60_000)
    predicted = np.where(rng.random(60_000) < 0.1, rng.integers(0, 20_000, size=60_000), truth)
    precision, recall, _ = b_cubed(truth, predicted)
    assert 0.7 < precision < 0.95
    assert 0.7 < recall < 0.95


@pytest.mark.parametrize(
    ("truth", "predicted", "reason"),
    [([], [], "no teasers"), ([1, 2], [1], "2 true stories, but 1 predicted")],
    ids=["none", "lengths"],
)
@pytest.mark.parametrize("metric", [b_cubed, pairwise, score_stories])
def test_nothing_to_compare(metric, truth, predicted, reason):
    with pytest.raises(ValueError, match=reason):
        metric(np.array(truth, dtype=int), np.array(predicted, dtype=int))


@pytest.mark.parametrize(
    ("siblings", "reason"),
    [([1, 1], "2 sibling numbers for 3 teasers"), ([1, 2, 2], "two sibling numbers")],
    ids=["length", "torn story"],
)
def test_siblings_that_do_not_fit(siblings, reason):
    truth = np.array([0, 0, 1])
    with pytest.raises(ValueError, match=reason):
        score_stories(truth, truth, siblings=np.array(siblings))
