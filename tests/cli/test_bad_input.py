"""Bad input: one line that names file and place, exit status 1, nothing half-written."""

import json
import pickle
import shutil

import pytest

from classify.storage import asset_path

GOOD = '{"headline": "Ship docks in thick fog", "text": "All went well."}\n'


def write(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def only_line(result):
    assert result.returncode == 1
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    return line


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, "no such file"),
        (b"", "is empty"),
        (b"\x00\x01\x02\x03" * 300, "is no text"),
        (b'{"headline": "caf\xe9 opens"}\n', "byte"),
        ("title_de,words\na,b\n", "headline"),
    ],
    ids=["missing", "empty", "binary", "undecodable", "csv without headline"],
)
@pytest.mark.parametrize("verb", ["read", "predict", "stories", "brief"])
def test_an_unreadable_file(classify, tmp_path, verb, content, expected):
    path, out = tmp_path / "input", tmp_path / "out"
    if content is not None:
        write(path, content)
    line = only_line(classify(verb, path, "--out", out))
    assert line.startswith(f"error: {path}")
    assert expected in line.lower()
    assert not out.exists()


def test_a_folder_is_no_input(classify, tmp_path):
    assert only_line(classify("read", tmp_path)).startswith(f"error: {tmp_path}: ")


def test_a_wrong_line_is_left_out_and_named(classify, tmp_path):
    path = write(tmp_path / "a.jsonl", GOOD + "{broken\n" + GOOD.replace("docks", "sails"))
    result = classify("read", path)
    assert result.returncode == 0
    assert len(result.stdout.splitlines()) == 2
    assert result.stderr.startswith(f"left out: {path}, line 2: ")


def test_strict_stops_at_the_wrong_line(classify, tmp_path):
    path = write(tmp_path / "a.jsonl", GOOD + "{broken\n")
    line = only_line(classify("read", path, "--strict", "--out", tmp_path / "out"))
    assert line.startswith(f"error: {path}, line 2: ")
    assert not (tmp_path / "out").exists()


def test_unreadable_items_stand_in_the_digest(classify, tmp_path):
    path = write(tmp_path / "a.jsonl", GOOD + "{broken\n")
    result = classify("brief", path, "--as-of", "2025-01-20")
    assert result.returncode == 0
    assert "line 2" in result.stdout


def test_a_date_of_next_year_is_named_and_old_material_is_warned_of(classify, tmp_path):
    dam = {"headline": "Dam inspected after cracks", "published": "2095-06-01"}
    dock = {"headline": "Ship docks in thick fog", "published": "2025-01-19"}
    path = write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, (dam, dock))))
    result = classify("brief", path)
    assert "\n19 Jan 2025 (UTC), as of " in result.stdout
    assert "1 date was not used: a.jsonl, line 1: '2095-06-01' lies after 'as of'" in result.stdout
    assert "the newest teaser is of 2025-01-19" in result.stderr
    anchored = classify("brief", path, "--as-of", "2025-01-19")
    assert "as of 19 Jan 2025, 23:59 UTC" in anchored.stdout
    assert "the newest teaser" not in anchored.stderr


def test_an_input_that_gives_nothing_stands_in_the_digest(classify, tmp_path):
    path, empty = write(tmp_path / "a.jsonl", GOOD), write(tmp_path / "b.jsonl", "")
    result = classify("brief", path, empty, "--as-of", "2025-01-20")
    assert result.returncode == 0
    assert result.stderr.splitlines() == [f"left out: {empty}: is empty"]
    assert "b.jsonl: is empty" in result.stdout
    assert only_line(classify("brief", path, empty, "--strict")) == f"error: {empty}: is empty"


def test_read_goes_on_after_a_file_that_gives_nothing(classify, tmp_path):
    path, empty = write(tmp_path / "a.jsonl", GOOD), write(tmp_path / "b.jsonl", "")
    problems = tmp_path / "problems.jsonl"
    result = classify("read", empty, path, "--problems", problems)
    assert result.returncode == 0
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr.splitlines()[0] == f"left out: {empty}: is empty"
    assert [json.loads(line) for line in problems.read_text().splitlines()] == [
        {"file": str(empty), "item": "", "kind": "left out", "reason": "is empty"}
    ]
    assert only_line(classify("read", path, empty, "--strict")) == f"error: {empty}: is empty"
    for name in ("b.jsonl", "not-there.jsonl"):
        refused = classify("read", empty, tmp_path / name, "--problems", problems)
        assert refused.returncode == 1
        assert refused.stderr.splitlines()[-1] == f"error: {empty}: is empty"
        assert len(problems.read_text().splitlines()) == 2


def test_a_terminal_escape_in_a_name_does_not_act(classify, tmp_path):
    line = only_line(classify("read", tmp_path / "\x1b[31mred"))
    assert "\x1b" not in line


@pytest.fixture
def damaged(tmp_path):
    def copy(name, change):
        folder = tmp_path / name
        shutil.copytree(asset_path("models", "default"), folder)
        change(folder)
        return folder

    return copy


def flip(folder):
    path = folder / "arrays.safetensors"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def plant_pickle(folder):
    (folder / "extra.pkl").write_bytes(pickle.dumps({"a": 1}))


@pytest.mark.parametrize(
    ("change", "expected"),
    [(flip, "arrays.safetensors is damaged"), (plant_pickle, "holds extra.pkl: pickles")],
    ids=["flipped bit", "pickle"],
)
def test_a_damaged_model(classify, tmp_path, damaged, change, expected):
    source = write(tmp_path / "a.jsonl", GOOD)
    folder = damaged("model", change)
    out = tmp_path / "out"
    line = only_line(classify("brief", source, "--model", folder, "--out", out))
    assert line.startswith(f"error: {folder}: {expected}")
    assert not out.exists()


def test_an_unknown_model_lists_the_known(classify, tmp_path):
    source = write(tmp_path / "a.jsonl", GOOD)
    line = only_line(classify("predict", source, "--model", "defualt"))
    assert line.startswith("error: unknown model 'defualt'. Did you mean 'default'? Known: ")


def test_an_unknown_label_is_placed(classify, tmp_path):
    topics = write(tmp_path / "topics.toml", '[[topic]]\nkey = "ports"\n')
    data = write(tmp_path / "d.csv", "headline,labels\nShip docks in fog,ports\nHive,bees\n")
    line = only_line(classify("train", data, "--topics", topics, "--out", tmp_path / "model"))
    assert line.startswith(f"error: {data}, line 3: ")
    assert "bees" in line
    assert not (tmp_path / "model").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["predict"],
        ["predict", "x", "--format", "xml"],
        ["brief", "x", "--as-of", "yesterday"],
        ["nonsense"],
    ],
    ids=["no input", "unknown format", "no date", "unknown verb"],
)
def test_wrong_usage_is_status_two(classify, arguments):
    result = classify(*arguments)
    assert result.returncode == 2
    assert "Error" in result.stderr or "Usage" in result.stderr


@pytest.mark.parametrize(
    ("option", "value", "reason"),
    [
        ("--outlet", "caf\udce9", "is not UTF-8"),
        ("--as-of", "0001-01-01T00:00+14:00", "is out of range"),
        ("--as-of", "soon", "is no ISO date or time"),
    ],
)
def test_an_option_that_cannot_be(classify, tmp_path, option, value, reason):
    path = write(tmp_path / "pile.jsonl", GOOD)
    result = classify("read", path, option, value)
    assert (result.returncode, result.stdout) == (2, "")
    assert reason in " ".join(result.stderr.replace("│", " ").split())
