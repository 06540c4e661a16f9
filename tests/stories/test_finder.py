"""StoryFinder by itself: teasers to stories, without topics."""

import dataclasses

import pytest

from classify import StoryFinder
from classify.encoders import load_encoder
from classify.errors import ReadError
from classify.records import KINDS, Correction
from classify.stories import StorySettings
from tests.builders import WordEncoder, teaser
from tests.harbour import PILE
from tests.small_models import trees


@pytest.fixture(scope="module")
def finder():
    return StoryFinder(WordEncoder())


def headlines(stories):
    return {frozenset(one.headline for one in story.teasers) for story in stories}


def test_every_teaser_is_in_one_story_and_none_has_topics(finder):
    found = finder.find(PILE)
    assert sorted(one.id for story in found for one in story.teasers) == sorted(
        one.id for one in PILE
    )
    assert frozenset([PILE[0].headline, PILE[1].headline]) in headlines(found)
    assert {story.topics for story in found} == {()}


def test_neither_order_nor_copies_matter(finder):
    assert finder.find([*PILE[::-1], PILE[0]]) == finder.find(PILE)
    assert finder.find([]) == []


def test_progress_counts_every_distinct_teaser(finder):
    done = []
    finder.find([*PILE, PILE[0]], on_progress=done.append)
    assert sum(done) == len(PILE)


def test_corrections_win_and_must_not_contradict_each_other(finder):
    pair = tuple(one.id for one in PILE[:2])
    apart = Correction(kind="different", teasers=pair)
    assert len(finder.find(PILE, corrections=[apart])) == len(finder.find(PILE)) + 1
    with pytest.raises(ReadError, match="but they are the same by"):
        finder.find(PILE, corrections=[apart, Correction(kind="same", teasers=pair)])


@pytest.mark.parametrize(
    ("changes", "languages", "n_stories"),
    [
        ({}, ("en",), 1),
        ({"kind": "digest"}, ("en",), 2),
        ({"kind": "roundup"}, ("en",), 2),
        ({"kind": "press_review"}, ("en",), 2),
        ({"kind": "live"}, ("en",), 1),
        ({"kind": "opinion"}, ("en",), 1),
        ({"language": "be"}, ("en",), 2),
        ({"language": "be"}, ("en", "be"), 1),
        ({"language": "und"}, ("en",), 1),
    ],
    ids=[
        "alike",
        "digest",
        "roundup",
        "press review",
        "live",
        "opinion",
        "another language",
        "one that is spoken",
        "undetermined",
    ],
)
def test_who_stands_alone(changes, languages, n_stories):
    one = teaser("Ferry enters harbour after storm", "Cargo was saved.")
    twin = dataclasses.replace(one, id="twin", **changes)
    found = StoryFinder(WordEncoder(), languages=languages).find([one, twin])
    assert len(found) == n_stories


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "news"])
def test_news_leads_before_other_kinds(kind):
    one = teaser("Ferry enters harbour after storm", "Cargo was saved.", kind=kind)
    middle = teaser("Ferry enters harbour after storm, cargo was saved", kind=kind)
    news = teaser("Ferry enters harbour after storm", "Cargo was saved, owners say.", hours=1)
    for story in StoryFinder(WordEncoder()).find([one, middle, news]):
        if news in story.teasers:
            assert story.lead_teaser == news


def test_without_news_another_kind_leads():
    one = teaser("Ferry enters harbour after storm", "Cargo was saved.", kind="opinion")
    twin = dataclasses.replace(one, id="twin")
    (story,) = StoryFinder(WordEncoder()).find([one, twin])
    assert story.lead_teaser.kind == "opinion"


def test_settings_decide():
    narrow = StoryFinder(WordEncoder(), settings=StorySettings(window_days=0.01))
    assert frozenset([PILE[0].headline, PILE[1].headline]) not in headlines(narrow.find(PILE))


def test_the_bundled_pair_model_goes_with_its_encoder(finder):
    assert (finder.pair_model, finder.pair_model_sha256, finder.to_arrays()) == (None, "", {})
    bundled = StoryFinder()
    assert bundled.encoder.sha256 == load_encoder().sha256
    again = StoryFinder.from_arrays(bundled.to_arrays(), encoder=bundled.encoder)
    assert again.find(PILE) == bundled.find(PILE)
    assert again.pair_model_sha256 not in ("", bundled.pair_model_sha256)


def test_a_finder_without_a_pair_model_is_restored_as_it_was(finder):
    again = StoryFinder.from_arrays(finder.to_arrays(), encoder=finder.encoder)
    assert again.find(PILE) == finder.find(PILE)


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="'feature' is missing"):
        StoryFinder.from_arrays({"value": trees()["value"]}, encoder=WordEncoder())
