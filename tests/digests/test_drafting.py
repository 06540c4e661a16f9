"""Stories to drafts of their briefs."""

import dataclasses

import pytest

from classify.digests import Standing, draft
from classify.records import Explanation, Link
from classify.summarization import StorySummarizer
from tests.builders import WordEncoder, prediction, story, teaser

EARLY = teaser(
    "Bridge falls", "Three people were killed when the bridge fell.", hours=1, outlet="Post"
)
LATE = teaser(
    "Bridge inquiry", "Police said seven people were killed there.", hours=5, outlet="Gazette"
)
HIVE = teaser("Hive swarms", "The keeper counts queens. One is missing.", outlet="Post")


def drafts(*standings, **options):
    topics = [{"ports": 0.9} for _ in standings]
    return draft(standings, topics, StorySummarizer(WordEncoder()), **options)


def test_a_draft_holds_all_that_is_known_of_its_story():
    bridge, hive = drafts(
        Standing(story=story(EARLY, LATE), status="updated", fresh=frozenset([LATE.id])),
        Standing(story=story(HIVE)),
    )
    assert (bridge.status, bridge.fresh) == ("updated", {LATE.id})
    assert (hive.status, hive.fresh) == ("new", frozenset())
    assert (bridge.n_independent, hive.n_independent) == (2, 1)
    assert bridge.probabilities == {"ports": 0.9}
    assert [one.text for one in hive.sentences] == [
        "The keeper counts queens.",
        "One is missing.",
    ]
    assert bridge.explanation is None


def test_an_overtaken_figure_is_noted_and_neither_told_nor_in_the_lead():
    (bridge,) = drafts(Standing(story=story(EARLY, LATE)))
    (note,) = bridge.notes
    assert [figure.count for figure in note.figures] == [7, 3]
    assert [one.text for one in bridge.sentences] == ["Police said seven people were killed there."]
    (hive,) = drafts(Standing(story=story(HIVE)))
    assert hive.notes == ()


def test_the_lead_of_each_story_is_explained_where_that_is_asked_for():
    asked = []

    def explain(one):
        asked.append(one.id)
        found = prediction(one, ports=0.9)
        return Explanation(
            teaser_id=one.id, passage=one.passage, prediction=found, reasons=(), examples=()
        )

    standings = [Standing(story=story(HIVE)), Standing(story=story(EARLY, LATE))]
    found = drafts(*standings, explain=explain)
    assert asked == [one.explanation.teaser_id for one in found]
    assert asked == [one.story.lead for one in found]


@pytest.mark.parametrize("explain", [None, lambda one: pytest.fail("nothing to explain")])
def test_no_stories_no_drafts(explain):
    assert drafts(explain=explain) == []


def test_no_sentence_is_told_of_a_teaser_that_possibly_tells_another_event():
    weak = Link(teasers=(EARLY.id, LATE.id), probability=0.3, grounds={"words": -1.0})
    (bridge,) = drafts(Standing(story=dataclasses.replace(story(EARLY, LATE), links=(weak,))))
    assert {one.teaser_id for one in bridge.sentences} == {EARLY.id}
    assert (bridge.possible, bridge.notes, bridge.n_independent) == ({LATE.id: 0.3}, (), 1)
    assert bridge.sure_teasers == (EARLY,)


def test_a_denied_figure_hides_none_that_is_known():
    known = teaser(
        "Blast at depot kills 9", "A blast at the depot in Hask killed 9 people.", outlet="Post"
    )
    denial = teaser(
        "Hask blast: ministry rejects count",
        "The ministry denied that 70 people were killed in a blast at the depot in Hask.",
        hours=5,
        outlet="Gazette",
    )
    for lead_first in ([known, denial], [denial, known]):
        (blast,) = drafts(Standing(story=story(*lead_first)))
        assert blast.notes == ()
        assert blast.sentences[0].text == known.text


def test_news_tell_a_story_and_the_rest_is_background():
    review = teaser("What the papers say", "The bridge fills the front pages.", kind="press_review")
    view = teaser("Opinion: Rust never sleeps", "The mayor should go.", kind="opinion", outlet="X")
    live = teaser("Live: bridge falls", "Follow it here all day.", kind="live", outlet="Radio")
    whole = story(review, view, live, EARLY)
    (bridge,) = drafts(Standing(story=whole))
    assert bridge.story.lead == EARLY.id
    assert bridge.kind == "news"
    assert bridge.background == {review.id, view.id}
    assert {one.teaser_id for one in bridge.sentences} <= {live.id, EARLY.id}
    assert bridge.n_independent == 2
    assert bridge.sure_teasers == (live, EARLY)


def test_without_news_comments_tell_a_story_and_without_those_all_do():
    view = teaser("Opinion: Rust never sleeps", "The mayor should go at once.", kind="opinion")
    guide = teaser("How bridges rust", "Salt eats steel and paint hides it.", kind="explainer")
    quiz = teaser("Bridge quiz", "How many bridges can you name?", kind="puzzle")
    (told,) = drafts(Standing(story=story(guide, view)))
    assert (told.kind, told.background) == ("opinion", {guide.id})
    (told,) = drafts(Standing(story=story(guide, quiz)))
    assert (told.kind, told.background) == ("explainer", frozenset())
