import os
import signal
import sys

import pytest

from classify.compute import in_processes


def doubler():
    return double


def double(number):
    if number == 13:
        raise ValueError("unlucky")
    if number == 99:
        os.kill(os.getpid(), signal.SIGKILL) if os.name == "posix" else sys.exit(1)
    return 2 * number, os.getpid()


def not_at_all():
    raise RuntimeError("no model")


def lost(item):
    return "lost", item


def test_results_come_in_order_from_several_processes():
    found = list(in_processes(doubler, range(12), n_processes=2, lost=lost))
    assert [number for number, _ in found] == [2 * number for number in range(12)]
    assert os.getpid() not in {process for _, process in found}


@pytest.mark.parametrize("number", [13, 99], ids=["raises", "is killed"])
def test_an_item_is_lost_alone(number):
    items = [1, number, 2, number, 3]
    found = list(in_processes(doubler, items, n_processes=2, lost=lost))
    assert [one[0] for one in found] == [2, "lost", 4, "lost", 6]


def test_processes_that_cannot_begin_lose_all():
    found = list(in_processes(not_at_all, [1, 2, 3], n_processes=2, lost=lost))
    assert found == [("lost", 1), ("lost", 2), ("lost", 3)]


def test_nothing_to_do():
    assert list(in_processes(doubler, [], n_processes=4, lost=lost)) == []


def test_whoever_stops_asking_ends_the_processes():
    found = in_processes(doubler, range(14, 99), n_processes=2, lost=lost)
    _, process = next(found)
    found.close()
    if os.name == "posix":
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)
