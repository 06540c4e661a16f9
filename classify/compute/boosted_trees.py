"""Boosted decision trees as arrays: prediction, separate from training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from classify.compute.arrays import check_arrays

_CHUNK = 32_768  # rows at a time: what one tree works on stays in the processor's cache
_SMALL = 16  # leaves of trees whose every outcome fits into a table
_MAX_LEAVES = 63
_MAX_CUTS = 2**16 - 1  # thresholds of one feature: their places are numbers of 16 bits
_NODES = ("n_trees", "n_nodes")
_SHAPES = {
    "feature": _NODES,
    "threshold": _NODES,
    "left": _NODES,
    "right": _NODES,
    "value": _NODES,
    "base": (),
}


@dataclass(frozen=True, kw_only=True)
class BoostedTrees:
    """Trees whose leaves add up to the log-odds; all arrays but `base` of shape (n_trees, n_nodes).

    Learned by scikit-learn's HistGradientBoostingClassifier (after Ke et al., LightGBM, 2017), read
    here with numpy alone.
    """

    feature: NDArray[np.int16]
    """Column that a node compares; -1 marks a leaf."""
    threshold: NDArray[np.float64]
    """A row goes left if its value is at most this."""
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    value: NDArray[np.float64]
    """What a leaf adds."""
    base: NDArray[np.float64]
    """Shape ()."""

    @classmethod
    def of(cls, fitted: Any) -> Self:
        """Take the trees out of a fitted HistGradientBoostingClassifier for two classes."""
        trees = [stage[0].nodes for stage in fitted._predictors]
        n_nodes = max(map(len, trees))

        def column(name: str, dtype: Any, filler: float = 0) -> NDArray[Any]:
            filled = np.full((len(trees), n_nodes), filler, dtype=dtype)
            for row, nodes in enumerate(trees):
                filled[row, : len(nodes)] = nodes[name]
            return filled

        is_leaf = column("is_leaf", np.bool_, filler=True)
        return cls(
            feature=np.where(is_leaf, -1, column("feature_idx", np.int16)).astype(np.int16),
            threshold=column("num_threshold", np.float64),
            left=column("left", np.int16),
            right=column("right", np.int16),
            value=column("value", np.float64),
            base=np.array(float(np.ravel(fitted._baseline_prediction)[0])),
        )

    @classmethod
    def mean_of(
        cls, models: Sequence[BoostedTrees], *, slope: float = 1.0, shift: float = 0.0
    ) -> Self:
        """Make one model whose log-odds are the mean of several, stretched and shifted.

        Parameters
        ----------
        models : sequence of BoostedTrees, not empty
        slope, shift : float
            What calibrates the mean: `slope * mean + shift`.
        """
        n_nodes = max(model.feature.shape[1] for model in models)
        fillers = {"feature": -1}

        def joined(name: str) -> NDArray[Any]:
            parts = [getattr(model, name) for model in models]
            return np.concatenate(
                [
                    np.pad(
                        part,
                        ((0, 0), (0, n_nodes - part.shape[1])),
                        constant_values=fillers.get(name, 0),
                    )
                    for part in parts
                ]
            )

        names = [name for name, shape in _SHAPES.items() if shape == _NODES]
        arrays = {name: joined(name) for name in names}
        arrays["value"] = arrays["value"] * (slope / len(models))
        base = np.mean([float(model.base) for model in models])
        return cls(**arrays, base=np.array(slope * base + shift))

    def log_odds(self, X: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the log-odds of rows, shape (n_rows,).

        Parameters
        ----------
        X : float array of shape (n_rows, n_features), without nan
        """
        return self.scorer.log_odds(X)

    @cached_property
    def scorer(self) -> TreeScorer:
        """The trees prepared for scoring, once for all piles."""
        return TreeScorer(self)

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return what was learned as plain arrays."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], *, n_features: int) -> Self:
        """Restore what `to_arrays` returned.

        Parameters
        ----------
        arrays : mapping of name to array
        n_features : int
            Number of columns.

        Raises
        ------
        ValueError
            If they are no valid trees, or too large.
        """
        check_arrays(arrays, _SHAPES)
        _check_nodes(arrays["feature"], arrays["left"], arrays["right"], n_features)
        return cls(**{field.name: arrays[field.name] for field in fields(cls)})


