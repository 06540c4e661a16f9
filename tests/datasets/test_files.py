import json
from pathlib import Path

import pytest

from classify.datasets import read_labelled_stories, read_labelled_teasers, read_splits
from classify.errors import LabelError, ReadError
from classify.records import LabelledTeaser, Teaser
from classify.taxonomy import Taxonomy

TAXONOMY = Taxonomy.from_keys(["energy", "justice"])
STORY = {
    "story_id": "s-1",
    "labels": ["energy"],
    "country": "UA",
    "sibling_of": "s-2",
    "teasers": [
        {
            "id": "s-1-a",
            "outlet_kind": "wire",
            "published": "2024-08-26T06:10:00Z",
            "headline": "Lights out",
            "text": "",
            "truncated": False,
        }
    ],
    "brief": "The lights went out.",
    "key_points": ["They went out."],
}
SPLITS = {
    "format": 1,
    "method": "components",
    "splits": {"train": ["b", "a"], "development": ["c"], "test": []},
    "components": [["b", "a"]],
}


def write(path: Path, *rows: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def labelled(headline: str, *labels: str, **fields: object) -> dict[str, object]:
    return {"headline": headline, "labels": list(labels), **fields}


def test_jsonl(tmp_path: Path):
    path = write(tmp_path / "a.jsonl", labelled("Lights out", "energy", disputed=["justice"]))
    (teaser,) = read_labelled_teasers(path, taxonomy=TAXONOMY)
    assert (teaser.teaser.headline, teaser.labels, teaser.disputed) == (
        "Lights out",
        ("energy",),
        ("justice",),
    )


def test_csv(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text(
        "headline,labels,disputed\nLights out,energy; justice,\nRain,,energy\n", "utf-8"
    )
    lights, rain = read_labelled_teasers(path, taxonomy=TAXONOMY)
    assert lights.labels == ("energy", "justice")
    assert (rain.labels, rain.disputed) == ((), ("energy",))


def test_examples_by_topic(tmp_path: Path):
    path = write(
        tmp_path / "a.json", {"energy": ["Lights out.", "Gas off."], "justice": ["Gas off."]}
    )
    teasers = read_labelled_teasers(path, taxonomy=TAXONOMY)
    assert [(t.teaser.text, t.labels) for t in teasers] == [
        ("Lights out.", ("energy",)),
        ("Gas off.", ("energy", "justice")),
    ]


@pytest.mark.parametrize("folder", ["", "teasers"], ids=["directly", "in teasers"])
def test_folder(tmp_path: Path, folder: str):
    write(tmp_path / folder / "b.jsonl", labelled("b", "energy"))
    write(tmp_path / folder / "a.jsonl", labelled("a"))
    (tmp_path / folder / "README.md").write_text("words", "utf-8")
    assert [t.teaser.headline for t in read_labelled_teasers(tmp_path)] == ["a", "b"]


def test_bare_sentences_are_welcome(tmp_path: Path):
    path = write(tmp_path / "a.jsonl", {"headline": "", "text": "Lights out.", "labels": []})
    (teaser,) = read_labelled_teasers(path)
    assert teaser.teaser.text == "Lights out."


def test_unknown_topic(tmp_path: Path):
    path = write(tmp_path / "a.jsonl", labelled("a", "energy"), labelled("b", "sorcery"))
    with pytest.raises(LabelError) as caught:
        read_labelled_teasers(path, taxonomy=TAXONOMY)
    assert str(caught.value) == (
        f"{path}, line 2: unknown topic 'sorcery'. Known: energy, justice."
    )


@pytest.mark.parametrize("labels", [5, [5], {"energy": 1}], ids=str)
def test_labels_of_a_wrong_type(tmp_path: Path, labels: object):
    path = write(tmp_path / "a.jsonl", {"headline": "a", "labels": labels})
    with pytest.raises(LabelError, match="line 1: labels is no list of topics"):
        read_labelled_teasers(path)


def test_faults_can_be_left_out(tmp_path: Path):
    path = write(tmp_path / "a.jsonl", {"headline": "a"}, labelled("b", "sorcery"), labelled("c"))
    faults: list[Exception] = []
    teasers = read_labelled_teasers(path, taxonomy=TAXONOMY, strict=False, on_error=faults.append)
    assert [teaser.teaser.headline for teaser in teasers] == ["c"]
    assert [type(fault) for fault in faults] == [ReadError, LabelError]


def test_empty_folder(tmp_path: Path):
    with pytest.raises(ReadError, match=r"no files that end in \.jsonl or \.csv"):
        read_labelled_teasers(tmp_path)


def test_stories(tmp_path: Path):
    write(tmp_path / "stories" / "a.jsonl", STORY)
    (story,) = read_labelled_stories(tmp_path)
    assert (
        story.id,
        story.labels,
        story.sibling,
        story.brief,
        story.key_points,
        story.country,
    ) == (
        "s-1",
        ("energy",),
        "s-2",
        "The lights went out.",
        ("They went out.",),
        "UA",
    )
    assert (story.teasers[0].id, story.teasers[0].outlets) == ("s-1-a", ("wire",))


def test_faulty_story(tmp_path: Path):
    path = write(tmp_path / "a.jsonl", STORY, {**STORY, "teasers": [{"id": "x"}]})
    with pytest.raises(ReadError, match="line 2: has no headline"):
        read_labelled_stories(path)


def test_splits(tmp_path: Path):
    splits = read_splits(write(tmp_path / "splits.json", SPLITS))
    assert [splits.of(id) for id in "abc"] == ["train", "train", "development"]
    assert [splits.component(id) for id in "abc"] == ["a", "a", "c"]
    with pytest.raises(KeyError):
        splits.of("unknown")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": 2}, "has format 2; this version reads 1"),
        ({"splits": []}, "needs 'splits'"),
        ({"splits": {"train": ["a"], "test": ["a"]}}, "'a' is in 'train' and in 'test'"),
        ({"components": ["ab"]}, "component 1: is no list of texts"),
    ],
    ids=str,
)
def test_faulty_splits(tmp_path: Path, change: dict[str, object], message: str):
    with pytest.raises(ReadError, match=message):
        read_splits(write(tmp_path / "splits.json", {**SPLITS, **change}))


