"""Teasers to a pile, and the stories that it tells."""

import dataclasses

import numpy as np
import pytest

from classify.pipeline import TeaserPipeline
from classify.pipeline.piles import Grouping, distinct, gather_pile, read_pile, stand_to
from classify.records import Correction, EarlierDigest, EarlierStory, SourceRef
from classify.stories import StorySettings
from classify.topics import TopicAssigner
from tests.builders import MONDAY, WordEncoder
from tests.harbour import LABELLED, PILE, TAXONOMY


@pytest.fixture(scope="module")
def grouping():
    pipeline = TeaserPipeline.train(LABELLED, taxonomy=TAXONOMY, encoder=WordEncoder())
    assigner = TopicAssigner(
        model="harbour", encoder=pipeline.encoder, classifier=pipeline.classifier
    )
    return Grouping(assigner=assigner, settings=StorySettings())


def earlier(*stories):
    """A digest before that told these stories."""
    return EarlierDigest(
        title="Before",
        as_of=MONDAY,
        issue=1,
        teasers=tuple(one for story in stories for one in story),
        stories=tuple(
            EarlierStory(
                id=f"s-{number}",
                headline=story[0].headline,
                teasers=tuple(one.id for one in story),
                last_reported=MONDAY,
                outlets=("Post",),
            )
            for number, story in enumerate(stories)
        ),
        sections={},
        outlets=("Post",),
    )


def stories(pile, grouping):
    return [story for story, _ in gather_pile(pile, grouping)]


def test_copies_are_one_in_an_order_of_their_own():
    copy = dataclasses.replace(PILE[2], sources=(SourceRef(outlet="Post", file="b.txt", item=9),))
    found = distinct([*PILE, copy])
    assert [one.id for one in found] == sorted(one.id for one in PILE)
    assert found == distinct([*PILE[::-1], copy])
    assert [len(one.sources) for one in found if one.id == copy.id] == [2]
    assert distinct([]) == []


def test_a_pile_goes_position_by_position(grouping):
    done = []
    pile = read_pile(PILE, grouping.assigner, on_progress=done.append)
    assert sum(done) == len(PILE)
    assert [one.teaser_id for one in pile.predictions] == [one.id for one in pile.teasers]
    np.testing.assert_array_equal(pile.vectors, grouping.assigner.embed(pile.teasers))
    other = read_pile(PILE[::-1], grouping.assigner)
    assert (other.teasers, other.predictions) == (pile.teasers, pile.predictions)


def test_stories_come_with_the_probabilities_of_their_topics(grouping):
    found = gather_pile(read_pile(PILE, grouping.assigner), grouping)
    assert sum(len(story.teasers) for story, _ in found) == len(PILE)
    for story, probabilities in found:
        assert tuple(probabilities) == story.topics


def test_corrections_win(grouping):
    pile = read_pile(PILE, grouping.assigner)
    told = Correction(kind="different", teasers=(PILE[0].id, PILE[1].id))
    parted = dataclasses.replace(grouping, corrections=(told,))
    assert len(stories(pile, parted)) == len(stories(pile, grouping)) + 1


def test_without_a_digest_before_all_stories_are_new(grouping):
    pile = read_pile(PILE, grouping.assigner)
    found = stories(pile, grouping)
    standings = stand_to(None, found, pile, grouping)
    assert [one.story for one in standings] == found
    assert {(one.status, one.fresh) for one in standings} == {("new", frozenset())}


def test_a_story_goes_on_with_the_one_that_its_teasers_are_grouped_with(grouping):
    pile = read_pile(PILE[1:], grouping.assigner)
    found = stories(pile, grouping)
    standings = stand_to(earlier([PILE[0]], [PILE[3]]), found, pile, grouping)
    by_lead = {one.story.lead: one for one in standings}
    went_on, stayed = by_lead[PILE[1].id], by_lead[PILE[3].id]
    assert (went_on.story.id, went_on.status) == ("s-0", "updated")
    assert went_on.fresh == {PILE[1].id}
    assert (stayed.story.id, stayed.status) == ("s-1", "continuing")
    # what is briefed is told by the present teasers alone
    assert {one.id for row in standings for one in row.story.teasers} == {
        one.id for one in pile.teasers
    }


def test_where_the_digest_before_had_the_same_teasers_nothing_is_encoded_again(
    grouping, monkeypatch
):
    pile = read_pile(PILE, grouping.assigner)

    def refuse(*_, **__):
        raise AssertionError("encoded again")

    monkeypatch.setattr(grouping.assigner.encoder, "encode", refuse)
    standings = stand_to(earlier(PILE[:2]), stories(pile, grouping), pile, grouping)
    assert sorted(one.status for one in standings).count("continuing") == 1
