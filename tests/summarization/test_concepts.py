"""Words and pairs of a story, and where they stand."""

from __future__ import annotations

import numpy as np
import pytest

from classify.summarization import StorySentences, read_concepts
from classify.summarization.concepts import FEATURES, concepts_of
from tests.summarization.builders import unit

TEXTS = ["The Orla flooded Gdynia.", "Rescuers saved 40 people.", "The Orla flooded farms."]


def story(texts=TEXTS, teasers=(0, 0, 1), positions=(0, 1, 0), headlines=("Orla floods", "Farms")):
    return StorySentences(
        texts=texts,
        teasers=np.array(teasers, dtype=np.int64),
        positions=np.array(positions, dtype=np.int64),
        headlines=headlines,
        vectors=unit([[1, 0.1], [0, 1], [1, 0]])[: len(texts)],
    )


def feature(read, concept, name):
    return read.features[read.concepts.index(concept), FEATURES.index(name)]


def test_stems_and_their_neighbours():
    assert concepts_of("Floods, flooded!") == [("flood",), ("flood",), ("flood", "flood")]
    assert concepts_of("…") == []


def test_each_concept_once_and_who_holds_it():
    read = read_concepts(story())
    assert len(set(read.concepts)) == len(read.concepts)
    assert read.n_words.tolist() == [4, 4, 4]
    held = {one: read.holds[:, row].tolist() for row, one in enumerate(read.concepts)}
    assert held["orla", "flood"] == [True, False, True]
    assert held["40",] == [False, True, False]
    # the pair ends with its sentence
    assert ("gdynia", "rescu") not in held
    assert read.is_pair.sum() == 3 + 3 + 1


@pytest.mark.parametrize(
    ("concept", "name", "expected"),
    [
        (("orla",), "share of teasers", 1),
        (("gdynia",), "share of teasers", 0.5),
        (("farm",), "share of headlines", 0.5),
        (("flood",), "in the lead's headline", 1),
        (("farm",), "in the lead's headline", 0),
        (("farm",), "in the lead's text", 0),
        (("orla",), "share of sentences", 2 / 3),
        (("orla",), "occurrences", 2),
        (("orla",), "capitalised", 1),
        (("flood",), "capitalised", 0),
        (("40",), "has a digit", 1),
        # the second sentence of its teaser: four words stand before it, and one in it
        (("saved",), "words before it, least", 5),
        (("saved",), "sentences before it, least", 1),
        (("orla", "flood"), "is a pair", 1),
        (("orla", "flood"), "letters", 9),
        (("orla",), "teasers of the story", 2),
        (("orla",), "words of the story", 12),
    ],
)
def test_what_is_known_of_a_concept(concept, name, expected):
    read = read_concepts(story())
    assert feature(read, concept, name) == pytest.approx(expected)


def test_a_teaser_without_sentences_counts_by_its_headline():
    read = read_concepts(story(headlines=("Orla floods", "Farms", "Orla")))
    assert feature(read, ("orla",), "share of teasers") == pytest.approx(2 / 3)
    assert feature(read, ("orla",), "share of teasers, headlines included") == 1


@pytest.mark.parametrize("texts", [[], ["—", "…", "!"]], ids=["no sentence", "no word"])
def test_a_story_without_words_has_no_concepts(texts):
    read = read_concepts(story(texts, range(len(texts)), [0] * len(texts), ["a", "b", "c"]))
    assert read.concepts == []
    assert read.features.shape == (0, len(FEATURES))
    assert read.holds.shape == (len(texts), 0)
