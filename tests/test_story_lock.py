"""Two feedings of one state at the same time."""

import multiprocessing
import threading

import pytest

from classify.story_state import state_lock


def hold(state, held, let_go):
    with state_lock(state):
        held.set()
        let_go.wait(30)


@pytest.fixture
def holder(tmp_path):
    """Another process that holds the lock of a state, until it is told to let go."""
    context = multiprocessing.get_context("spawn")
    held, let_go = context.Event(), context.Event()
    process = context.Process(target=hold, args=(tmp_path / "state.json", held, let_go))
    process.start()
    assert held.wait(30)
    yield process, let_go
    let_go.set()
    process.join(30)


def test_the_second_waits_for_the_first(tmp_path, holder):
    _, let_go = holder
    link = tmp_path / "link.json"
    link.symlink_to("state.json")
    # who waits says so, which lets the other go: without waiting this would not end in order
    with state_lock(link, on_wait=let_go.set):
        assert let_go.is_set()


def test_a_holder_that_was_killed_holds_nothing(tmp_path, holder):
    process, _ = holder
    process.kill()
    process.join(30)
    waited = threading.Event()
    with state_lock(tmp_path / "state.json", on_wait=waited.set):
        pass


def test_a_place_without_room_for_a_lock_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    state = tmp_path / "file" / "state.json"
    with pytest.raises(OSError, match="state") as caught, state_lock(state):
        pass
    assert caught.value.filename == str(state)
