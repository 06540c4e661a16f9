"""What strangers share word for word is found; what copies of one report share is not."""

import random

import pytest

from classify.text import covers, find_boilerplate, without_spans

HEADLINES = [
    "Dockers end strike at Gdansk",
    "Appeal court frees newspaper editor",
    "Snow closes mountain pass to lorries",
    "Central bank keeps rate at six percent",
    "Goalkeeper breaks finger before final",
    "Comet photographed from observatory",
]
TEXTS = [
    "Cranes moved again at noon.",
    "Judges spoke of grave errors.",
    "Queues grew on both sides.",
    "Inflation stays above target.",
    "Surgeons will operate tomorrow.",
    "Its tail is faint.",
]
ABOUT = "Get the latest analysis and opinion from Coast Times, the paper of the shore since 1891."
WIRE = (
    "Nineteen people were killed when a ferry caught fire off the coast. It was not clear what "
    "caused it. The captain was detained."
)
ONE_EVENT = [
    "Ferry fire kills 19",
    "Captain detained after blaze on ferry",
    "Nineteen dead off coast",
    "Disaster at sea: what we know of the ferry",
]


def stripped(texts, headlines=HEADLINES, feeds=None):
    feeds = ["Coast Times"] * len(texts) if feeds is None else feeds
    found = find_boilerplate(headlines[: len(texts)], texts, feeds)
    return [without_spans(text, spans) for text, spans in zip(texts, found, strict=True)]


@pytest.mark.parametrize("feeds", [None, [""] * 6, list("abcdef")], ids=["one", "unnamed", "many"])
@pytest.mark.parametrize(
    "give",
    [
        lambda text, headline: f"{text} {ABOUT}",
        lambda text, headline: f"{ABOUT} {text}",
        lambda text, headline: f"{text}\nSubscribe to our evening letter",
        lambda text, headline: f"{text} Read more on {headline.split()[0].lower()} at our site.",
        lambda text, headline: f"{text} The post {headline} appeared first on Coast Times.",
        lambda text, headline: f"{text} Читать далее: {headline}",
    ],
    ids=["tail", "head", "line", "call", "quoted headline", "another language"],
)
def test_what_strangers_share_is_left_out(give, feeds):
    given = [give(text, headline) for text, headline in zip(TEXTS, HEADLINES, strict=True)]
    assert stripped(given, feeds=feeds) == TEXTS


def test_a_description_of_all_items_leaves_nothing():
    assert stripped([ABOUT] * 6) == [""] * 6


def test_a_description_that_names_every_subject_is_none_of_them():
    about = "All on strikes and dockers, courts and editors, snow and passes, banks, goals, comets."
    assert stripped([about] * 6) == [""] * 6
    assert stripped([about] * 3) == [about] * 3  # which three events at once could be


def test_two_are_not_enough():
    assert stripped([ABOUT] * 2) == [ABOUT] * 2
    assert stripped([ABOUT] * 3) == [""] * 3


def test_headlines_that_are_alike_count_once():
    weather = [
        f"Weather forecast for the coast on {day}" for day in ("Monday", "Tuesday", "Friday")
    ]
    assert stripped([ABOUT] * 3, weather) == [ABOUT] * 3


@pytest.mark.parametrize("feeds", [list("abcd"), ["a"] * 4, [""] * 4])
def test_copies_of_one_agency_report_keep_their_text(feeds):
    assert stripped([WIRE] * 4, ONE_EVENT, feeds) == [WIRE] * 4


def test_copies_that_are_cut_in_different_ways_keep_their_text():
    one, two, three = (f"{part}." for part in WIRE.rstrip(".").split(". "))
    given = [f"{one} {two}", f"{one} {two} {three}", f"{two} {three}", f"{one} {two}"]
    assert stripped(given, ONE_EVENT, list("abcd")) == given


def test_what_stands_under_one_feed_elsewhere_too_goes_there_too():
    feeds = ["a", "a", "a", "a", "b", "b"]
    assert stripped([f"{text} {ABOUT}" for text in TEXTS], feeds=feeds) == TEXTS


def test_sentences_that_begin_alike_stay():
    given = [
        f"The president of the country said, of all things, that {text.lower()[:-1]} at once, and "
        f"that everyone had seen it coming for years {row}."
        for row, text in enumerate(TEXTS)
    ]
    assert stripped(given) == given


def test_a_common_abbreviation_is_no_boilerplate():
    given = [f"This is what happened in the U.S. {text}" for text in TEXTS]
    found = find_boilerplate(HEADLINES, given, ["a"] * 6)
    assert all(without_spans(text, spans) != "" for text, spans in zip(given, found, strict=True))


def test_the_order_of_the_texts_does_not_matter():
    given = [f"{text} {ABOUT}" for text in TEXTS]
    rows = list(range(6))
    random.Random(1).shuffle(rows)
    turned = stripped([given[row] for row in rows], [HEADLINES[row] for row in rows])
    assert turned == [TEXTS[row] for row in rows]


def test_nothing_is_found_in_nothing():
    assert find_boilerplate([], [], []) == []
    assert stripped([""] * 4) == [""] * 4


def test_most_of_a_sentence_counts_as_all_of_it():
    assert covers(((0, 10), (20, 30)), 0, 12)
    assert not covers(((0, 10),), 0, 20)
    assert not covers((), 0, 20)
