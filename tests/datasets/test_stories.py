import json

import pytest

from classify.datasets import LabelledStories
from classify.errors import LabelError, UnknownNameError
from classify.records import LabelledStory


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "stories").mkdir()
    with (tmp_path / "stories" / "s.jsonl").open("w", encoding="utf-8") as stream:
        for name in ("a", "b"):
            teasers = [{"id": f"{name}-1", "headline": f"Ship {name}", "text": ""}]
            stream.write(json.dumps({"story_id": name, "teasers": teasers, "labels": []}) + "\n")
    return tmp_path


def write_splits(folder, **splits):
    content = {"format": 1, "splits": splits, "components": []}
    (folder / "splits.json").write_text(json.dumps(content), encoding="utf-8")


def test_reads_one_split(folder):
    write_splits(folder, train=["a"], test=["b"])
    assert [one.id for one in LabelledStories.read(folder, split="test").stories] == ["b"]
    assert len(LabelledStories.read(folder, split="all").teasers) == 2


def test_without_splits_everything_is_read(folder):
    found = LabelledStories.read(folder, split="development")
    assert (found.split, len(found.stories)) == ("all", 2)


def test_a_split_that_is_not_there(folder):
    write_splits(folder, train=["a", "b"], test=["c"])
    with pytest.raises(UnknownNameError, match="unknown split 'development'"):
        LabelledStories.read(folder, split="development")
    with pytest.raises(LabelError, match="holds no labelled story of split 'test'"):
        LabelledStories.read(folder, split="test")


def test_a_sibling_of_another_split_is_none():
    stories = [
        LabelledStory(id=id, teasers=(), sibling=sibling)
        for id, sibling in (("a", "b"), ("b", "a"), ("c", "elsewhere"))
    ]
    assert LabelledStories(tuple(stories), "all").families.tolist() == [0, 0, -1]
