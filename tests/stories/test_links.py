import numpy as np
from scipy.sparse import csr_matrix

from classify.stories.links import strongest_links


def test_each_member_has_its_strongest_link_and_each_pair_stands_once():
    matrix = np.zeros((5, 5))
    for one, other, strength in [(0, 1, 0.9), (0, 2, 0.6), (1, 2, 0.7), (3, 4, 0.5), (2, 3, 0.99)]:
        matrix[one, other] = matrix[other, one] = strength
    links = strongest_links(csr_matrix(matrix), np.array([0, 0, 0, 1, 1]))
    found = list(zip(links.first.tolist(), links.second.tolist(), links.strength, strict=True))
    assert found == [(0, 1, 0.9), (1, 2, 0.7), (3, 4, 0.5)]


def test_of_equals_the_first():
    matrix = np.full((3, 3), 0.5) - 0.5 * np.eye(3)
    links = strongest_links(csr_matrix(matrix), np.zeros(3, dtype=int))
    assert list(zip(links.first.tolist(), links.second.tolist(), strict=True)) == [(0, 1), (0, 2)]


def test_nobody_to_link():
    for n in (0, 3):
        links = strongest_links(csr_matrix((n, n)), np.arange(n))
        assert links.first.shape == links.second.shape == links.strength.shape == (0,)
