import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from classify.compute import connected_components
from classify.stories.linkage import group


def graph(n, *pairs):
    """A symmetric graph from (row, column, similarity)."""
    similarities = np.zeros((n, n))
    for row, column, similarity in pairs:
        similarities[row, column] = similarities[column, row] = similarity
    return csr_matrix(similarities)


def by_hand(similarities, min_similarity):
    """Merge the nearest two groups, one pair at a time, over the whole matrix."""
    groups = [[row] for row in range(len(similarities))]
    while len(groups) > 1:
        best, first, second = max(
            (similarities[np.ix_(one, other)].mean(), -i, -j)
            for i, one in enumerate(groups)
            for j, other in enumerate(groups[:i])
        )
        if best < min_similarity:
            break
        groups[-second] += groups.pop(-first)
    return {frozenset(members) for members in groups}


def partition(labels):
    return {frozenset(np.flatnonzero(labels == label).tolist()) for label in labels}


@given(n=st.integers(1, 14), share=st.floats(0.1, 1), seed=st.integers(0, 1000))
def test_the_same_as_over_the_whole_matrix(n, share, seed):
    rng = np.random.default_rng(seed)
    upper = np.triu(rng.uniform(0.4, 1, (n, n)) * (rng.random((n, n)) < share), 1)
    similarities = upper + upper.T
    labels = group(csr_matrix(similarities), min_similarity=0.4)
    assert partition(labels) == by_hand(similarities, 0.4)


@given(n=st.integers(1, 14), seed=st.integers(0, 1000))
def test_numbered_by_first_member(n, seed):
    rng = np.random.default_rng(seed)
    upper = np.triu(rng.choice([0, 0, 0.5, 0.8], (n, n)), 1)
    labels = group(csr_matrix(upper + upper.T), min_similarity=0.5)
    _, first = np.unique(labels, return_index=True)
    assert first.tolist() == sorted(first)
    assert set(labels) == set(range(labels.max() + 1))


def test_pairs_that_are_absent_hold_a_chain_apart():
    labels = group(graph(3, (0, 1, 0.9), (1, 2, 0.7)), min_similarity=0.4)
    assert labels.tolist() == [0, 0, 1]  # (0.7 + 0) / 2 is under the bound
    labels = group(graph(3, (0, 1, 0.9), (1, 2, 0.8)), min_similarity=0.4)
    assert labels.tolist() == [0, 0, 0]  # (0.8 + 0) / 2 is the bound itself


def test_a_weak_pair_counts_in_the_mean_and_joins_nobody():
    chain = [(0, 1, 0.9), (1, 2, 0.7)]
    assert group(graph(3, *chain, (0, 2, 0.1)), min_similarity=0.4).tolist() == [0, 0, 0]
    assert group(graph(2, (0, 1, 0.3)), min_similarity=0.4).tolist() == [0, 1]


def test_ties_go_to_the_earlier():
    labels = group(graph(3, (0, 1, 0.6), (1, 2, 0.6)), min_similarity=0.5)
    assert labels.tolist() == [0, 0, 1]


@pytest.mark.parametrize("n", [0, 1, 3])
def test_nobody_near(n):
    assert group(csr_matrix((n, n)), min_similarity=0.5).tolist() == list(range(n))


@given(n=st.integers(2, 14), seed=st.integers(0, 1000))
def test_what_a_person_said_always_holds(n, seed):
    rng = np.random.default_rng(seed)
    upper = np.triu(rng.uniform(0, 1, (n, n)) * (rng.random((n, n)) < 0.6), 1)
    truth = rng.integers(0, 3, n)
    pairs = [tuple(rng.choice(n, 2, replace=False).tolist()) for _ in range(n)]
    same = [pair for pair in pairs if truth[pair[0]] == truth[pair[1]]]
    different = [pair for pair in pairs if truth[pair[0]] != truth[pair[1]]]
    labels = group(csr_matrix(upper + upper.T), min_similarity=0.3, same=same, different=different)
    assert all(labels[one] == labels[other] for one, other in same)
    assert all(labels[one] != labels[other] for one, other in different)
    _, first = np.unique(labels, return_index=True)
    assert first.tolist() == sorted(first)


def test_a_correction_draws_others_along():
    near = [(0, 1, 0.9), (2, 3, 0.9)]
    assert group(graph(4, *near), min_similarity=0.4).tolist() == [0, 0, 1, 1]
    joined = group(graph(4, *near), min_similarity=0.4, same=[(1, 2)])
    assert joined.tolist() == [0, 0, 0, 1]  # 0.9 to one of two is 0.45; then to one of three 0.3
    chain = [(0, 1, 0.9), (1, 2, 0.8), (0, 2, 0.9)]
    parted = group(graph(3, *chain), min_similarity=0.4, different=[(0, 2)])
    assert parted.tolist() in ([0, 0, 1], [0, 1, 1])


@given(n=st.integers(2, 14), share=st.floats(0.1, 0.5), seed=st.integers(0, 1000))
def test_pairs_between_parts_have_no_say(n, share, seed):
    rng = np.random.default_rng(seed)
    upper = np.triu(rng.uniform(0, 1, (n, n)).round(2) * (rng.random((n, n)) < share), 1)
    same = [(0, n - 1)] if seed % 2 else []
    first, second = np.nonzero(upper)
    strong = upper[first, second] >= 0.6
    links = np.array([*zip(first[strong], second[strong], strict=True), *same]).reshape(-1, 2)
    parts = connected_components(n, *links.astype(np.int32).T)
    kept = np.where(parts[:, None] == parts, upper, 0)
    whole, part = (
        group(csr_matrix(matrix + matrix.T), min_similarity=0.6, same=same)
        for matrix in (upper, kept)
    )
    assert part.tolist() == whole.tolist()
