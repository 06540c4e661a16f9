import numpy as np
import pytest
from scipy.sparse import random_array

from classify.stories import products
from classify.stories.products import row_products


@pytest.mark.parametrize("n_pairs", [0, 1, 500])
def test_pairs_of_rows_are_multiplied(n_pairs, monkeypatch):
    monkeypatch.setattr(products, "_CHUNK", 64)
    rng = np.random.default_rng(0)
    matrix = random_array((30, 20), density=0.3, format="csr", rng=rng)
    first, second = rng.integers(30, size=(2, n_pairs))
    dense = matrix.toarray()
    wanted = (dense[first] * dense[second]).sum(axis=1)
    np.testing.assert_allclose(row_products(matrix, first, second), wanted, atol=1e-12)
