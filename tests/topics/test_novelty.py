import numpy as np
import pytest

from classify.topics import NoveltyDetector


def alike(n):
    """Log-odds of three topics that say the same of `n` teasers."""
    return np.full((n, 3), -2.0)


@pytest.fixture(scope="module")
def known():
    """200 unit vectors around one direction of 16."""
    rng = np.random.default_rng(2)
    vectors = np.eye(16)[0] + 0.25 * rng.normal(size=(200, 16))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def test_what_lies_apart_is_novel(known):
    detector = NoveltyDetector().fit(known, alike(200))
    assert detector.novelty(-known[:5], alike(5)).min() == 200 / 201


def test_a_text_of_the_same_kind_is_an_ordinary_one(known):
    novelty = NoveltyDetector().fit(known[:150], alike(150)).novelty(known[150:], alike(50))
    assert 0.3 < np.median(novelty) < 0.7
    assert ((novelty >= 0) & (novelty <= 1)).all()


def test_survives_as_arrays(known):
    detector = NoveltyDetector(n_neighbours=3).fit(known[:100], alike(100))
    restored = NoveltyDetector.from_arrays(detector.to_arrays())
    log_odds = np.random.default_rng(3).normal(size=(200, 3))
    np.testing.assert_array_equal(
        restored.novelty(known, log_odds), detector.novelty(known, log_odds)
    )
    assert restored.n_neighbours == 3


@pytest.mark.parametrize("n_known", [0, 1, 2])
def test_hardly_anything_known(known, n_known):
    novelty = NoveltyDetector().fit(known[:n_known], alike(n_known)).novelty(known[:4], alike(4))
    assert novelty.shape == (4,)
    assert np.isfinite(novelty).all()


def test_no_rows(known):
    assert NoveltyDetector().fit(known, alike(200)).novelty(known[:0], alike(0)).shape == (0,)


def test_ordinary_teasers_set_the_scale(known):
    drawn_together = np.repeat(known[:10], 10, axis=0)
    ordinary = known[100:]
    without = NoveltyDetector().fit(drawn_together, alike(100)).novelty(ordinary, alike(100))
    detector = NoveltyDetector().fit(drawn_together, alike(100), ordinary=ordinary)
    assert np.median(without) > 0.9
    assert 0.3 < np.median(detector.novelty(ordinary, alike(100))) < 0.7


def test_of_many_teasers_some_are_kept(known):
    detector = NoveltyDetector(n_kept=50).fit(known, alike(200))
    assert detector.vectors_.shape == (50, 16)
    np.testing.assert_array_equal(detector.vectors_[[0, -1]], known[[0, -1]].astype(np.float16))
    assert detector.novelty(-known[:5], alike(5)).min() == 50 / 51


def test_what_no_topic_fits_is_novel_and_what_one_surely_fits_is_not(known):
    log_odds = np.random.default_rng(4).normal(-2, 1, size=(200, 3))
    detector = NoveltyDetector().fit(known, log_odds)
    of_none = detector.novelty(known[:5], np.full((5, 3), -9.0))
    of_one = detector.novelty(known[:5], np.tile([-9.0, 6.0, -9.0], (5, 1)))
    assert of_none.min() > 0.95
    assert of_one.max() < 0.05


def test_topics_that_nothing_is_thought_of_count_for_nothing(known):
    blank = np.column_stack([alike(200), np.full(200, np.nan)])
    with_blank = NoveltyDetector().fit(known, blank)
    without = NoveltyDetector().fit(known, alike(200))
    np.testing.assert_array_equal(with_blank.typicalities_, without.typicalities_)


@pytest.mark.parametrize("n_beside", [1, 3, 64])
def test_does_not_depend_on_what_stands_beside(n_beside):
    rng = np.random.default_rng(7)
    vectors = rng.normal(size=(400, 384))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    log_odds = rng.normal(size=(400, 3))
    # held against themselves, so that many are as typical as one that is known
    detector = NoveltyDetector().fit(vectors, log_odds, ordinary=vectors)
    parts = [
        detector.novelty(vectors[start : start + n_beside], log_odds[start : start + n_beside])
        for start in range(0, 400, n_beside)
    ]
    np.testing.assert_array_equal(np.concatenate(parts), detector.novelty(vectors, log_odds))
