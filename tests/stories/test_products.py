import numpy as np
import pytest
from scipy.sparse import csr_matrix

from classify.stories import products
from classify.stories.products import row_products


@pytest.mark.parametrize("n_pairs", [0, 1, 500])
def test_pairs_of_rows_are_multiplied(n_pairs, monkeypatch):
    monkeypatch.setattr(products, "_CHUNK", 64)
    rng = np.random.default_rng(0)
    dense = rng.random((30, 20)) * (rng.random((30, 20)) < 0.3)
    matrix = csr_matrix(dense)
    first, second = rng.integers(30, size=(2, n_pairs))
    wanted = (dense[first] * dense[second]).sum(axis=1)
    np.testing.assert_allclose(row_products(matrix, first, second), wanted, atol=1e-12)