@pytest.mark.parametrize(
    ("cell", "labels"),
    [
        ("ports; labour", ("ports", "labour")),
        ("['ports', 'labour']", ("ports", "labour")),
        ('["ports", "labour"]', ("ports", "labour")),
        ("('ports',)", ("ports",)),
        ("{'ports'}", ("ports",)),
        ("['ports' 'labour']", ("ports", "labour")),
        ("[ports, labour]", ("ports", "labour")),
        ("[]", ()),
    ],
)
def test_a_cell_may_hold_a_list_of_labels(tmp_path, cell, labels):
    file = tmp_path / "labelled.csv"
    quoted = cell.replace('"', '""')
    file.write_text(f'headline,labels\nDockers strike over pay,"{quoted}"\n', encoding="utf-8")
    (item,) = read_labelled_teasers(file)
    assert item.labels == labels


def test_a_list_of_labels_that_cannot_be_read_is_a_fault(tmp_path):
    file = tmp_path / "labelled.csv"
    file.write_text('headline,labels\nDockers strike,"[ports; \'labour]"\n', encoding="utf-8")
    with pytest.raises(LabelError, match="line 2: labels is no list of topics; separate them"):
        read_labelled_teasers(file)


def test_labels_are_never_taken_letter_by_letter():
    with pytest.raises(LabelError, match="labels is the text 'ports'; give a tuple of topics"):
        LabelledTeaser(teaser=Teaser(headline="Dockers strike"), labels="ports")
