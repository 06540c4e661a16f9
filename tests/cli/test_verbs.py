"""The verbs on good input; results are looked at through the Python API."""

import csv
import json
from datetime import UTC, datetime

import pytest

from classify import TeaserPipeline, read_teasers
from classify.records import to_json_dict

AS_OF = datetime(2025, 1, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def pipeline():
    return TeaserPipeline.load()


def test_read_prints_what_python_reads(classify, listing):
    result = classify("read", listing, "--as-of", "2025-01-20")
    teasers = read_teasers(listing, as_of=AS_OF)
    assert [json.loads(line) for line in result.stdout.splitlines()] == to_json_dict(teasers)
    assert [teaser.published.day for teaser in teasers] == [18, 16]
    assert result.returncode == 0


def test_what_read_prints_is_read_back(classify, listing, tmp_path):
    for kind in ("jsonl", "csv"):
        out = tmp_path / f"teasers.{kind}"
        classify("read", listing, "--as-of", "2025-01-20", "--format", kind, "--out", out)
        kept = read_teasers(out)
        assert [(t.id, t.headline, t.text, t.published, t.truncated) for t in kept] == [
            (t.id, t.headline, t.text, t.published, t.truncated)
            for t in read_teasers(listing, as_of=AS_OF)
        ]


def test_predict_prints_what_python_predicts(classify, listing, pipeline):
    result = classify("predict", listing, "--as-of", "2025-01-20")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    teasers = read_teasers(listing, as_of=AS_OF)
    for row, teaser, prediction in zip(rows, teasers, pipeline.predict(teasers), strict=True):
        assert row.pop("headline") == teaser.headline
        assert row == to_json_dict(prediction)


def test_predict_gives_a_spreadsheet(classify, listing, tmp_path):
    out = tmp_path / "topics.csv"
    result = classify("predict", listing, "--format", "csv", "--out", out)
    assert result.stdout == ""
    assert result.stderr == f"wrote {out}\n"
    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
    assert [row["headline"][:5] for row in rows] == ["Ferry", "Parli"]
    assert 0 <= float(rows[0]["probabilities.elections"]) <= 1


def test_stories_prints_what_python_finds(classify, listing, pipeline):
    result = classify("stories", listing, "--as-of", "2025-01-20")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    found = pipeline.stories(read_teasers(listing, as_of=AS_OF))
    assert [row["id"] for row in rows] == [story.id for story in found]
    assert [row["teasers"] for row in rows] == [
        [teaser.id for teaser in story.teasers] for story in found
    ]


def test_brief_prints_markdown(classify, listing):
    result = classify("brief", listing, "--as-of", "2025-01-20", "--title", "Monday")
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("# Monday\n")
    assert "Ferry runs aground off the northern harbour" in result.stdout
    assert "Nobody was hurt." in result.stdout


def test_brief_writes_three_files_the_same_each_time(classify, listing, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    for out in (first, second):
        result = classify("brief", listing, "--as-of", "2025-01-20", "--out", out)
        assert result.returncode == 0, result.stderr
        assert result.stdout == ""
    names = sorted(path.name for path in first.iterdir())
    assert names == ["digest.html", "digest.json", "digest.md"]
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes()


def test_standard_input_is_an_input(classify, listing):
    result = classify("read", "-", stdin=listing.read_text(encoding="utf-8"))
    assert len(result.stdout.splitlines()) == 2
    assert json.loads(result.stdout.splitlines()[0])["sources"][0]["file"] == "<stdin>"


@pytest.mark.slow
def test_train_then_predict_with_the_model(classify, labelled_csv, tmp_path):
    out = tmp_path / "own-model"
    result = classify("train", labelled_csv, "--out", out)
    assert result.returncode == 0, result.stderr
    assert "learned 2 topics from 40 teasers" in result.stderr
    new = tmp_path / "new.jsonl"
    new.write_text('{"headline": "Tanker enters harbour", "text": "Cargo is unloaded."}\n')
    predicted = classify("predict", new, "--model", out)
    assert json.loads(predicted.stdout)["topics"] == ["ports"]
    shown = classify("inspect", out)
    assert shown.stdout == (out / "README.md").read_text(encoding="utf-8")
    assert "checksums agree" in shown.stderr


def test_inspect_shows_an_encoder(classify):
    result = classify("inspect", "teaser-encoder")
    assert result.stdout.startswith("# teaser-encoder\n")
    assert "all 2 checksums agree" in result.stderr


def test_train_says_what_is_too_thin(classify, tmp_path):
    path = tmp_path / "thin.csv"
    path.write_text("headline,labels\nShip docks in fog,ports\nBees swarm at dawn,bees\n")
    result = classify("train", path, "--out", tmp_path / "thin")
    assert result.returncode == 0, result.stderr
    assert "too thin to trust (under 20 examples): bees, ports" in result.stderr


def test_evaluate_reports_with_intervals(classify, labelled_csv, tmp_path):
    model, report = tmp_path / "model", tmp_path / "report"
    classify("train", labelled_csv, "--out", model)
    result = classify("evaluate", labelled_csv, "--model", model, "--out", report)
    assert result.returncode == 0, result.stderr
    assert sorted(path.name for path in report.iterdir()) == [
        "report.csv",
        "report.html",
        "report.json",
        "report.md",
    ]
    figures = json.loads((report / "report.json").read_text())
    assert figures["format"] == 1
    assert figures["comparison"] is None


@pytest.mark.slow
def test_evaluate_compares_two_models(classify, labelled_csv, tmp_path):
    for name, rows in (("whole", None), ("part", 9)):
        data = tmp_path / f"{name}.csv"
        data.write_text("\n".join(labelled_csv.read_text().splitlines()[:rows]), encoding="utf-8")
        classify("train", data, "--out", tmp_path / name)
    models = "--model", tmp_path / "whole", "--against", tmp_path / "part"
    result = classify("evaluate", labelled_csv, *models)
    assert result.returncode == 0, result.stderr
    assert "- Other model: part" in result.stdout
    assert "## Compared with the other model" in result.stdout
    other = classify(
        "evaluate", labelled_csv, "--model", tmp_path / "whole", "--against", "default"
    )
    assert other.returncode == 1
    assert other.stderr.startswith("error: default: knows other topics than whole")


def test_evaluate_scores_stories_too(classify, tmp_path):
    teasers = [
        {"id": f"s-{number}", "headline": headline, "text": ""}
        for number, headline in enumerate(["Ferry runs aground in fog", "Fog: ferry runs aground"])
    ]
    data = tmp_path / "stories.jsonl"
    data.write_text(json.dumps({"story_id": "s", "teasers": teasers}) + "\n", encoding="utf-8")
    result = classify("evaluate", data, "--stories", "--out", tmp_path / "report")
    assert result.returncode == 0, result.stderr
    found = json.loads((tmp_path / "report" / "stories.json").read_text(encoding="utf-8"))
    assert found["scores"]["n_teasers"] == 2
    assert found["facts"]["Data"].endswith("all, as one pile")
    refused = classify("evaluate", data, "--stories", "--against", "default")
    assert refused.returncode == 2
    assert "--against compares topics" in refused.stderr


@pytest.mark.slow
def test_audit_names_what_is_wrong_and_goes_on(classify, labelled_csv, tmp_path):
    with labelled_csv.open("a", encoding="utf-8") as stream:
        stream.write("Ship 3 enters harbour,Cargo is unloaded at quay 3.,bees\n")
        stream.write(",,ports\n")
    result = classify("audit", labelled_csv, "--out", tmp_path / "audit")
    assert result.returncode == 0, result.stderr
    assert "left out: " in result.stderr
    assert "line 43" in result.stderr
    assert sorted(path.name for path in (tmp_path / "audit").iterdir()) == [
        "audit.csv",
        "audit.html",
        "audit.json",
        "audit.md",
    ]
    found = json.loads((tmp_path / "audit" / "audit.json").read_text(encoding="utf-8"))
    assert found["n_teasers"] == 41
    assert "contradiction" in {finding["kind"] for finding in found["findings"]}
    shown = classify("audit", labelled_csv)
    assert shown.stdout == (tmp_path / "audit" / "audit.md").read_text(encoding="utf-8")


def test_version_and_help(classify):
    assert classify("--version").stdout.startswith("classify 0.")
    shown = classify("--help").stdout
    for verb in ("brief", "predict", "stories", "read", "train", "evaluate", "inspect"):
        assert verb in shown
        assert "Example: classify" in classify(verb, "--help").stdout.replace("\n", " ")


def test_brief_gives_the_formats_topics_and_words_asked_for(classify, listing, tmp_path):
    common = ("brief", listing, "--as-of", "2025-01-20")
    limited = ("--max-words", "60", "--max-briefs", "1")
    text = classify(*common, "--format", "txt", *limited, "--group-by", "day")
    assert text.returncode == 0, text.stderr
    whole = classify(*common, "--format", "txt", "--all")
    assert "TOP STORIES" in whole.stdout
    assert "\nMORE\n" in text.stdout
    assert "\nMORE\n" not in whole.stdout
    out = tmp_path / "out"
    refused = classify(*common, "--topics", "elektions")
    assert refused.returncode == 1
    assert "unknown topic 'elektions'. Did you mean 'elections'?" in refused.stderr
    wrong = classify(*common, "--format", "pdf")
    assert wrong.returncode == 1
    assert "unknown digest format 'pdf'" in wrong.stderr
    assert classify(*common, "--max-words", "0").returncode == 2
    kept = classify(*common, "--format", "eml,json", "--topics", "elections", "--out", out)
    assert kept.returncode == 0, kept.stderr
    assert sorted(path.name for path in out.iterdir()) == ["digest.eml", "digest.json"]
    digest = json.loads((out / "digest.json").read_text(encoding="utf-8"))
    assert digest["counts"]["n_left_out"] == 2
    assert digest["counts"]["n_stories"] == 2


def test_brief_goes_on_from_the_digest_before(classify, listing, tmp_path):
    common = ("brief", listing, "--format", "json")
    first = classify(*common, "--as-of", "2025-01-20", "--out", tmp_path / "monday")
    assert first.returncode == 0, first.stderr
    options = ("--as-of", "2025-01-21", "--since", tmp_path / "monday")
    digest = json.loads(classify(*common, *options).stdout)
    statuses = [brief["status"] for section in digest["sections"] for brief in section["briefs"]]
    assert statuses == ["continuing", "continuing"]
    assert digest["issue"] == 2
    missing = classify(*common, "--since", tmp_path / "none")
    assert missing.returncode == 1
    assert "cannot be read" in missing.stderr
