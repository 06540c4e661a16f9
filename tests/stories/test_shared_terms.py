import numpy as np
import pytest
from scipy.sparse import csr_matrix

from classify.stories.shared_terms import Common, Terms, shared_terms

COUNTS = csr_matrix([[1, 2, 0, 1], [0, 1, 0, 1], [1, 0, 3, 0]])
RARITY = np.array([1.0, 2.0, 3.0, 4.0])


@pytest.fixture
def terms():
    return Terms.of(COUNTS, RARITY)


def test_shared_terms_are_weighed_by_rarity(terms):
    found = shared_terms(terms, terms, np.array([0, 0, 1]), np.array([1, 2, 2]), n_rarest=2)
    np.testing.assert_allclose(found.total, [6.0, 1.0, 0.0])
    np.testing.assert_allclose(found.rarest, [[4.0, 2.0], [1.0, 0.0], [0.0, 0.0]])
    np.testing.assert_allclose(found.cosine[0], 20 / np.sqrt(21 * 20))
    assert found.cosine[2] == 0


def test_the_rarest_are_looked_for_only_when_asked_for(terms):
    assert shared_terms(terms, terms, np.array([0]), np.array([1])).rarest.shape == (1, 0)


def test_what_is_common_can_be_weighed_in_several_ways(terms):
    first, second = np.array([0, 1]), np.array([1, 2])
    other = Terms.of(COUNTS, RARITY[::-1].copy())
    common = Common.of(terms.matrix, terms.matrix, first, second)
    known = shared_terms(other, other, first, second, common=common)
    found = shared_terms(other, other, first, second)
    np.testing.assert_array_equal(known.total, found.total)
    np.testing.assert_array_equal(known.cosine, found.cosine)
