import pytest

from classify.compute import evenly_spaced


@pytest.mark.parametrize(
    ("n", "n_wanted", "rows"),
    [(0, 5, []), (3, 5, [0, 1, 2]), (5, 5, [0, 1, 2, 3, 4]), (9, 3, [0, 4, 8]), (9, 1, [0])],
    ids=["none there", "fewer than wanted", "as many", "some", "one"],
)
def test_rows_are_as_far_apart_as_can_be(n, n_wanted, rows):
    assert evenly_spaced(n, n_wanted).tolist() == rows


@pytest.mark.parametrize("n", [7, 100, 4999])
def test_no_row_twice(n):
    for n_wanted in (2, 3, n // 2, n - 1, n):
        found = evenly_spaced(n, n_wanted)
        assert len(set(found.tolist())) == len(found) == n_wanted
