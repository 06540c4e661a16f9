"""Parts of a pile at the same time."""

from __future__ import annotations

import threading

import numpy as np  # noqa: F401 - loads a BLAS library
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from classify.compute import done_in_threads, in_threads, one_blas_thread


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


def blas_threads():
    return {
        library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"
    }


@pytest.fixture
def two_threads():
    with threadpool_limits(2, user_api="blas"):
        yield blas_threads()


def test_products_keep_to_one_thread_and_the_setting_returns(two_threads):
    with one_blas_thread():
        assert blas_threads() == {1}
        with one_blas_thread():
            assert blas_threads() == {1}
        assert blas_threads() == {1}
    assert blas_threads() == two_threads


def test_the_setting_returns_after_an_error(two_threads):
    with pytest.raises(ValueError, match="seven"), one_blas_thread():
        raise ValueError("seven")
    assert blas_threads() == two_threads


def test_who_is_done_first_does_not_lift_the_limit_from_others(two_threads):
    first, second = one_blas_thread(), one_blas_thread()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert blas_threads() == {1}
    second.__exit__(None, None, None)
    assert blas_threads() == two_threads


def test_what_was_raised_meanwhile_is_limited_again(two_threads):
    with one_blas_thread():
        threadpool_limits(2, user_api="blas")  # as a library that is loaded later brings its own
        with one_blas_thread():
            assert blas_threads() == {1}
    assert blas_threads() == two_threads


@pytest.mark.parametrize("n_items", [1, 2])
def test_parts_of_a_pile_are_multiplied_on_one_thread(two_threads, n_items):
    assert (
        list(in_threads(lambda _: blas_threads(), ((n,) for n in range(n_items))))
        == [{1}] * n_items
    )
    assert blas_threads() == two_threads
