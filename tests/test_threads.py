"""Parts of a pile at the same time."""

from __future__ import annotations

import threading

import pytest

from classify.threads import done_in_threads, in_threads


@pytest.mark.parametrize("n_items", [0, 1, 2, 50])
def test_results_come_in_order_however_many(n_items):
    assert list(in_threads(lambda one: one * 2, ((n,) for n in range(n_items)))) == [
        2 * n for n in range(n_items)
    ]


def test_items_are_drawn_as_they_are_needed():
    drawn = []

    def items():
        for n in range(1000):
            drawn.append(n)
            yield (n,)

    results = in_threads(lambda one: one, items())
    assert [next(results), next(results)] == [0, 1]
    assert len(drawn) < 1000
    results.close()


def test_an_error_reaches_the_caller():
    def work(one):
        if one == 7:
            raise ValueError("seven")

    with pytest.raises(ValueError, match="seven"):
        done_in_threads(work, ((n,) for n in range(20)))


def test_work_goes_beside_other_work_where_there_are_two():
    here = threading.get_ident()
    found = set(in_threads(lambda _: threading.get_ident(), ((n,) for n in range(20))))
    assert here not in found
