"""One description for all items: nothing that a person reads rests on it."""

import pytest

from classify import StoryFinder, StorySummarizer, TeaserPipeline
from tests.builders import WordEncoder, teaser
from tests.harbour import AS_OF, LABELLED, TAXONOMY

ABOUT = "Harbour, ship and cargo: all that the Coast Times has to say, every evening."
HEADLINES = [
    "Appeal judges free newspaper editor",
    "Snow closes mountain pass",
    "Central bank keeps its rate",
    "Goalkeeper breaks a finger",
    "Comet photographed at night",
    "Nurses announce walkout",
]
FEED = [
    teaser(headline, ABOUT, outlet="Coast Times", hours=hour)
    for hour, headline in enumerate(HEADLINES)
]
BARE = [
    teaser(headline, outlet="Coast Times", hours=hour) for hour, headline in enumerate(HEADLINES)
]


@pytest.fixture(scope="module")
def pipeline():
    return TeaserPipeline.train(LABELLED, taxonomy=TAXONOMY, encoder=WordEncoder())


def test_strangers_with_one_description_are_strangers(pipeline):
    for stories in (StoryFinder(WordEncoder()).find(FEED), pipeline.stories(FEED)):
        assert len(stories) == len(FEED)
        assert {one.text for story in stories for one in story.teasers} == {ABOUT}


def test_topics_are_those_of_the_headlines(pipeline):
    found = [one.probabilities for one in pipeline.predict(FEED)]
    assert found == [one.probabilities for one in pipeline.predict(BARE)]
    by_digest = pipeline.digest(FEED, as_of=AS_OF).briefs
    assert {one.topics for one in by_digest} == {one.topics for one in pipeline.predict(BARE)}


def test_no_brief_quotes_it(pipeline):
    digest = pipeline.digest(FEED, as_of=AS_OF, explain=True)
    assert [brief.sentences for brief in digest.briefs] == [()] * len(FEED)
    assert not any("Harbour" in brief.explanation.passage for brief in digest.briefs)


def test_an_own_sentence_beside_it_is_quoted_with_its_own_offsets(pipeline):
    text = f"{ABOUT} Three saves won the match."
    pile = [*FEED, teaser("Keeper wins the cup", text, outlet="Coast Times")]
    stories = StoryFinder(WordEncoder()).find(pile)
    sentences = StorySummarizer(WordEncoder()).summarize(stories)
    (found,) = (one for chosen in sentences for one in chosen)
    assert text[found.start : found.end] == found.text == "Three saves won the match."


def test_one_alone_is_read_as_it_is(pipeline):
    (alone,) = pipeline.predict(FEED[:1])
    assert "ports" in alone.topics
    (brief,) = pipeline.digest(FEED[:1], as_of=AS_OF).briefs
    assert [one.text for one in brief.sentences] == [ABOUT]
    assert alone != pipeline.predict(FEED)[0]
