"""Feedings of one state: two at the same time, and one that is killed."""

import json
import multiprocessing
from contextlib import suppress
from pathlib import Path

import pytest

from classify.reports import story_files
from classify.storage import write_all
from classify.stories import follow, read_state, render_state, state_lock
from classify.taxonomy import Taxonomy
from tests.builders import MONDAY, story, teaser


def hold(state, connection):
    with state_lock(state):
        connection.send("held")
        connection.recv()


@pytest.fixture
def holder(tmp_path):
    """Another process that holds the lock of a state, until it is told to let go."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=hold, args=(tmp_path / "state.json", theirs))
    process.start()
    assert ours.recv() == "held"
    yield process, lambda: ours.send("let go")
    process.kill()
    process.join()


def test_the_second_waits_for_the_first(tmp_path, holder):
    _, let_go = holder
    link = tmp_path / "link.json"
    link.symlink_to("state.json")
    waited = []
    # who waits says so, which lets the other go: without that this would wait for ever
    with state_lock(link, on_wait=lambda: waited.append(let_go())):
        assert len(waited) == 1


def test_a_holder_that_was_killed_holds_nothing(tmp_path, holder):
    process, _ = holder
    process.kill()
    process.join()
    waited = []
    with state_lock(tmp_path / "state.json", on_wait=lambda: waited.append(1)):
        assert not waited


def test_a_place_without_room_for_a_lock_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    state = tmp_path / "file" / "state.json"
    with pytest.raises(OSError, match="state") as caught, state_lock(state):
        pass
    assert caught.value.filename == str(state)


FILES = 7
"""That a feeding writes: five of stories, the log, and the state."""


def feed(folder):
    """Feed two stories to a state, and write all that the command writes."""
    state = folder / "state.json"
    found = [story(teaser("Ferry runs aground")), story(teaser("Parliament adopts budget"))]
    previous = read_state(state) if state.exists() else None
    running = follow(found, previous, as_of=MONDAY, window_days=7, made_with="model")
    files = story_files(running.stories, Taxonomy.from_keys(["ports"]), folder, running=running)
    assert len(files) == FILES - 1
    write_all({**files, state: render_state(running)})


@pytest.mark.parametrize("n_renamed", range(FILES + 1))
def test_a_feeding_that_is_killed_and_done_again_logs_each_event_once(
    tmp_path, monkeypatch, n_renamed
):
    replace, left = Path.replace, iter(range(n_renamed))

    def replace_some(path, target):
        if next(left, None) is None:
            raise KeyboardInterrupt
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", replace_some)
    with suppress(KeyboardInterrupt):
        feed(tmp_path)
    monkeypatch.undo()
    feed(tmp_path)
    log = (tmp_path / "merge-log.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["kind"] for line in log] == ["opened", "opened"]