def _check_nodes(
    feature: NDArray[Any], left: NDArray[Any], right: NDArray[Any], n_features: int
) -> None:
    """Make sure that walks from node to node end, and pass each node once.

    Children stand behind their parent, as scikit-learn numbers them, and have no other one.
    """
    if any(array.dtype.kind not in "iu" for array in (feature, left, right)):
        raise ValueError("nodes of trees are numbered by other than whole numbers")
    n_nodes = feature.shape[1]
    if not n_nodes or feature.max(initial=-1) >= n_features:
        raise ValueError(f"trees ask for other columns than the {n_features} that there are")
    if (feature >= 0).sum(axis=1).max(initial=0) >= _MAX_LEAVES:
        raise ValueError(f"a tree has more than {_MAX_LEAVES} leaves")
    for tree, column in enumerate(feature):
        parents = np.flatnonzero(column >= 0)
        children = np.stack([left[tree, parents], right[tree, parents]]).astype(np.int64)
        if (children <= parents).any() or (children >= n_nodes).any():
            raise ValueError(f"tree {tree} has a node that does not stand behind its parent")
        if len(np.unique(children)) < children.size:
            raise ValueError(f"tree {tree} has a node of two parents")


class TreeScorer:
    """Trees prepared to score many rows: the same sums as node by node, many times as fast.

    After QuickScorer (Lucchese et al., SIGIR 2015): each split that a row fails removes the leaves
    on its left side, and the leftmost leaf that remains is the row's own. Thresholds become whole
    numbers first, by their place among all thresholds of the feature.

    Trees of up to 63 leaves, with up to 65,535 thresholds of each feature.
    """

    def __init__(self, trees: BoostedTrees) -> None:
        self._base = float(trees.base)
        n_features = int(trees.feature.max(initial=-1)) + 1
        self._cuts = [
            np.unique(trees.threshold[trees.feature == column]) for column in range(n_features)
        ]
        if max(map(len, self._cuts), default=0) > _MAX_CUTS:
            raise ValueError(f"trees have more than {_MAX_CUTS} thresholds of one feature")
        self._trees = [_splits(trees, tree, self._cuts) for tree in range(len(trees.feature))]

    def log_odds(self, X: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the log-odds of rows; see `BoostedTrees.log_odds`."""
        parts = [self._score(X[at : at + _CHUNK]) for at in range(0, len(X), _CHUNK)]
        return np.concatenate(parts) if parts else np.zeros(0)

    def _score(self, X: NDArray[np.float64]) -> NDArray[np.float64]:
        places = [
            np.searchsorted(cuts, np.ascontiguousarray(X[:, column])).astype(np.uint16)
            for column, cuts in enumerate(self._cuts)
        ]
        total = np.full(len(X), self._base)
        fails = np.empty(len(X), dtype=np.bool_)
        for tree in self._trees:
            removed = np.zeros(len(X), dtype=tree.dtype)
            share = np.empty_like(removed)
            for column, cut, leaves in tree.splits:
                np.greater(places[column], cut, out=fails)
                share[:] = fails
                share *= leaves
                removed |= share
            total += tree.outcomes[removed] if tree.is_small else tree.values[_first(~removed)]
        return total


@dataclass(frozen=True, slots=True, kw_only=True)
class _Splits:
    """One tree: what each split removes, and what the first leaf that remains adds."""

    splits: Sequence[tuple[int, np.uint16, np.unsignedinteger[Any]]]
    """Column, place of the threshold, and a bit for each leaf that is removed over it."""
    values: NDArray[np.float64]
    """Of the leaves, from left to right."""
    outcomes: NDArray[np.float64]
    """What each set of removed leaves leads to; empty for trees of many leaves."""

    @property
    def is_small(self) -> bool:
        return len(self.values) <= _SMALL

    @property
    def dtype(self) -> type[np.unsignedinteger[Any]]:
        return np.uint16 if self.is_small else np.uint64


def _splits(trees: BoostedTrees, tree: int, cuts: Sequence[NDArray[np.float64]]) -> _Splits:
    values: list[float] = []
    found: list[tuple[int, int, int]] = []

    def walk(node: int) -> int:
        """Return the bits of the leaves under a node."""
        column = int(trees.feature[tree, node])
        if column < 0:
            values.append(float(trees.value[tree, node]))
            return 1 << (len(values) - 1)
        left = walk(int(trees.left[tree, node]))
        cut = int(np.searchsorted(cuts[column], trees.threshold[tree, node]))
        found.append((column, cut, left))
        return left | walk(int(trees.right[tree, node]))

    walk(0)
    kind = np.uint16 if len(values) <= _SMALL else np.uint64
    sets = np.arange(1 << len(values) if len(values) <= _SMALL else 0)
    outcomes = np.zeros(len(sets))
    for leaf in reversed(range(len(values))):
        outcomes[(sets >> leaf) & 1 == 0] = values[leaf]
    return _Splits(
        splits=[(column, np.uint16(cut), kind(leaves)) for column, cut, leaves in found],
        values=np.array(values),
        outcomes=outcomes,
    )


def _first(bits: NDArray[np.uint64]) -> NDArray[np.intp]:
    """Find the lowest bit that is set."""
    lowest = bits & (~bits + np.uint64(1))
    return np.frexp(lowest.astype(np.float64))[1].astype(np.intp) - 1
