import dataclasses
import hashlib
import json

import pytest

from classify.errors import ReadError
from classify.records import Correction, Link, RunningStories
from classify.stories import read_state
from classify.stories.state import write_state
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
    with pytest.raises(ReadError, match="its checksum does not fit"):
        read_state(path)
    path = changed(tmp_path, lambda content: content.pop("sha256"))
    with pytest.raises(ReadError, match="its checksum does not fit"):
        read_state(path)


def test_another_format_is_refused(tmp_path):
    path = changed(tmp_path, lambda content: content.update(format=9))
    with pytest.raises(ReadError, match="has format 9; this version reads 1"):
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


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda content: content.pop("stories"), "KeyError"),
        (lambda content: content.update(stories=3), "TypeError"),
        (lambda content: content.update(as_of="yesterday"), "ValueError"),
        (lambda content: content["stories"][0].update(mood="calm"), "TypeError"),
        (lambda content: content.update(arrived=[1]), "AttributeError"),
    ],
    ids=["no stories", "a number", "no time", "an unknown field", "a list"],
)
def test_a_checksum_that_fits_does_not_vouch_for_the_content(tmp_path, change, reason):
    path = changed(tmp_path, change)
    content = json.loads(path.read_text(encoding="utf-8"))
    content.pop("sha256")
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    content["sha256"] = hashlib.sha256(text.encode()).hexdigest()
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ReadError, match=f"holds no running stories that can be used: {reason}"):
        read_state(path)


def test_a_state_that_is_nested_without_end_is_refused(tmp_path):
    path = tmp_path / "state.json"
    path.write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(ReadError, match="it is no JSON"):
        read_state(path)
