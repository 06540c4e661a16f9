"""Teasers to a pile, and the stories that it tells."""

import dataclasses

import numpy as np
import pytest

from classify.pipeline.piles import find_topical_stories, read_pile, stand_to
from classify.records import Correction, EarlierDigest, EarlierStory
from classify.stories import Constraints, StoryFinder
from classify.topics import GenreClassifier, TopicClassifier
from tests.builders import MONDAY, WordEncoder
from tests.harbour import LABELLED, PILE, TAXONOMY


def genres_on(classifier):
    return GenreClassifier(classifier.encoder)


@pytest.fixture(scope="module")
def classifier():
    return TopicClassifier.train(LABELLED, taxonomy=TAXONOMY, encoder=WordEncoder())


@pytest.fixture(scope="module")
def finder(classifier):
    return StoryFinder(classifier.encoder)


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
        topics={},
        outlets=("Post",),
    )


def stories(pile, finder, *corrections):
    return finder.group(pile.teasers, pile.vectors, Constraints.of(corrections))


def test_a_pile_goes_position_by_position(classifier, finder):
    done = []
    pile = read_pile(PILE, classifier, genres_on(classifier), on_progress=done.append)
    assert sum(done) == len(PILE)
    assert [one.teaser_id for one in pile.predictions] == [one.id for one in pile.teasers]
    np.testing.assert_array_equal(pile.vectors, classifier.embed(pile.teasers))
    other = read_pile(PILE[::-1], classifier, genres_on(classifier))
    assert (other.teasers, other.predictions) == (pile.teasers, pile.predictions)


class Essays(GenreClassifier):
    """Says that what names an apiary is an opinion."""

    def refine(self, teasers, vectors):
        return [
            dataclasses.replace(one, kind="opinion") if "hive" in one.passage.casefold() else one
            for one in teasers
        ]


def test_genres_are_refined_once_for_all_that_follows(classifier, finder):
    pile = read_pile(PILE, classifier, Essays(classifier.encoder))
    assert [one.kind for one in pile.teasers] == [one.kind for one in pile.compared]
    told = find_topical_stories(pile, classifier, finder, Constraints())
    kinds = {one.id: one.kind for topical in told for one in topical.story.teasers}
    assert kinds == {one.id: one.kind for one in pile.teasers}
    assert set(kinds.values()) == {"news", "opinion"}


def test_stories_come_with_the_probabilities_of_their_topics(classifier, finder):
    pile = read_pile(PILE, classifier, genres_on(classifier))
    found = find_topical_stories(pile, classifier, finder, Constraints())
    assert sum(len(one.story.teasers) for one in found) == len(PILE)
    assert all(tuple(one.probabilities) == one.story.topics for one in found)
    assert {one.story.topics for one in found} == {("ports",), ("bees",), ()}


def test_corrections_win(classifier, finder):
    pile = read_pile(PILE, classifier, genres_on(classifier))
    apart = Correction(kind="different", teasers=(PILE[0].id, PILE[1].id))
    assert len(stories(pile, finder, apart)) == len(stories(pile, finder)) + 1


def test_without_a_digest_before_all_stories_are_new(classifier, finder):
    pile = read_pile(PILE, classifier, genres_on(classifier))
    found = stories(pile, finder)
    standings = stand_to(None, found, pile, finder, Constraints())
    assert [one.story for one in standings] == found
    assert {(one.status, one.fresh) for one in standings} == {("new", frozenset())}


def test_a_story_goes_on_with_the_one_that_its_teasers_are_grouped_with(classifier, finder):
    pile = read_pile(PILE[1:], classifier, genres_on(classifier))
    found = stories(pile, finder)
    standings = stand_to(earlier([PILE[0]], [PILE[3]]), found, pile, finder, Constraints())
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
    classifier, finder, monkeypatch
):
    pile = read_pile(PILE, classifier, genres_on(classifier))

    def refuse(*_, **__):
        raise AssertionError("encoded again")

    monkeypatch.setattr(finder.encoder, "encode", refuse)
    standings = stand_to(earlier(PILE[:2]), stories(pile, finder), pile, finder, Constraints())
    assert sorted(one.status for one in standings).count("continuing") == 1
