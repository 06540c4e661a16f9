import json

import pytest

from classify.errors import LabelError, UnknownNameError
from classify.evaluation import LabelledStories, evaluate_stories
from classify.records import LabelledStory
from tests.builders import story, teaser

SHIP, FERRY, HIVE, SWARM = (teaser(one) for one in ("Ship", "Ferry", "Hive", "Swarm"))
LABELLED = LabelledStories(
    (
        LabelledStory(id="a", teasers=(SHIP, FERRY), sibling="b"),
        LabelledStory(id="b", teasers=(HIVE,), sibling="a"),
        LabelledStory(id="c", teasers=(SWARM,), sibling="elsewhere"),
    ),
    "all",
)


def score(*told):
    return evaluate_stories(LABELLED, told, n_resamples=20)


def test_told_as_it_was():
    scores = score(story(SWARM), story(HIVE), story(FERRY, SHIP))
    assert scores.b_cubed_f1.value == scores.pairwise_f1.value == 1
    assert scores.siblings_joined.value == 0
    assert (scores.n_teasers, scores.n_stories, scores.n_predicted) == (4, 3, 3)


def test_siblings_that_were_joined():
    scores = score(story(SHIP, FERRY, HIVE), story(SWARM))
    assert scores.siblings_joined.value == 1
    assert scores.b_cubed_recall.value == 1
    assert scores.b_cubed_precision.value == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)


def test_a_sibling_of_another_split_is_none():
    assert LABELLED.families.tolist() == [0, 0, -1]


def test_a_teaser_that_was_lost():
    with pytest.raises(ValueError, match="is in no story"):
        score(story(SHIP, FERRY), story(HIVE))


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
