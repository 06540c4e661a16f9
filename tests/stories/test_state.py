import dataclasses
import json

import pytest

from classify.errors import ReadError
from classify.records import Correction, Link, RunningStories
from classify.stories import read_state
from classify.stories.state import _checksum, write_state
from tests.builders import MONDAY, story, teaser

PAIR = teaser("Ferry runs aground", "Fog.", outlet="Post"), teaser("Ferry stranded", hours=None)
RUNNING = RunningStories(
    as_of=MONDAY,
    made_with="abc",
    stories=(story(*PAIR, topics=("ports",)),),
    aliases={"s1": "s2"},
    arrived={PAIR[1].id: MONDAY},
    corrections=(Correction(kind="same", teasers=("t1", "t2"), place="d.txt, line 1"),),
)


def test_what_is_written_can_be_read(tmp_path):
    path = tmp_path / "deep" / "state.json"
    write_state(path, RUNNING)
    assert read_state(path) == RUNNING
    write_state(path, read_state(path))
    assert read_state(path) == RUNNING


def test_links_survive(tmp_path):
    link = Link(teasers=(PAIR[0].id, PAIR[1].id), probability=0.9, grounds={"meaning": 1.5})
    linked = dataclasses.replace(RUNNING.stories[0], links=(link,))
    write_state(tmp_path / "s", dataclasses.replace(RUNNING, stories=(linked,)))
    assert read_state(tmp_path / "s").stories[0].links == (link,)


def changed(tmp_path, change):
    path = tmp_path / "state.json"
    write_state(path, RUNNING)
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_a_changed_file_is_refused(tmp_path):
    path = changed(tmp_path, lambda content: content["aliases"].update(s1="s9"))
    with pytest.raises(ReadError, match="its checksum does not match"):
        read_state(path)
    path = changed(tmp_path, lambda content: content.pop("sha256"))
    with pytest.raises(ReadError, match="its checksum does not match"):
        read_state(path)


NEW_STATE = "egin a new state: name a file for --state that is not there"


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (9, f"has format 9; this version reads 1. It was written by a later version: upgrade "
            f"classify-news, or b{NEW_STATE}."),
        (0, f"has format 0; this version reads 1. It was written by an earlier version. "
            f"B{NEW_STATE}."),
        (None, f"states no format number; this version reads 1. B{NEW_STATE}."),
        ("1", f"states no format number; this version reads 1. B{NEW_STATE}."),
        (True, f"states no format number; this version reads 1. B{NEW_STATE}."),
    ],
    ids=["later", "earlier", "none", "text", "boolean"],
)  # fmt: skip
def test_another_format_is_refused(tmp_path, found, reason):
    path = changed(tmp_path, lambda content: content.update(format=found))
    with pytest.raises(ReadError) as caught:
        read_state(path)
    assert str(caught.value) == f"{path}: {reason}"


def with_checksum(content):
    """A state whose checksum fits, as an earlier version would have written it."""
    content.pop("sha256", None)
    content["sha256"] = _checksum(content)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda content: content.pop("stories"), "there is no 'stories'"),
        (lambda content: content.pop("arrived"), "there is no 'arrived'"),
        (lambda content: content.update(as_of="soon"), "Invalid isoformat string: 'soon'"),
        (lambda content: content.update(as_of="2025-01-20"), "'2025-01-20' has no offset from UTC"),
        (lambda content: content["stories"][0].update(found=True), "unexpected keyword"),
        (lambda content: content.update(stories=5), "'int' object is not iterable"),
    ],
    ids=["no stories", "no arrivals", "no time", "naive time", "another field", "a number"],
)
def test_what_an_earlier_version_wrote_under_the_same_number(tmp_path, change, reason):
    path = changed(tmp_path, lambda content: (change(content), with_checksum(content)))
    with pytest.raises(ReadError) as caught:
        read_state(path)
    told = str(caught.value)
    assert told.startswith(f"{path}: holds no running stories of this version (")
    assert reason in told
    assert told.endswith(f"); b{NEW_STATE}")


def test_a_deep_file(tmp_path):
    path = tmp_path / "state.json"
    path.write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(ReadError, match=r"it is no JSON \(it is nested too deeply\)"):
        read_state(path)


@pytest.mark.parametrize("content", ["{", "[]", '{"what": "a digest"}', '{"format": 1}'])
def test_what_is_no_state_is_refused(tmp_path, content):
    path = tmp_path / "state.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ReadError, match="holds no running stories"):
        read_state(path)


def test_a_missing_file(tmp_path):
    with pytest.raises(ReadError, match="cannot be read"):
        read_state(tmp_path / "none.json")
