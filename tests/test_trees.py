import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from classify.encoders import load_encoder
from classify.model_files import find_pair_model
from classify.stories.pair_model import PairModel
from classify.trees import BoostedTrees


def walked(trees, X):
    """Log-odds node by node."""
    total = np.full(len(X), float(trees.base))
    for tree in range(len(trees.feature)):
        for row in range(len(X)):
            node = 0
            while trees.feature[tree, node] >= 0:
                goes_left = X[row, trees.feature[tree, node]] <= trees.threshold[tree, node]
                node = (trees.left if goes_left else trees.right)[tree, node]
            total[row] += trees.value[tree, node]
    return total


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


@pytest.mark.parametrize("max_leaf_nodes", [2, 12, 16, 17, 31, 63])
def test_the_same_sums_as_node_by_node(max_leaf_nodes):
    rng = np.random.default_rng(max_leaf_nodes)
    X = rng.normal(size=(1500, 4)).round(1)
    y = X[:, 0] * X[:, 1] > X[:, 2] * X[:, 3]
    fitted = HistGradientBoostingClassifier(
        max_iter=4, max_leaf_nodes=max_leaf_nodes, min_samples_leaf=2, random_state=0
    ).fit(X, y)
    trees = BoostedTrees.of(fitted)
    near = rng.choice(trees.threshold[trees.feature >= 0], size=(60, 4))  # on the very thresholds
    for rows in (X[:100], near, near - 1e-9, near + 1e-9):
        np.testing.assert_array_equal(trees.log_odds(rows), walked(trees, rows))


def test_the_bundled_trees_too():
    model, _ = find_pair_model(load_encoder())
    rng = np.random.default_rng(0)
    trees = model.trees
    X = rng.choice(trees.threshold[trees.feature >= 0], size=(40, trees.feature.max() + 1))
    np.testing.assert_array_equal(trees.log_odds(X), walked(trees, X))
