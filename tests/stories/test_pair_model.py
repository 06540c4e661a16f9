import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from classify.encoders import load_encoder
from classify.model_files import find_pair_model
from classify.stories import StorySettings, find_stories, read_lexicon
from classify.stories.candidates import N_NEAREST, find_candidates
from classify.stories.pair_model import FEATURES, GROUNDS, PairModel, pair_features
from classify.trees import BoostedTrees
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
        read_lexicon(headlines, [""] * len(headlines)),
        np.asarray(days),
        [f"k{headline}" for headline in headlines],
        StorySettings(),
        pair_model=model,
        **options,
    )
    return {frozenset(headlines[row] for row in one.members) for one in groups}


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


def test_another_encoder_has_no_pair_model():
    assert find_pair_model(WordEncoder()) == (None, "")


def test_candidates_are_the_nearest_by_hand():
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(60, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    texts = [" ".join(rng.choice(list("abcdefgh"), 3).tolist()) * 3 for _ in range(60)]
    lexicon = read_lexicon(texts, [""] * 60)
    days = np.where(rng.random(60) < 0.2, np.nan, rng.random(60) * 10)
    pairs = find_candidates(
        vectors, lexicon.stems, days, window_days=2, alone=np.zeros(60, dtype=bool)
    )
    similarity = np.round((vectors @ vectors.T).astype(float), 6)
    similarity[(np.abs(days[:, None] - days) > 2) | np.eye(60, dtype=bool)] = -1
    assert pairs.n_near.tolist() == (similarity > -1).sum(axis=1).tolist()
    np.testing.assert_allclose(pairs.meaning.best, similarity.max(axis=1), atol=1e-6)
    for row in range(60):
        order = np.argsort(-similarity[row], kind="stable")[:N_NEAREST]
        wanted = [column for column in order if similarity[row, column] > -1]
        ranks = pairs.meaning.ranks[[row]].toarray()[0]
        assert np.argsort(np.where(ranks == 0, np.inf, ranks))[: len(wanted)].tolist() == wanted
    assert (pairs.first < pairs.second).all()
    features = pair_features(pairs, vectors, lexicon, days)
    assert features.shape == (len(pairs.first), len(FEATURES))
    assert np.isfinite(features).all()


def test_numbers_that_clash_are_seen():
    headlines = ["Blast kills 3 in Harlow", "Blast kills 12 in Harlow", "Blast kills 3 miners"]
    lexicon = read_lexicon(headlines, [""] * 3)
    vectors = np.eye(3, dtype=np.float32)
    pairs = find_candidates(
        vectors, lexicon.stems, np.zeros(3), window_days=1, alone=np.zeros(3, dtype=bool)
    )
    found = pair_features(pairs, vectors, lexicon, np.zeros(3))
    column = dict(zip(FEATURES, found.T, strict=True))
    of = {pair: row for row, pair in enumerate(zip(pairs.first, pairs.second, strict=True))}
    assert column["numbers clash"][of[0, 1]] == 1
    assert column["numbers shared"][of[0, 2]] == 1
    assert column["numbers clash"][of[0, 2]] == 0
    assert column["similarity of names"][of[0, 1]] == pytest.approx(1, abs=1e-4)


def test_title_case_makes_no_names():
    lexicon = read_lexicon(["Storm Hits Coast", "storm hits coast", "Minsk Storm"], [""] * 3)
    n_names = np.diff(lexicon.names.indptr).tolist()
    assert n_names == [0, 0, 1]


def test_trees_say_what_scikit_learn_says():
    rng = np.random.default_rng(1)
    X = rng.normal(size=(2000, 5)).round(3)
    y = X[:, 0] * X[:, 1] + X[:, 2] > 0.3
    fitted = HistGradientBoostingClassifier(max_iter=20, random_state=0).fit(X, y)
    trees = BoostedTrees.of(fitted)
    np.testing.assert_allclose(trees.log_odds(X), fitted.decision_function(X), atol=1e-9)
    again = PairModel.from_arrays(PairModel(trees=trees).to_arrays())
    np.testing.assert_array_equal(again.trees.log_odds(X), trees.log_odds(X))
    assert trees.log_odds(X[:0]).shape == (0,)


def test_a_story_says_what_holds_it_together(bundled):
    encoder, model = bundled
    groups = find_stories(
        encoder.encode(HEADLINES),
        read_lexicon(HEADLINES, [""] * len(HEADLINES)),
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
