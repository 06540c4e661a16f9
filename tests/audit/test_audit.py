import json
import random

import pytest

from classify.audit import audit_labels
from classify.datasets import LabelledSet
from classify.storage import asset_path
from tests.builders import WordEncoder

WORDS = {
    "ports": ["ship", "harbour", "cargo", "quay", "crane", "dock", "pilot", "tug"],
    "bees": ["hive", "queen", "honey", "swarm", "comb", "nectar", "drone", "keeper"],
}


def different(n, topic):
    """A teaser of a topic that shares its words with the others, in another order."""
    words = random.Random(n).sample(WORDS[topic], 8)
    return {"id": f"{topic}-{n}", "headline": f"{' '.join(words)} {n}", "labels": [topic]}


@pytest.fixture
def folder(tmp_path):
    """A folder of labelled data with splits; `write` changes rows first."""

    def write(change=lambda rows: rows, splits=None):
        rows = [different(n, topic) for n in range(30) for topic in ("ports", "bees")]
        rows = change(rows)
        lines = "".join(f"{json.dumps(row)}\n" for row in rows)
        (tmp_path / "rows.jsonl").write_text(lines, encoding="utf-8")
        if splits:
            content = {"format": 1, "splits": splits, "components": []}
            (tmp_path / "splits.json").write_text(json.dumps(content), encoding="utf-8")
        return LabelledSet.read(tmp_path)

    return write


def audit(labelled):
    return audit_labels(labelled, encoder=WordEncoder())


def kinds(found):
    return [(finding.kind, finding.teaser.id) for finding in found.findings]


def change(row, **fields):
    def changed(rows):
        rows[row] |= fields
        return rows

    return changed


def test_finds_a_label_that_is_wrong(folder):
    found = audit(folder(change(0, labels=["bees"])))
    wrong = {(one.kind, one.topic) for one in found.findings if one.teaser.id == "ports-0"}
    assert wrong == {("label too much", "bees"), ("label missing", "ports")}
    first = found.findings[0]
    assert first.teaser.id == "ports-0"
    assert first.teaser.place.endswith("rows.jsonl, line 1")


def test_near_copies_that_contradict_or_leak(folder):
    def copied(rows):
        copy = {"id": "copy", "headline": rows[0]["headline"].upper(), "labels": ["bees"]}
        return [*rows, copy]

    def in_splits(rows):
        return {"train": [row["id"] for row in rows], "test": ["copy"]}

    rows = [different(n, topic) for n in range(30) for topic in ("ports", "bees")]
    found = audit(folder(copied, in_splits(rows)))
    pair = [one for one in found.findings if one.other]
    assert [one.kind for one in pair] == ["leak", "contradiction"]
    assert (pair[0].teaser.split, pair[0].other.split, pair[0].resemblance) == ("train", "test", 1)
    assert found.splits == {"test": 1, "train": 60}


def test_a_disputed_label_contradicts_nothing(folder):
    def copied(rows):
        first = rows[0]
        copy = {"headline": first["headline"], "labels": ["ports"], "disputed": ["bees"]}
        return [*rows, {"id": "copy", **copy}]

    found = audit(folder(copied))
    assert [one.kind for one in found.findings if one.other] == ["copy"]
    assert found.alpha is not None
    assert found.n_disputed == 1


def test_counts_what_there_is_of_each_topic(folder):
    found = audit(folder(change(1, labels=["ports", "rare"])))
    health = {one.topic: one for one in found.topics}
    assert (health["ports"].n_positive, health["ports"].n_primary) == (31, 31)
    assert health["rare"].too_small
    assert not health["bees"].too_small
    assert found.alpha is health["ports"].alpha is None


def test_knows_which_encoder_has_learned_these_labels(folder):
    assert audit(folder()).n_taught == 0
    from classify.audit.audit import _n_taught

    labelled = LabelledSet.read(asset_path("labeled"), split="development")
    train = LabelledSet.read(asset_path("labeled"), split="train").teasers[:5]
    items = (*train, *labelled.teasers)
    assert _n_taught(items, "teaser-encoder") == 5
    assert _n_taught(items, "another") == 0


def test_the_order_of_the_data_does_not_matter(folder):
    wrong = change(0, labels=["bees"])
    there = audit(folder(wrong))
    back = audit(folder(lambda rows: wrong(rows)[::-1]))
    assert set(kinds(there)) == set(kinds(back))
