import numpy as np

from classify.stories import read_lexicon
from classify.stories.candidate_pairs import compare_all, find_candidates, split_stems
from classify.stories.neighbours import N_NEAREST, surroundings
from classify.stories.pair_features import FEATURES, NO_PUBLISHER, PairFeatures
from classify.stories.pile_context import PileContext
from classify.stories.time_window import Window
from tests.stories.piles import synthetic_pile


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
    for row in range(60):
        order = np.argsort(-similarity[row], kind="stable")[:N_NEAREST]
        wanted = [column for column in order if similarity[row, column] > -1]
        found = pairs.meaning.nearest[row].tolist()
        assert found == wanted + [-1] * (N_NEAREST - len(wanted))
    assert (pairs.first < pairs.second).all()
    found = PairFeatures(
        candidates=pairs,
        vectors=vectors,
        places=vectors,
        lexicon=lexicon,
        days=days,
        publishers=np.full(60, NO_PUBLISHER),
        context=PileContext.of(pairs.window, lexicon.terms),
    )
    features = found.table(pairs.first, pairs.second)
    assert features.shape == (len(pairs.first), len(FEATURES))
    assert np.isfinite(features).all()


def test_every_pair_once_and_in_order():
    pile = synthetic_pile(n_stories=30)
    pairs = pile.candidates()
    codes = pairs.first.astype(int) * len(pile.days) + pairs.second
    assert (np.diff(codes) > 0).all()
    for around in (pairs.meaning, pairs.words):
        row, rank = np.nonzero(around.nearest >= 0)
        column = around.nearest[row, rank]
        low, high = np.minimum(row, column), np.maximum(row, column)
        assert np.isin(low * len(pile.days) + high, codes).all()


def test_words_are_compared_by_all_stems():
    pile = synthetic_pile(n_stories=40)
    window = Window(days=pile.days, width=3.0, alone=pile.alone)
    frequent, rare = split_stems(pile.lexicon.stems)
    assert frequent.shape[1] > 0
    assert rare.shape[1] > 0
    product = frequent @ frequent.T + (rare @ rare.T).toarray()
    plain = (pile.lexicon.stems @ pile.lexicon.stems.T).toarray()
    np.testing.assert_allclose(product, plain, atol=1e-12)
    rows = np.arange(len(pile.days))
    plain = np.where(window.far(rows, rows), -1, plain.round(6))
    found = surroundings(compare_all(pile.vectors, pile.lexicon.stems, window)[1])
    nearest = plain[rows, np.where(found.nearest[:, 0] < 0, rows, found.nearest[:, 0])]
    np.testing.assert_allclose(nearest, plain.max(axis=1), atol=1e-6)
    ten = np.clip(-np.sort(-plain, axis=1)[:, :10], 0, None)
    np.testing.assert_allclose(found.mean, ten.mean(axis=1), atol=1e-6)
