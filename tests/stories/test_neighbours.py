import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from classify.stories.neighbours import (
    N_NEAREST,
    keep_top,
    make_keys,
    read_keys,
    surroundings,
    top_keys,
)

similarities = arrays.arrays(
    np.float64,
    st.tuples(st.integers(1, 3), st.integers(1, 40)),
    elements=st.sampled_from([-0.5, 0.0, 0.1, 0.1000004, 0.25, 0.9, 1.0]),
)


@given(similarities, st.integers(0, 2**31 - 41))
def test_the_nearest_first_and_of_equals_the_one_that_stands_first(similarity, start):
    columns = start + np.arange(similarity.shape[1])
    far = np.zeros(similarity.shape, dtype=bool)
    far[:, 0] = True
    found = surroundings(top_keys(similarity, columns, far))
    for row, own in enumerate(similarity.round(6)):
        order = [column for column in np.argsort(-own, kind="stable") if column > 0][:N_NEAREST]
        wanted = columns[order].tolist() + [-1] * (N_NEAREST - len(order))
        assert found.nearest[row].tolist() == wanted
        mean = np.clip([*own[order][:10], *[0] * 10], 0, None)[:10].mean()
        assert found.mean[row] == pytest.approx(mean)


@given(arrays.arrays(np.float64, 20, elements=st.floats(-1, 1)))
def test_keys_hold_what_they_are_made_of(similarity):
    read, columns = read_keys(make_keys(similarity, np.arange(20) * 1000))
    np.testing.assert_array_equal(read, np.round(similarity, 6))
    assert columns.tolist() == (np.arange(20) * 1000).tolist()


def test_parts_may_be_kept_one_after_the_other():
    keys = np.random.default_rng(0).permutation(100)[None] + 5
    whole = np.sort(keep_top(keys.copy()))
    halves = np.hstack([keep_top(keys[:, :50].copy()), keep_top(keys[:, 50:].copy())])
    assert np.sort(keep_top(halves)).tolist() == whole.tolist()
