import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from classify.compute import BoostedTrees
from classify.encoders import load_encoder
from classify.stories import find_pair_model
from tests.small_models import trees as small_trees


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


@pytest.mark.slow
def test_trees_say_what_scikit_learn_says():
    rng = np.random.default_rng(1)
    X = rng.normal(size=(2000, 5)).round(3)
    y = X[:, 0] * X[:, 1] + X[:, 2] > 0.3
    fitted = HistGradientBoostingClassifier(max_iter=20, random_state=0).fit(X, y)
    trees = BoostedTrees.of(fitted)
    np.testing.assert_allclose(trees.log_odds(X), fitted.decision_function(X), atol=1e-9)
    again = BoostedTrees.from_arrays(trees.to_arrays(), n_features=5)
    np.testing.assert_array_equal(again.log_odds(X), trees.log_odds(X))
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


def test_small_trees_are_restored():
    found = BoostedTrees.from_arrays(small_trees(), n_features=2)
    X = np.array([[0.0, 0.0], [1.0, 1.0]])
    np.testing.assert_array_equal(found.log_odds(X), walked(found, X))


def chain(n_splits):
    """A tree that parts one leaf from the rest, again and again."""
    nodes = np.arange(2 * n_splits + 1)
    splits = (nodes % 2 == 0) & (nodes < 2 * n_splits)
    return {
        "feature": np.where(splits, 0, -1)[None],
        "threshold": nodes[None] / 1.0,
        "left": np.where(splits, nodes + 1, 0)[None],
        "right": np.where(splits, nodes + 2, 0)[None],
        "value": nodes[None] / 1.0,
    }


def test_as_many_leaves_as_there_may_be():
    found = BoostedTrees.from_arrays(small_trees(**chain(62)), n_features=1)
    X = np.array([[-1.0], [7.0], [60.5], [500.0]])
    np.testing.assert_array_equal(found.log_odds(X), walked(found, X))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"left": [[1, 0, 0, 0, 0], [1, 0, 0, 0, 0]]}, "tree 1 has a node that does not stand"),
        ({"left": [[1, 0, 0, 0, 0], [1, 0, 2, 0, 0]]}, "tree 1 has a node that does not stand"),
        ({"right": [[9, 0, 0, 0, 0], [2, 0, 4, 0, 0]]}, "tree 0 has a node that does not stand"),
        ({"left": [[-1, 0, 0, 0, 0], [1, 0, 3, 0, 0]]}, "tree 0 has a node that does not stand"),
        ({"left": [[2, 0, 0, 0, 0], [1, 0, 3, 0, 0]]}, "tree 0 has a node of two parents"),
        ({"feature": [[7, -1, -1, -1, -1]] * 2}, "ask for other columns than the 2"),
        ({"left": [[1.0, 0, 0, 0, 0]] * 2}, "numbered by other than whole numbers"),
        (chain(63), "a tree has more than 63 leaves"),
        ({name: np.zeros((9, 0), dtype=int) for name in chain(1)}, "ask for other columns"),
    ],
    ids=[
        "back to the root", "itself", "beyond the last", "below the first", "two parents",
        "column", "no numbers of nodes", "too many leaves", "no nodes",
    ],
)  # fmt: skip
def test_what_is_no_tree_is_refused(changes, told):
    arrays = small_trees(**{name: np.asarray(value) for name, value in changes.items()})
    with pytest.raises(ValueError, match=told):
        BoostedTrees.from_arrays(arrays, n_features=2)
