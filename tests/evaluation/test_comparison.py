import numpy as np
import pytest

from classify.evaluation import compare_topics, draw_weights, score_topics

RNG = np.random.default_rng(3)
TRUTH = RNG.random((200, 3)) < 0.3
COUNTED = RNG.random((200, 3)) < 0.95
GOOD = np.clip(TRUTH * 0.8 + RNG.normal(0.1, 0.2, TRUTH.shape), 0, 1)
POOR = np.clip(GOOD + RNG.normal(0, 0.3, TRUTH.shape), 0, 1)
WEIGHTS = draw_weights(200, n_resamples=200, seed=0)
TOPICS = ["a", "b", "c"]


def compare(first, second):
    models = [(one, one >= 0.5) for one in (first, second)]
    return compare_topics(TRUTH, COUNTED, *models, WEIGHTS, topics=TOPICS)


def test_differences_are_those_of_the_scores():
    found = compare(GOOD, POOR)
    good, poor = (
        score_topics(TRUTH, one, one >= 0.5, topics=TOPICS, counted=COUNTED, n_resamples=200)
        for one in (GOOD, POOR)
    )
    assert set(found.differences) == set(found.seconds)
    for name, difference in found.differences.items():
        first, second = (getattr(scores, name).value for scores in (good, poor))
        assert difference.value == pytest.approx(first - second)
        assert found.seconds[name] == pytest.approx(second)
    one = found.topics[1]
    assert one.difference.value == pytest.approx(one.first - one.second)
    assert found.differences["micro_f1"].low > 0


def test_a_difference_is_surer_than_either_figure():
    nearly = np.clip(POOR + RNG.normal(0, 0.02, TRUTH.shape), 0, 1)
    poor = score_topics(TRUTH, POOR, POOR >= 0.5, topics=TOPICS, counted=COUNTED, n_resamples=200)
    paired = compare(POOR, nearly).differences["micro_f1"]
    assert paired.high - paired.low < (poor.micro_f1.high - poor.micro_f1.low) / 2


def test_the_other_way_round_changes_the_sign():
    there, back = compare(GOOD, POOR), compare(POOR, GOOD)
    for name, difference in there.differences.items():
        assert difference.value == pytest.approx(-back.differences[name].value)
    assert there.only_first == back.only_second
    assert len(there.only_first) > len(there.only_second)


def test_a_model_is_as_good_as_itself():
    found = compare(GOOD, GOOD)
    assert all(one.low == one.value == one.high == 0 for one in found.differences.values())
    assert found.only_first == found.only_second == ()


def test_a_topic_without_examples_has_no_difference():
    rows = ~TRUTH[:, 2]
    models = [(one[rows], one[rows] >= 0.5) for one in (GOOD, POOR)]
    found = compare_topics(TRUTH[rows], COUNTED[rows], *models, WEIGHTS[:, rows], topics=TOPICS)
    assert found.topics[2].difference is found.topics[2].first is None
