"""What each sentence matters by itself."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.summarization import RATERS
from tests.summarization.builders import unit


@pytest.mark.parametrize("rate", RATERS.values(), ids=RATERS.keys())
@given(n=st.integers(1, 9), seed=st.integers(0, 20))
def test_a_rating_does_not_depend_on_the_order(rate, n, seed):
    rng = np.random.default_rng(seed)
    vectors = unit(rng.normal(size=(n, 5)))
    positions = rng.integers(0, 3, n)
    salience = rate(vectors, positions)
    assert salience.shape == (n,)
    turned = rng.permutation(n)
    assert np.allclose(rate(vectors[turned], positions[turned]), salience[turned], atol=1e-6)


def test_centroid_prefers_what_is_common():
    salience = RATERS["centroid"](unit([[1, 0], [1, 0.1], [0, 1]]), np.array([0, 1, 2]))
    assert salience.argmin() == 2


def test_lead_prefers_what_comes_first():
    salience = RATERS["lead"](unit([[1, 0]] * 3), np.array([0, 1, 2]))
    assert salience.tolist() == [1, 1 / 2, 1 / 3]


def test_lexrank_prefers_what_many_sentences_are_like():
    vectors = unit([[1, 0, 0], [1, 0.3, 0], [0.3, 1, 0], [0, 0, 1]])
    salience = RATERS["lexrank"](vectors, np.zeros(4, dtype=int))
    assert salience.argmax() == 1
    assert salience.argmin() == 3
    assert salience.mean() == pytest.approx(1)


def test_lexrank_rates_sentences_without_a_vector_and_opposites():
    zero = RATERS["lexrank"](np.zeros((2, 3), dtype=np.float32), np.array([0, 1]))
    assert zero.tolist() == pytest.approx([1, 1])
    opposite = RATERS["lexrank"](unit([[1, 0], [-1, 0]]), np.array([0, 1]))
    assert opposite.tolist() == pytest.approx([1, 1])
    assert RATERS["lexrank"](np.empty((0, 3), dtype=np.float32), np.array([], dtype=int)).size == 0
