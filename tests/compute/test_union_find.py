import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from classify.compute import UnionFind, connected_components

EDGES = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=20)


def test_what_was_never_named_is_a_set_of_its_own():
    sets = UnionFind()
    assert sets.find("ship") == "ship"
    assert sets.find("hive") != sets.find("ship")


def test_the_root_of_the_first_becomes_the_root_of_both():
    sets = UnionFind()
    sets.union("ferry", "ship")
    sets.union("hive", "bees")
    sets.union("ship", "bees")
    assert {sets.find(one) for one in ("ferry", "ship", "hive", "bees")} == {"ferry"}
    sets.union("bees", "ferry")  # they are together already
    assert sets.find("hive") == "ferry"


def parts(labels):
    return {frozenset(np.flatnonzero(labels == label).tolist()) for label in set(labels.tolist())}


@given(edges=EDGES)
def test_sets_and_graph_hang_together_alike(edges):
    sets = UnionFind()
    for one, other in edges:
        sets.union(one, other)
    first, second = np.array(edges, dtype=np.int64).reshape(-1, 2).T
    roots = np.array([sets.find(node) for node in range(12)])
    assert parts(roots) == parts(connected_components(12, first, second))


def test_a_graph_without_nodes_has_no_parts():
    none = np.zeros(0, dtype=np.int64)
    assert connected_components(0, none, none).shape == (0,)
