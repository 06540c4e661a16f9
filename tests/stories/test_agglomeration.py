import numpy as np
import pytest

from classify.stories.agglomeration import agglomerate
from classify.stories.group_features import FEATURES, MAX_COMPARED, Groups, compare
from classify.stories.pair_scores import PairScores


def scores_of(probability):
    """All pairs of a dense matrix, none of them known at first; and which are asked for."""
    asked = []

    def score(first, second):
        asked.extend(zip(first.tolist(), second.tolist(), strict=True))
        return probability[first, second]

    nothing = np.zeros(0, np.int64)
    return PairScores(len(probability), nothing, nothing.astype(np.float32), score), asked


def blocks(sizes, inside=0.6, between=0.02):
    truth = np.repeat(np.arange(len(sizes)), sizes)
    probability = np.where(truth[:, None] == truth, inside, between)
    np.fill_diagonal(probability, 1)
    return truth, probability


def grouped(probability, near, bound=0.4, **options):
    n = len(probability)
    first, second = np.nonzero(np.triu(near, 1))
    groups = Groups(np.eye(n, dtype=np.float32), np.zeros(n))
    scores, _ = scores_of(probability)
    judge = lambda groups, one, other, found: found.means  # noqa: E731
    return agglomerate(groups, first, second, scores, judge, min_probability=bound, **options)


def partition(labels):
    return {frozenset(np.flatnonzero(labels == label).tolist()) for label in np.unique(labels)}


def test_a_large_story_holds_together_though_each_teaser_has_few_candidates():
    truth, probability = blocks([50, 40, 1, 2])
    n = len(truth)
    ring = np.zeros((n, n), dtype=bool)
    ring[np.arange(n), (np.arange(n) + 1) % n] = True  # each knows the next one alone
    found = grouped(probability, (ring | ring.T) & (probability >= 0.05))
    assert partition(found) == partition(truth)


def test_the_order_of_teasers_changes_no_group():
    random = np.random.default_rng(0)
    probability = random.random((40, 40)).round(3)
    probability = np.maximum(probability, probability.T)
    turned = random.permutation(40)
    found = partition(grouped(probability, probability > 0.05))
    other = grouped(probability[np.ix_(turned, turned)], probability[np.ix_(turned, turned)] > 0.05)
    assert {frozenset(turned[list(group)].tolist()) for group in partition(other)} == found


def test_nothing_below_the_bound_and_nothing_apart_is_merged():
    _, probability = blocks([2, 2], inside=0.5)
    near = probability >= 0.05
    assert len(partition(grouped(probability, near, bound=0.6))) == 4
    assert partition(grouped(probability, near)) == {frozenset([0, 1]), frozenset([2, 3])}
    found = grouped(probability, near, apart=[(0, 1)])
    assert partition(found) == {frozenset([0]), frozenset([1]), frozenset([2, 3])}


def test_parts_stay_apart_as_groups_grow():
    _, probability = blocks([5])
    assert len(partition(grouped(probability, probability > 0, apart=[(0, 4)]))) == 2


def test_nothing_to_merge():
    assert grouped(np.eye(3), np.zeros((3, 3))).tolist() == [0, 1, 2]
    assert grouped(np.zeros((0, 0)), np.zeros((0, 0))).tolist() == []


def test_features_of_groups_by_hand():
    probability = np.array(
        [
            [1.0, 0.9, 0.3, 0.1],
            [0.9, 1.0, 0.5, 0.0],
            [0.3, 0.5, 1.0, 0.2],
            [0.1, 0.0, 0.2, 1.0],
        ]
    )
    scores, asked = scores_of(probability)
    days = np.array([0.0, 1.0, 3.0, np.nan])
    groups = Groups(np.eye(4, dtype=np.float32), days)
    groups.merge(np.array([0]), np.array([1]), np.array([0.9]))
    found = compare(groups, np.array([0, 2, 0]), np.array([2, 3, 3]), scores)
    column = dict(zip(FEATURES, found.features.T, strict=True))
    odds = lambda p: np.log(p / (1 - p))  # noqa: E731
    assert found.means.tolist() == pytest.approx([0.4, 0.2, 0.05])
    assert column["mean"].tolist() == pytest.approx(odds(np.array([0.4, 0.2, 0.05])), abs=1e-5)
    assert column["best"].tolist() == pytest.approx(odds(np.array([0.5, 0.2, 0.1])), abs=1e-5)
    near = column["share of the larger's members with a near one"]
    assert near.tolist() == [1.0, 1.0, 0.0]
    assert column["days between"].tolist() == [2.0, 0.0, 0.0]
    assert column["inside the larger"][0] == pytest.approx(odds(0.9), abs=1e-5)
    assert column["size of the larger"].tolist() == pytest.approx(np.log([2, 1, 2]), abs=1e-5)
    assert sorted(set(asked)) == sorted(asked)  # each pair is scored once


def test_of_large_groups_some_members_are_compared():
    _, probability = blocks([60, 60], between=0.3)
    groups = Groups(np.eye(120, dtype=np.float32), np.zeros(120))
    groups.join([(0, row) for row in range(1, 60)] + [(60, row) for row in range(61, 120)])
    scores, asked = scores_of(probability)
    found = compare(groups, np.array([0]), np.array([60]), scores)
    assert len(asked) == MAX_COMPARED**2
    assert found.means[0] == pytest.approx(0.3)
