"""Stories to chosen sentences: what is embedded, and what is rated."""

from __future__ import annotations

from dataclasses import replace

import pytest

from classify.encoders import load_encoder
from classify.records import BriefLength
from classify.summarization import (
    RATERS,
    CondensingSettings,
    StorySummarizer,
    find_concept_model,
)
from tests.builders import WordEncoder, story, teaser

FLOOD = "The river Orla broke its banks. Rescuers took forty people to safety."


class Watching(WordEncoder):
    """Remembers what it was asked to encode."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def encode(self, texts, *, on_progress=None):
        self.seen += texts
        return super().encode(texts, on_progress=on_progress)


def condensed(*stories, encoder=None, **settings):
    encoder = encoder or Watching()
    return summarize(stories, encoder, CondensingSettings(**settings))


def summarize(stories, encoder, settings, model=None):
    return StorySummarizer(encoder, settings=settings, concept_model=model).summarize(stories)


def texts(sentences):
    return [sentence.text for sentence in sentences]


def test_where_all_fits_nothing_is_embedded():
    encoder = Watching()
    (brief,) = condensed(story(teaser("Flood", FLOOD)), encoder=encoder)
    assert texts(brief) == [
        "The river Orla broke its banks.",
        "Rescuers took forty people to safety.",
    ]
    assert {sentence.salience for sentence in brief} == {1.0}
    assert encoder.seen == []


@pytest.mark.parametrize(
    ("one", "settings"),
    [
        (story(teaser("Flood", FLOOD)), {"max_sentences": 1}),
        (story(teaser("Flood", FLOOD)), {"max_words": 8}),
        (story(teaser("Flood", "Water rose. Water rose.")), {}),
        (story(teaser("Flood", "The river rose. Rescuers […]", truncated=True)), {}),
        (story(teaser("Flood", "The river rose."), teaser("Water", "A river rose.")), {}),
    ],
    ids=["sentences", "words", "repeat", "cut", "two teasers"],
)
def test_where_there_is_a_choice_all_sentences_are_embedded(one, settings):
    encoder = Watching()
    (brief,) = condensed(one, encoder=encoder, **settings)
    assert len(brief) == 1 or len(one.teasers) > 1
    assert all(sentence.complete for sentence in brief)
    assert len(encoder.seen) == 2


def test_stories_keep_their_own_sentences_whether_embedded_or_not():
    free = story(teaser("Flood", FLOOD))
    contested = story(
        teaser("Vote", "Voters chose a mayor."), teaser("Poll", "A mayor was chosen.")
    )
    silent = story(teaser("Nothing but a headline"))
    found = condensed(contested, free, silent, contested, max_sentences=2)
    assert found[1] == condensed(free)[0]
    assert found[2] == ()
    assert found[0] == found[3] == condensed(contested, max_sentences=2)[0]


def test_every_sentence_stands_in_its_teaser_and_within_the_limits():
    long = story(*(teaser(f"Flood {n}", f"Bridge {n} fell. " + FLOOD, hours=n) for n in range(5)))
    by_id = {one.id: one for one in long.teasers}
    for max_words in range(30):
        (brief,) = condensed(long, max_words=max_words)
        assert sum(len(sentence.text.split()) for sentence in brief) <= max_words
        for sentence in brief:
            assert by_id[sentence.teaser_id].text[sentence.start : sentence.end] == sentence.text


@pytest.mark.parametrize("method", RATERS)
def test_all_sentences_are_rated_chosen_or_not(method):
    settings = CondensingSettings(method=method, max_sentences=1)
    one = story(teaser("Flood", FLOOD), teaser("Vote", "Voters chose a mayor."))
    rated, nothing = StorySummarizer(WordEncoder(), settings=settings).rate(
        [one, story(teaser("Headline"))]
    )
    assert nothing == ()
    assert texts(rated) == [
        "The river Orla broke its banks.",
        "Rescuers took forty people to safety.",
        "Voters chose a mayor.",
    ]
    (brief,) = summarize([one], WordEncoder(), settings)
    assert set(brief) <= set(rated)


EARLY = teaser("Bridge falls", "Three people were killed when the bridge fell.", hours=1)
LATE = teaser("Bridge inquiry", "Police said seven people were killed at the bridge.", hours=5)
OLD = "Three people were killed when the bridge fell."


@pytest.mark.parametrize("method", RATERS)
@pytest.mark.parametrize("max_sentences", [1, 2, 3])
def test_an_overtaken_figure_is_not_told(method, max_sentences):
    (brief,) = condensed(story(EARLY, LATE), method=method, max_sentences=max_sentences)
    assert texts(brief) == ["Police said seven people were killed at the bridge."]


def test_any_other_sentence_is_rather_told_even_a_cut_one():
    cut = teaser("Bridge, latest", "Divers […]", hours=2, truncated=True)
    newest = teaser("Bridge: death toll rises to seven", hours=5)
    (brief,) = condensed(story(EARLY, cut, newest), max_sentences=1)
    assert texts(brief) == ["Divers […]"]


def test_an_overtaken_figure_is_told_where_there_is_nothing_else():
    newest = teaser("Bridge: death toll rises to seven", hours=5)
    assert [texts(brief) for brief in condensed(story(EARLY, newest))] == [[OLD]]
    too_long = teaser("Bridge inquiry", "seven people were killed " + "and so on " * 40, hours=5)
    assert [texts(brief) for brief in condensed(story(EARLY, too_long))] == [[OLD]]


def test_figures_that_merely_differ_shut_no_sentence_out():
    undated = teaser("Bridge inquiry", LATE.text, hours=None)
    (brief,) = condensed(story(EARLY, undated))
    assert OLD in texts(brief)


def test_ten_long_documents_make_one_brief_of_a_hundred_words():
    places = ("Orla", "Tynda", "Veska", "Lomna", "Sava", "Prut", "Drava", "Narew", "Bug", "Pina")
    documents = [
        teaser(
            f"The {place} keeps rising",
            " ".join(
                [f"The {place} flooded {day + 2} villages on day {day}." for day in range(29)]
                + ["The government declared an emergency in the whole valley."]
            ),
            hours=number,
        )
        for number, place in enumerate(places)
    ]
    model, _ = find_concept_model(load_encoder())
    encoder, long = WordEncoder(), story(*documents)
    settings = CondensingSettings(max_words=100, max_sentences=20)
    (brief,) = summarize([long], encoder, settings, model)
    assert 0 < sum(len(text.split()) for text in texts(brief)) <= 100
    assert len(set(texts(brief))) == len(brief) > 1
    # what all ten end with is worth telling, once
    assert texts(brief).count("The government declared an emergency in the whole valley.") == 1


def test_a_limit_of_characters_is_kept():
    flood = story(teaser("Flood", FLOOD))
    first, second = (len(one) for one in FLOOD.split(". ", 1))
    whole = len(FLOOD)
    assert len(condensed(flood, max_characters=whole)[0]) == 2
    # one short of both: one is told, and it fits
    (brief,) = condensed(flood, max_characters=whole - 1)
    assert len(brief) == 1
    assert condensed(flood, max_characters=min(first, second) - 1) == [()]


LONG = story(*(teaser(f"Flood {n}", f"Bridge {n} fell. {FLOOD}", hours=n) for n in range(9)))


def test_limits_that_are_not_named_stay():
    settings = CondensingSettings(max_words=50, max_sentences=4, max_characters=300)
    assert settings.with_length(BriefLength()) == settings
    assert settings.with_length(BriefLength(max_words=9)) == replace(settings, max_words=9)
    assert settings.with_length(BriefLength(max_sentences=2)) == replace(settings, max_sentences=2)


def test_where_characters_are_named_and_words_are_not_words_do_not_count():
    settings = CondensingSettings(max_words=4, max_sentences=50)
    (narrow,) = summarize([LONG], WordEncoder(), settings)
    assert len(" ".join(texts(narrow)).split()) == 3
    free = settings.with_length(BriefLength(max_characters=200))
    assert len(" ".join(texts(summarize([LONG], WordEncoder(), free)[0])).split()) > 20
    both = settings.with_length(BriefLength(max_characters=200, max_words=4))
    assert summarize([LONG], WordEncoder(), both) == [narrow]
    # words of a single letter are as many as there could ever be
    letters = story(teaser("Letters", "A " * 99 + "a."), teaser("Other", "B " * 99 + "b."))
    free = settings.with_length(BriefLength(max_characters=200))
    assert texts(summarize([letters], WordEncoder(), free)[0]) == ["A " * 99 + "a."]


def test_a_brief_is_expected_to_have_no_more_words_than_its_characters_hold():
    settings = CondensingSettings(max_words=70)
    assert settings.n_expected_words == 70
    assert settings.with_length(BriefLength(max_characters=280)).n_expected_words == 46
    assert settings.with_length(BriefLength(max_characters=3)).n_expected_words == 0
    both = BriefLength(max_words=30, max_characters=280)
    assert settings.with_length(both).n_expected_words == 30


@pytest.mark.parametrize("max_characters", [1, 3, 20, 80, 1000])
def test_briefs_by_concepts_obey_a_limit_of_characters(max_characters):
    model, _ = find_concept_model(load_encoder())
    settings = CondensingSettings(max_characters=max_characters)
    (brief,) = summarize([LONG], WordEncoder(), settings, model)
    assert len(" ".join(texts(brief))) <= max_characters
    assert bool(brief) == (max_characters >= len("Bridge 0 fell."))


def test_summarizers_of_other_lengths_read_the_concept_model_once():
    one = StorySummarizer()
    shorter, shortest = (one.with_length(BriefLength(max_words=limit)) for limit in (20, 10))
    assert shorter.concept_model is shortest.concept_model is one.concept_model is not None
