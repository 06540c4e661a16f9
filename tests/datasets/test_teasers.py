import json

import pytest

from classify.datasets import LabelledSet
from classify.errors import LabelError, UnknownNameError

ROWS = [
    {"id": "a", "headline": "Ship docks in the fog", "labels": ["ports"]},
    {"id": "b", "headline": "Ship docks in thick fog", "labels": ["ports"], "disputed": ["fog"]},
    {"id": "c", "headline": "Bees swarm over the town", "labels": ["bees"]},
]
SPLITS = {
    "format": 1,
    "method": "by hand",
    "splits": {"train": ["a", "b"], "development": ["c"], "test": []},
    "components": [["a", "b"]],
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "teasers").mkdir()
    lines = "".join(json.dumps(row) + "\n" for row in ROWS)
    (tmp_path / "teasers" / "all.jsonl").write_text(lines)
    return tmp_path


def ids(found):
    return [item.teaser.id for item in found.teasers]


def test_takes_one_split_and_keeps_components_together(folder):
    (folder / "splits.json").write_text(json.dumps(SPLITS))
    found = LabelledSet.read(folder, split="train")
    assert ids(found) == ["a", "b"]
    assert found.groups == (0, 0)
    assert ids(LabelledSet.read(folder, split="development")) == ["c"]
    assert LabelledSet.read(folder, split="all").groups == (0, 0, 1)


def test_without_splits_takes_everything(folder):
    found = LabelledSet.read(folder, split="train")
    assert ids(found) == ["a", "b", "c"]
    assert found.split == "all"
    assert len(set(found.groups)) == 3


def test_labels_make_the_taxonomy_unless_a_file_does(folder):
    assert LabelledSet.read(folder).taxonomy.keys == ("bees", "fog", "ports")
    (folder / "topics.toml").write_text(
        "".join(f'[[topic]]\nkey = "{key}"\n' for key in ("ports", "fog", "bees"))
    )
    assert LabelledSet.read(folder).taxonomy.keys == ("ports", "fog", "bees")


def test_an_unknown_split_lists_the_known(folder):
    (folder / "splits.json").write_text(json.dumps(SPLITS))
    with pytest.raises(UnknownNameError, match="Did you mean 'development'"):
        LabelledSet.read(folder, split="developement")


def test_teasers_without_any_label_are_said(tmp_path):
    path = tmp_path / "bare.csv"
    path.write_text("headline,labels\nShip docks in fog,\n")
    with pytest.raises(LabelError, match="no teaser in it has a label"):
        LabelledSet.read(path)


def test_an_empty_split_is_said(folder):
    (folder / "splits.json").write_text(json.dumps(SPLITS))
    with pytest.raises((LabelError, UnknownNameError)):
        LabelledSet.read(folder, split="test")
