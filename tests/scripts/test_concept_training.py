"""What the concept model is learned from, and that it learns it."""

from __future__ import annotations

import numpy as np
import pytest

from classify.summarization import ConceptModel
from scripts.concept_training import (
    PRIOR_STORIES,
    features_of_others,
    learn,
    rarity_of,
    read_all,
    shares_kept,
    statistics_of,
    with_leads,
)
from tests.builders import WordEncoder, teaser

RIVERS = ("Orla", "Tynda", "Veska", "Prut", "Lomna", "Sava")


def pairs(n):
    """Stories whose summary is what both teasers say, and nothing of what one says alone."""
    found = []
    for number in range(n):
        river = RIVERS[number % len(RIVERS)]
        shared = f"The {river} flooded {number + 2} villages."
        one = teaser(f"{river} floods {number}", f"{shared} Cattle were moved uphill.")
        two = teaser(f"Villages under water {number}", f"{shared} A tractor was lost.")
        found.append(((one, two), shared))
    return found


@pytest.fixture(scope="module")
def learned():
    encoder = WordEncoder()
    stories = with_leads(pairs(60), encoder)
    concepts = read_all(stories, encoder)
    return learn(stories, concepts, max_iter=20, min_samples_leaf=5), concepts


def test_what_all_say_is_learned(learned):
    model, concepts = learned
    (probabilities,) = model.probabilities(concepts[:1])
    told = dict(zip(concepts[0].concepts, probabilities.tolist(), strict=True))
    assert told["flood",] > 0.5 > told["cattle",]
    assert told["the", "orla"] > 0.5 > told["a", "tractor"]


def test_stories_are_judged_apart(learned):
    model, concepts = learned
    together = model.probabilities(concepts[:3])
    alone = [model.probabilities([one])[0] for one in concepts[:3]]
    for one, other in zip(together, alone, strict=True):
        assert np.array_equal(one, other)
    assert model.probabilities([]) == []


def test_arrays_hold_all_that_was_learned(learned):
    model, concepts = learned
    restored = ConceptModel.from_arrays(model.to_arrays())
    for one, other in zip(
        model.probabilities(concepts), restored.probabilities(concepts), strict=True
    ):
        assert other == pytest.approx(one, abs=1e-6)


def test_rare_stems_are_not_listed():
    stories = with_leads(pairs(12), WordEncoder())
    rarity, rarest = rarity_of(stories)
    assert rarest == pytest.approx(np.log(25))
    assert rarity["flood"] < rarity["orla"] < rarest
    assert "13" not in rarity  # one story alone has thirteen villages


def test_what_summaries_keep_is_counted_and_smoothed():
    encoder = WordEncoder()
    stories = with_leads(pairs(12), encoder)
    concepts = read_all(stories, encoder)
    truths = [np.array(["flood" in one for one in own.concepts]) for own in concepts]
    kept, usual = shares_kept(concepts, truths)
    smoothed = PRIOR_STORIES * usual / (12 + PRIOR_STORIES)
    assert kept["flood",] == pytest.approx(12 / (12 + PRIOR_STORIES) + smoothed)
    assert kept["cattle",] == pytest.approx(smoothed)
    assert ("orla",) not in kept  # two stories of twelve are too few


def test_no_story_is_told_what_its_own_summary_keeps():
    encoder = WordEncoder()
    stories = with_leads(pairs(30), encoder)
    concepts = read_all(stories, encoder)
    truths = [np.zeros(len(own), dtype=bool) for own in concepts]
    statistics = statistics_of(stories, concepts, truths)
    before = features_of_others(stories, concepts, truths, statistics)
    truths[0] = ~truths[0]
    after = features_of_others(stories, concepts, truths, statistics)
    assert np.array_equal(before[0], after[0])
    assert any(not np.array_equal(*two) for two in zip(before, after, strict=True))
