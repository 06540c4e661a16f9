import pytest

from classify.datasets import LabelledStories
from classify.evaluation import evaluate_stories
from classify.records import LabelledStory
from tests.builders import story, teaser

SHIP, FERRY, HIVE, SWARM = (teaser(one) for one in ("Ship", "Ferry", "Hive", "Swarm"))
LABELLED = LabelledStories(
    (
        LabelledStory(id="a", teasers=(SHIP, FERRY), sibling="b"),
        LabelledStory(id="b", teasers=(HIVE,), sibling="a"),
        LabelledStory(id="c", teasers=(SWARM,), sibling="elsewhere"),
    ),
    "all",
)


def score(*told):
    return evaluate_stories(LABELLED, told, n_resamples=20)


def test_told_as_it_was():
    scores = score(story(SWARM), story(HIVE), story(FERRY, SHIP))
    assert scores.b_cubed_f1.value == scores.pairwise_f1.value == 1
    assert scores.siblings_joined.value == 0
    assert (scores.n_teasers, scores.n_stories, scores.n_predicted) == (4, 3, 3)


def test_siblings_that_were_joined():
    scores = score(story(SHIP, FERRY, HIVE), story(SWARM))
    assert scores.siblings_joined.value == 1
    assert scores.b_cubed_recall.value == 1
    assert scores.b_cubed_precision.value == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)


def test_a_teaser_that_was_lost():
    with pytest.raises(ValueError, match="is in no story"):
        score(story(SHIP, FERRY), story(HIVE))
