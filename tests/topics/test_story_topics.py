"""Topics of a story, decided on the mean probabilities of its teasers."""

from types import SimpleNamespace

import pytest

from classify.topics import topics_of_story
from tests.builders import prediction, teaser
from tests.harbour import TAXONOMY

HEAD = SimpleNamespace(
    taxonomy=TAXONOMY,
    decide=lambda means: tuple(
        sorted((key for key in means if means[key] >= 0.5), key=lambda key: -means[key])
    ),
)


def says(status="assigned", **probabilities):
    made = prediction(teaser("Ship"), **probabilities)
    object.__setattr__(made, "status", status)
    return made


@pytest.mark.parametrize(
    ("predictions", "topics"),
    [
        ([says(ports=0.9, bees=0.2)], {"ports": 0.9}),
        ([says(ports=0.9, bees=0.2), says(ports=0.5, bees=1.0)], {"ports": 0.7, "bees": 0.6}),
        ([says(ports=0.9, bees=0.1), says("none", ports=0.0, bees=0.1)], {}),
        ([says(ports=0.9, bees=0.1), says("abstained", ports=0.0, bees=0.1)], {"ports": 0.9}),
        ([says("abstained", ports=0.9, bees=0.9)], {}),
        ([], {}),
    ],
    ids=["one", "both over", "none pulls down", "abstained do not count", "all abstained", "none"],
)
def test_the_mean_decides(predictions, topics):
    found = topics_of_story(predictions, HEAD)
    assert found == pytest.approx(topics)
    assert list(found) == list(topics)
