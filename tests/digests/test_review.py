"""What a person should look at: one line a story, with the verdict of its brief."""

from __future__ import annotations

import dataclasses

import pytest

from classify.digests import BriefDraft
from classify.digests.review import needs_review, review
from tests.builders import prediction, story, teaser

FERRY = teaser("Ferry aground", "All were taken ashore.", hours=1)
SHIP = teaser("Ship on rocks", "Tugs arrived at noon.", hours=3)
NUMBERS = {FERRY.id: 4, SHIP.id: 2}


def draft(*teasers, **topics):
    return BriefDraft(
        story=story(*teasers, topics=tuple(topics)),
        probabilities=topics,
        sentences=(),
        n_independent=1,
    )


def test_a_doubtful_teaser_of_a_sure_story_is_not_listed():
    told = draft(FERRY, SHIP, ports=0.7)
    weak = {FERRY.id: prediction(FERRY, ports=0.3), SHIP.id: prediction(SHIP, ports=0.9)}
    assert not needs_review(told)
    assert review([told], weak, NUMBERS) == ()


def test_a_story_stands_once_with_the_probability_of_its_brief():
    told = draft(FERRY, SHIP, ports=0.4)
    sure = {one.id: prediction(one, ports=0.8) for one in (FERRY, SHIP)}
    (line,) = review([told], sure, NUMBERS)
    assert (line.headline, line.status, line.nearest_topic) == (FERRY.headline, "assigned", "ports")
    assert line.probability == pytest.approx(0.4)


def test_a_story_without_a_topic_is_never_called_assigned():
    sure = {one.id: prediction(one, ports=0.8) for one in (FERRY, SHIP)}
    (line,) = review([draft(FERRY, SHIP)], sure, NUMBERS)
    assert (line.status, line.nearest_topic) == ("none", "ports")


def test_lines_stand_by_citation_and_say_why():
    foreign = dataclasses.replace(
        prediction(FERRY, ports=0.2), status="abstained", reason="language"
    )
    known = {FERRY.id: foreign, SHIP.id: prediction(SHIP, ports=0.2)}
    lines = review([draft(FERRY), draft(SHIP)], known, NUMBERS)
    assert [(line.citation, line.reason) for line in lines] == [(2, None), (4, "language")]
