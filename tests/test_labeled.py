"""The labelled data, and the scripts that part, check and describe it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import describe_labeled, labeled_similarity, make_splits, validate_labeled

ROOT = Path(__file__).parents[1]
LABELED = ROOT / "labeled"
SCRIPTS = ROOT / "scripts"
# Among so few texts idf says little, so the teasers were chosen to share no wording.
TEASERS = ("eu-0001", "eu-0002", "eu-0003", "eu-0004", "eu-0005", "eu-0015")


@pytest.fixture
def run(monkeypatch, capsys):
    """Run a script in this process; what it prints, and its status, as in one of its own."""

    def run(script, *arguments):
        monkeypatch.setattr(sys, "argv", [script.__file__, *map(str, arguments)])
        capsys.readouterr()
        try:
            status = script.main()
        except SystemExit as end:
            status = end.code
        printed, errors = capsys.readouterr()
        if isinstance(status, str):
            status, errors = 1, f"{errors}{status}\n"
        return subprocess.CompletedProcess(script.__file__, status or 0, printed, errors)

    return run


def rows(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def write_rows(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [row if isinstance(row, str) else json.dumps(row) for row in content]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    """A sound folder with six teasers (t.jsonl) and a pair of sibling stories (s.jsonl)."""
    shutil.copy(LABELED / "topics.toml", tmp_path)
    teasers = [row for row in rows(LABELED / "teasers" / "europe.jsonl") if row["id"] in TEASERS]
    stories = rows(LABELED / "stories" / "world.jsonl")[:2]
    write_rows(tmp_path / "teasers" / "t.jsonl", teasers)
    write_rows(tmp_path / "stories" / "s.jsonl", stories)
    ids = list(TEASERS)
    pair = [row["story_id"] for row in stories]
    splits = {"train": ids[:4] + pair, "development": ids[4:5], "test": ids[5:]}
    content = {"format": 1, "method": "by hand", "splits": splits, "components": [pair]}
    (tmp_path / "splits.json").write_text(json.dumps(content, indent=1), encoding="utf-8")
    return tmp_path


def change_row(folder, file, number, **changes):
    """Change keys of one line; None as a value takes the key away."""
    content = rows(folder / file)
    content[number - 1] |= changes
    content[number - 1] = {
        key: value for key, value in content[number - 1].items() if value is not None
    }
    write_rows(folder / file, content)


def change_splits(folder, change):
    path = folder / "splits.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")


def faults(folder):
    return validate_labeled.validate(folder).faults


# The data


@pytest.mark.slow
def test_the_data_are_sound():
    command = [sys.executable, SCRIPTS / "validate_labeled.py"]
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == (
        "labeled: 3101 teasers, 210 stories (802 teasers in them), "
        "144 texts unlike news, 0 warnings, no faults\n"
    )


def test_proportions_of_the_splits():
    data = describe_labeled.read(LABELED)
    shares = make_splits.SHARES
    assert list(data.splits) == list(shares)
    teasers = {row["id"]: row for row in data.teasers}
    stories = {row["story_id"]: row for row in data.stories}
    for name, due in shares.items():
        ids = set(data.splits[name])
        assert len(ids & teasers.keys()) / len(teasers) == pytest.approx(due, abs=0.01)
        assert len(ids & stories.keys()) / len(stories) == pytest.approx(due, abs=0.01)
        for topic in data.topics:
            having = {id for id, row in teasers.items() if topic in row["labels"]}
            assert len(ids & having) / len(having) == pytest.approx(due, abs=0.02), topic
            assert any(topic in stories[id]["labels"] for id in ids & stories.keys()), topic


def test_components_stay_small():
    data = describe_labeled.read(LABELED)
    n_items = len(data.teasers) + len(data.stories)
    assert max(map(len, data.components)) <= 0.01 * n_items
    assert sum(map(len, data.components)) <= n_items / 3


@pytest.mark.slow
def test_the_splits_are_what_the_script_makes(run, tmp_path):
    for name in ("teasers", "stories"):
        shutil.copytree(LABELED / name, tmp_path / name)
    assert run(make_splits, tmp_path).returncode == 0
    made, kept = (json.loads((at / "splits.json").read_text("utf-8")) for at in (tmp_path, LABELED))
    assert made == kept


def test_tables_of_the_datasheet_are_counted():
    text = (LABELED / "README.md").read_text(encoding="utf-8")
    assert describe_labeled.filled(text, describe_labeled.read(LABELED)) == text
    names = [match["name"] for match in describe_labeled.BLOCK.finditer(text)]
    assert sorted(names) == sorted(describe_labeled.TABLES)


def test_describe_prints_what_it_updates(run, folder):
    result = run(describe_labeled, folder)
    assert (result.returncode, result.stderr) == (0, "")
    printed = result.stdout
    assert "| elections |" in printed
    agreement = printed.split("<!-- describe: agreement -->")[1]
    assert "| F1, macro | 1.000 |" in agreement
    assert "| sport |" not in agreement  # which no teaser of the folder has
    readme = folder / "README.md"
    readme.write_text("Before\n<!-- describe: files -->\nold\n<!-- /describe -->\nAfter\n", "utf-8")
    assert run(describe_labeled, folder, "--update").returncode == 0
    updated = readme.read_text(encoding="utf-8")
    assert updated.startswith("Before\n") and updated.endswith("\nAfter\n")
    assert updated.removeprefix("Before\n").removesuffix("\nAfter\n") in printed


# The validator


def test_small_folder_is_sound(folder):
    report = validate_labeled.validate(folder)
    assert report.faults == []
    assert "elections has 0 teasers in test, under 20" in report.warnings


def test_faults_are_printed_one_a_line(run, folder):
    change_row(folder, "teasers/t.jsonl", 2, kind="rumour")
    change_row(folder, "teasers/t.jsonl", 3, country="poland")
    result = run(validate_labeled, folder)
    assert result.returncode == 1
    assert [line.split(": ")[0] for line in result.stdout.splitlines()] == [
        "teasers/t.jsonl:2",
        "teasers/t.jsonl:3",
    ]


def test_folder_without_topics(tmp_path):
    (fault,) = faults(tmp_path)
    assert fault.startswith("topics.toml: cannot be read")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"headline": None}, "has no 'headline'"),
        ({"note": "x"}, "has unknown key 'note'"),
        ({"headline": " "}, "headline is no text, or empty"),
        ({"text": 5}, "text is no text"),
        ({"labels": "military"}, "labels is no list of topics"),
        ({"labels": ["sorcery"]}, "labels names unknown topics: sorcery"),
        ({"disputed": ["sorcery"]}, "disputed names unknown topics: sorcery"),
        ({"labels": ["sport", "sport"]}, "labels names a topic twice"),
        ({"labels": ["sport"], "disputed": ["sport"]}, "sport in labels and in disputed"),
        ({"kind": "rumour"}, "kind 'rumour' is unknown"),
        ({"country": "Poland"}, "country 'Poland' is no ISO 3166-1 alpha-2 code"),
        ({"date": "2024-13"}, "date '2024-13' is no date"),
        ({"date": "May 2024"}, "date 'May 2024' is no date"),
        ({"date": 2024}, "date 2024 is no date"),
        ({"truncated": "no"}, "truncated is no true or false"),
        ({"text": "It ends here.", "truncated": True}, "truncated and the end of the text"),
        ({"text": "It goes on […]", "truncated": False}, "truncated and the end of the text"),
        ({"headline": "Samoa&rsquo;s wards"}, "holds an HTML entity, '&rsquo;'"),
        ({"text": "It&#39;s here."}, "holds an HTML entity, '&#39;'"),
    ],
    ids=str,
)
def test_faulty_teaser(folder, changes, reason):
    change_row(folder, "teasers/t.jsonl", 2, **changes)
    (fault,) = faults(folder)
    assert fault.startswith("teasers/t.jsonl:2: ")
    assert reason in fault


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"genre": "rumour"}, "genre 'rumour' is unknown"),
        ({"genre": None}, "has no 'genre'"),
        ({"written_in": "Polish"}, "written_in 'Polish' is no ISO 639-1 code"),
        ({"headline": ""}, "headline is no text, or empty"),
        ({"truncated": True}, "truncated and the end of the text"),
        ({"id": TEASERS[0]}, f"id {TEASERS[0]!r} is taken: teasers/t.jsonl:1"),
    ],
    ids=str,
)
def test_faulty_text_unlike_news(folder, changes, reason):
    row = {"id": "n", "headline": "Soup", "text": "Boil.", "truncated": False}
    row |= {"genre": "recipe", "written_in": "en"}
    write_rows(folder / "unlike" / "u.jsonl", [row])
    assert faults(folder) == []
    change_row(folder, "unlike/u.jsonl", 1, **changes)
    (fault,) = faults(folder)
    assert fault.startswith("unlike/u.jsonl:1: ")
    assert reason in fault


@pytest.mark.parametrize("line", ["", "{", "[]"], ids=["empty", "cut", "list"])
def test_line_that_is_no_object(folder, line):
    content = rows(folder / "teasers" / "t.jsonl")
    write_rows(folder / "teasers" / "t.jsonl", [content[0], line, *content[1:]])
    (fault,) = faults(folder)
    assert fault.startswith("teasers/t.jsonl:2: is no JSON")


def test_line_in_another_encoding(folder):
    path = folder / "teasers" / "t.jsonl"
    path.write_bytes(path.read_bytes() + '{"id": "Łódź"}\n'.encode("iso8859-2"))
    (fault,) = faults(folder)
    assert fault.startswith(f"teasers/t.jsonl:{len(TEASERS) + 1}: is no JSON in UTF-8")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"labels": []}, "labels is empty"),
        ({"labels": ["sorcery"]}, "labels names unknown topics: sorcery"),
        ({"brief": ""}, "brief is no text, or empty"),
        ({"key_points": []}, "key_points is no list of texts"),
        ({"teasers": []}, "teasers is no list of two or more"),
        ({"sibling_of": 5}, "sibling_of is no text"),
        ({"title": "x"}, "has unknown key 'title'"),
    ],
    ids=str,
)
def test_faulty_story(folder, changes, reason):
    change_row(folder, "stories/s.jsonl", 2, **changes)
    (fault,) = faults(folder)
    assert fault.startswith("stories/s.jsonl:2: ")
    assert reason in fault


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"outlet_kind": "rumour mill"}, "teasers 1: outlet_kind 'rumour mill' is unknown"),
        ({"published": "2024-08-26"}, "teasers 1: published '2024-08-26' is no time in UTC"),
        ({"published": "2034-08-26T06:10:00Z"}, "teasers do not stand in order of time"),
        ({"id": "other-a"}, "teaser 'other-a' is not named after its story"),
        ({"id": "sb-001-b"}, "id 'sb-001-b' is taken: stories/s.jsonl:1"),
        ({"id": "eu-0001"}, "id 'eu-0001' is taken: teasers/t.jsonl:1"),
    ],
    ids=str,
)
def test_faulty_teaser_of_a_story(folder, changes, reason):
    teasers = rows(folder / "stories" / "s.jsonl")[0]["teasers"]
    change_row(folder, "stories/s.jsonl", 1, teasers=[{**teasers[0], **changes}, *teasers[1:]])
    found = faults(folder)
    assert all(fault.startswith("stories/s.jsonl:1: ") for fault in found)
    assert any(reason in fault for fault in found)


@pytest.mark.parametrize(
    ("number", "sibling", "line", "reason"),
    [
        (2, "sb-999", 2, "sibling_of 'sb-999' is no story"),
        (2, "sb-002", 2, "sibling_of names the story itself"),
        (1, "sb-001", 2, "sibling_of 'sb-001' is not mutual"),
    ],
)
def test_faulty_sibling(folder, number, sibling, line, reason):
    change_row(folder, "stories/s.jsonl", number, sibling_of=sibling)
    assert f"stories/s.jsonl:{line}: {reason}" in faults(folder)


def test_id_given_twice(folder):
    change_row(folder, "teasers/t.jsonl", 3, id="eu-0002")
    assert "teasers/t.jsonl:3: id 'eu-0002' is taken: teasers/t.jsonl:2" in faults(folder)


@pytest.mark.parametrize(
    ("change", "place", "reason"),
    [
        (lambda c: c.update(format=2), "splits.json:1", "format is 2, not 1"),
        (lambda c: c.update(note=""), "splits.json:1", "has not just the keys"),
        (lambda c: c["splits"].pop("test"), "splits.json:1", "splits has not just train,"),
        (lambda c: c.update(components=[["sb-001"]]), "splits.json:1", "components is no list"),
        (
            lambda c: c["splits"]["train"].remove("eu-0002"),
            "teasers/t.jsonl:2",
            "'eu-0002' is in no split",
        ),
        (
            lambda c: c["splits"]["test"].append("eu-0002"),
            "splits.json:7",
            "'eu-0002' is in train and in test",
        ),
        (
            lambda c: c["splits"]["train"].append("eu-0002"),
            "splits.json:7",
            "'eu-0002' is in train 2 times",
        ),
        (
            lambda c: c["splits"]["test"].append("eu-9999"),
            "splits.json:18",
            "'eu-9999' in test is neither a teaser nor a story",
        ),
        (
            lambda c: c.update(components=[["eu-0001", "eu-0005"]]),
            "splits.json:22",
            "the component of 'eu-0001' is parted: development, train",
        ),
        (
            lambda c: c["components"].append(["eu-0001", "sb-001"]),
            "splits.json:26",
            "'sb-001' is in two components",
        ),
    ],
)
def test_faulty_splits(folder, change, place, reason):
    change_splits(folder, change)
    (fault,) = faults(folder)
    assert fault.startswith(f"{place}: ")
    assert reason in fault


def test_splits_that_are_missing_or_broken(folder):
    (folder / "splits.json").write_text("{", encoding="utf-8")
    assert [fault.split(" (")[0] for fault in faults(folder)] == ["splits.json:1: is no JSON"]
    (folder / "splits.json").unlink()
    assert [fault.split(" (")[0] for fault in faults(folder)] == ["splits.json: cannot be read"]


def test_near_copy_across_splits(folder):
    one = rows(folder / "teasers" / "t.jsonl")[0]
    change_row(folder, "teasers/t.jsonl", 6, headline=one["headline"], text=one["text"])
    change_row(folder, "teasers/t.jsonl", 6, truncated=one["truncated"])
    (fault,) = faults(folder)
    assert fault.startswith(
        "teasers/t.jsonl:1: 'eu-0001' (train) is near to 'eu-0015' (test, teasers/t.jsonl:6): "
    )


def test_siblings_across_splits(folder):
    def part(content):
        content["splits"]["train"].remove("sb-002")
        content["splits"]["test"].append("sb-002")
        content["components"] = []

    change_splits(folder, part)
    (fault,) = faults(folder)
    assert fault.startswith("stories/s.jsonl:1: 'sb-001' (train) is near to 'sb-002' (test, ")
    assert fault.endswith(": siblings")


# What belongs together


def item(id, headline, text="", months=(24001, 24001)):
    return labeled_similarity.Item(
        id=id, headlines=(headline,), texts=(f"{headline}. {text}",), months=(months,), labels=()
    )


def rules(*items):
    return {link.rule for link in labeled_similarity.find_links(list(items))}


FAR = [
    item("x-1", "Beekeepers of Yorkshire praise a warm autumn", months=(24100, 24100)),
    item("x-2", "Parliament in Oslo debates ferry subsidies", months=(24200, 24200)),
]


def test_headlines_with_the_same_opening():
    observers = ("Observers in Vlora count spoonbills", "Observers in Vlora find ballots stuffed")
    one, other = (item(f"a-{n}", text) for n, text in enumerate(observers))
    assert any(rule.startswith("opening 'observers in vlora'") for rule in rules(one, other, *FAR))


def test_two_words_open_only_within_a_part():
    bank = item("a-1", "Asunción bank found empty")
    inside, outside = (item(id, "Asunción bank runs out of noodles") for id in ("a-2", "b-2"))
    assert any(rule.startswith("opening") for rule in rules(bank, inside, *FAR))
    assert not any(rule.startswith("opening") for rule in rules(bank, outside, *FAR))


@pytest.mark.parametrize(
    ("date", "other", "is_near"),
    [
        ("2024-05", "2024-06", True),
        ("2024-05", "2024-07", False),
        ("2024-12", "2025-01", True),
        ("2024", "2024-08", True),
        ("2024", "2025-01", True),
        ("2024", "2025-03", False),
        ("", "", False),
        ("2024-05-31T23:00:00Z", "2024-05", True),
    ],
)
def test_nearness_in_time(date, other, is_near):
    months = labeled_similarity._months
    gap = labeled_similarity._months_apart(months(date), months(other))
    assert (gap <= labeled_similarity.MAX_GAP_MONTHS) == is_near


def test_splits_are_not_overwritten_unless_forced(run, folder):
    before = (folder / "splits.json").read_bytes()
    result = run(make_splits, folder)
    assert result.returncode == 1
    assert "splits.json exists; splits are computed once" in result.stderr
    assert (folder / "splits.json").read_bytes() == before
    assert run(make_splits, folder, "--force").returncode == 0
    assert (folder / "splits.json").read_bytes() != before
    assert faults(folder) == []
