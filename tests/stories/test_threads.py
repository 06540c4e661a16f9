import pytest

from classify.stories.threads import done_in_threads, in_threads


@pytest.mark.parametrize("n", [0, 1, 2, 50])
def test_results_come_in_order(n):
    assert list(in_threads(lambda one, other: one - other, ((i, 1) for i in range(n)))) == [
        i - 1 for i in range(n)
    ]


def test_an_error_comes_through():
    def fail(number):
        raise ValueError(f"number {number}")

    with pytest.raises(ValueError, match="number"):
        done_in_threads(fail, ((i,) for i in range(3)))
