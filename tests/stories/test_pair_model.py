import numpy as np
import pytest

from classify.encoders import load_encoder
from classify.stories import (
    GROUNDS,
    Background,
    StorySettings,
    find_pair_model,
    find_stories,
    read_lexicon,
)
from classify.stories.candidate_pairs import find_candidates
from classify.stories.pair_features import FEATURES, PairFeatures
from classify.stories.pile_context import PileContext
from tests.builders import WordEncoder

FERRY = [
    "Ferry with 80 aboard runs aground off Harlow harbour",
    "Eighty rescued as Harlow ferry is stranded in fog",
    "Harlow ferry refloated after 80 passengers are taken ashore",
]
BUDGET = ["Parliament adopts budget by two votes", "Budget passes parliament with two votes"]
OTHERS = ["Beekeepers count queens", "Chess champion draws again", "Frost warning for the north"]
HEADLINES = [*FERRY, *BUDGET, *OTHERS]
DAYS = np.array([0.0, 0.2, 0.9, 1.0, 1.1, 0.5, 2.0, 3.0])


@pytest.fixture(scope="module")
def bundled():
    encoder = load_encoder()
    model, sha256 = find_pair_model(encoder)
    assert sha256
    return encoder, model


def group(bundled, headlines=HEADLINES, days=DAYS, **options):
    encoder, model = bundled
    groups = find_stories(
        encoder.encode(headlines),
        read_lexicon(headlines, [""] * len(headlines), model.background),
        np.asarray(days),
        [f"k{headline}" for headline in headlines],
        StorySettings(),
        pair_model=model,
        **options,
    )
    return {frozenset(headlines[row] for row in one.members) for one in groups}


def features_of(pairs, vectors, lexicon, days):
    features = PairFeatures(
        candidates=pairs,
        vectors=vectors,
        places=vectors,
        lexicon=lexicon,
        days=days,
        publishers=np.arange(len(days)) % 2,
        context=PileContext.of(pairs.window, lexicon.terms),
    )
    return features.table(pairs.first, pairs.second)


def test_one_event_is_one_story_and_strangers_stay_apart(bundled):
    found = group(bundled)
    assert found == {frozenset(FERRY), frozenset(BUDGET), *(frozenset([one]) for one in OTHERS)}


def test_the_order_of_the_input_does_not_matter(bundled):
    turned = np.random.default_rng(3).permutation(len(HEADLINES))
    shuffled = [HEADLINES[row] for row in turned]
    assert group(bundled, shuffled, DAYS[turned]) == group(bundled)


def test_teasers_far_apart_in_time_do_not_join(bundled):
    found = group(bundled, BUDGET, [0.0, 40.0])
    assert found == {frozenset([one]) for one in BUDGET}


def test_a_teaser_that_stands_alone_joins_none(bundled):
    alone = np.array([headline == BUDGET[0] for headline in HEADLINES])
    assert frozenset([BUDGET[0]]) in group(bundled, alone=alone)


@pytest.mark.parametrize("n", [0, 1, 2])
def test_hardly_any_teaser(bundled, n):
    assert len(group(bundled, OTHERS[:n], [0.0] * n)) == n


def test_the_fast_encoder_has_one_of_its_own(bundled):
    encoder = load_encoder("teaser-static")
    model, sha256 = find_pair_model(encoder)
    assert sha256 not in ("", find_pair_model(bundled[0])[1])
    found = group((encoder, model))
    assert frozenset(BUDGET) in found
    assert any(set(FERRY) <= story for story in found)


def test_another_encoder_has_no_pair_model():
    assert find_pair_model(WordEncoder()) == (None, "")


def test_numbers_that_clash_are_seen():
    headlines = ["Blast kills 3 in Harlow", "Blast kills 12 in Harlow", "Blast kills 3 miners"]
    lexicon = read_lexicon(headlines, [""] * 3)
    vectors = np.eye(3, dtype=np.float32)
    pairs = find_candidates(
        vectors, lexicon.stems, np.zeros(3), window_days=1, alone=np.zeros(3, dtype=bool)
    )
    found = features_of(pairs, vectors, lexicon, np.zeros(3))
    column = dict(zip(FEATURES, found.T, strict=True))
    of = {pair: row for row, pair in enumerate(zip(pairs.first, pairs.second, strict=True))}
    assert column["numbers: clash"][of[0, 1]] == 1
    assert column["numbers: shared"][of[0, 2]] == 1
    assert column["numbers: clash"][of[0, 2]] == 0
    assert column["names: similarity"][of[0, 1]] == pytest.approx(1, abs=1e-4)
    assert column["outlets: one publisher"].tolist() == [0, 1, 0]


def test_names_of_other_places_clash():
    headlines = ["Blast in Harlow", "Blast in Minsk", "Blast hits Minsk", "Blast injures dozens"]
    common = frozenset(["blast", "dozen"])
    background = Background(n_documents=1000, counts={"blast": 100, "in": 900}, common=common)
    lexicon = read_lexicon(headlines, [""] * 4, background)
    vectors = np.eye(4, dtype=np.float32)
    pairs = find_candidates(
        vectors, lexicon.stems, np.zeros(4), window_days=1, alone=np.zeros(4, dtype=bool)
    )
    found = features_of(pairs, vectors, lexicon, np.zeros(4))
    column = dict(zip(FEATURES, found.T, strict=True))
    of = {pair: row for row, pair in enumerate(zip(pairs.first, pairs.second, strict=True))}
    clash = {pair for pair, row in of.items() if column["names: clash"][row]}
    assert clash == {(0, 1), (0, 2)}
    assert column["names: shared by the poorer"][of[1, 2]] == pytest.approx(1)
    assert column["names: shared by the poorer"][of[1, 3]] == -1  # it names no place
    rarest = column["words: rarest shared"]
    assert rarest[of[1, 2]] > rarest[of[0, 1]]  # Minsk is rarer than a blast


def test_a_story_says_what_holds_it_together(bundled):
    encoder, model = bundled
    groups = find_stories(
        encoder.encode(HEADLINES),
        read_lexicon(HEADLINES, [""] * len(HEADLINES), model.background),
        DAYS,
        HEADLINES,
        StorySettings(),
        pair_model=model,
    )
    for found in groups:
        linked = {row for link in found.links for row in (link.first, link.second)}
        assert linked == (set(found.members) if len(found.members) > 1 else set())
        for link in found.links:
            assert 0 < link.strength <= 1
            assert len(link.grounds) == len(GROUNDS)
    ferry = next(found for found in groups if len(found.members) == 3)
    assert max(link.grounds[list(GROUNDS).index("meaning")] for link in ferry.links) > 0


def test_every_ground_names_features_that_there_are():
    named = [name for features in GROUNDS.values() for name in features]
    assert set(named) <= set(FEATURES)
    assert len(named) == len(set(named))
