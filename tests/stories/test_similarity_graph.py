import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from classify.stories import similarity_graph as neighbours
from classify.stories.similarity_graph import near_pairs


def pile(n, seed=0):
    """Random unit vectors, sparse unit words and days, some of them unknown."""
    rng = np.random.default_rng(seed)
    vectors = rng.normal(size=(n, 6)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    words = rng.random((n, 12)) * (rng.random((n, 12)) < 0.4)
    words /= np.maximum(np.linalg.norm(words, axis=1, keepdims=True), 1e-12)
    days = rng.uniform(0, 20, n)
    days[rng.random(n) < 0.2] = np.nan
    return vectors, csr_matrix(words), days


def by_hand(vectors, words, days, window_days, word_weight, min_similarity):
    similarity = (1 - word_weight) * (vectors @ vectors.T) + word_weight * (words @ words.T)
    similarity = np.asarray(similarity)
    similarity[np.abs(days[:, None] - days) > window_days] = 0
    similarity[similarity < min_similarity] = 0
    np.fill_diagonal(similarity, 0)
    return similarity


@pytest.mark.parametrize("chunk", [1, 7, 512])
@pytest.mark.parametrize("in_order", [True, False], ids=["in order", "shuffled"])
def test_same_as_all_pairs_at_once(chunk, in_order, monkeypatch):
    monkeypatch.setattr(neighbours, "_CHUNK", chunk)
    vectors, words, days = pile(40)
    if in_order:
        days = np.sort(days)  # unknown last
    found = near_pairs(vectors, words, days, window_days=4, word_weight=0.3, min_similarity=0.2)
    expected = by_hand(vectors, words.toarray(), days, 4, 0.3, 0.2)
    assert np.allclose(found.toarray(), expected, atol=1e-5)


@given(n=st.integers(0, 12), seed=st.integers(0, 50))
def test_symmetric_without_diagonal(n, seed):
    found = near_pairs(*pile(n, seed), window_days=3, word_weight=0.5, min_similarity=0.1)
    assert found.shape == (n, n)
    assert (found != found.T).nnz == 0
    assert not found.diagonal().any()


def test_without_words_the_vectors_speak_alone():
    vectors, _, days = pile(20)
    found = near_pairs(vectors, None, days, window_days=4, word_weight=0.3, min_similarity=0.2)
    expected = by_hand(vectors, np.zeros((20, 1)), days, 4, 0.0, 0.2)
    assert np.allclose(found.toarray(), expected, atol=1e-5)


def test_the_bounds_count_in():
    vectors = np.array([[1, 0], [0.6, 0.8]], np.float32)
    days = np.array([0.0, 5.0])
    found = near_pairs(vectors, None, days, window_days=5, word_weight=0, min_similarity=0.6)
    assert found[0, 1] == pytest.approx(0.6)


def test_undated_are_compared_with_all():
    vectors = np.ones((3, 1), np.float32)
    days = np.array([0.0, 99.0, np.nan])
    found = near_pairs(vectors, None, days, window_days=5, word_weight=0, min_similarity=0.5)
    assert found.toarray().tolist() == [[0, 0, 1], [0, 0, 1], [1, 1, 0]]
