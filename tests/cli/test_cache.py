"""Kept vectors, as the command line shows them: on by default, never in the way."""

import json
import shutil
import subprocess
import sys

import pytest

from classify.encoders import DEFAULT_ENCODER, EmbeddingCache
from classify.storage import asset_path


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """A place of the test's own for vectors."""
    monkeypatch.setenv("CLASSIFY_CACHE", str(tmp_path / "cache"))
    return EmbeddingCache.default()


@pytest.mark.parametrize("verb", ["predict", "stories", "brief"])
def test_vectors_are_kept_and_change_nothing(classify, listing, cache, verb):
    arguments = (verb, listing, "--as-of", "2025-01-20")
    plain = classify(*arguments, "--no-cache")
    assert plain.returncode == 0, plain.stderr
    assert cache.contents() == []
    for _ in range(2):
        result = classify(*arguments)
        assert result.stdout == plain.stdout
        assert result.stderr == ""
    ((kind),) = cache.contents()
    assert kind.name == DEFAULT_ENCODER
    assert kind.n_vectors >= 2


@pytest.mark.slow
def test_training_and_evaluating_keep_vectors(classify, labelled_csv, cache, tmp_path):
    out = tmp_path / "model"
    assert classify("train", labelled_csv, "--out", out, "--no-cache").returncode == 0
    plain = classify("evaluate", labelled_csv, "--model", out, "--no-cache").stdout
    assert cache.contents() == []
    assert classify("train", labelled_csv, "--out", tmp_path / "again").returncode == 0
    assert [kind.n_vectors for kind in cache.contents()] == [40]
    assert classify("evaluate", labelled_csv, "--model", out).stdout == plain
    arrays = [(path / "arrays.safetensors").read_bytes() for path in (out, tmp_path / "again")]
    assert arrays[0] == arrays[1]


def test_show_and_clear(classify, listing, cache):
    empty = f"path: {cache.path}\nsize: 0.0 MB of 1000 MB\nvectors: 0\n"
    assert classify("cache", "show").stdout == empty
    assert not cache.path.exists()
    classify("predict", listing)
    shown = classify("cache", "show")
    assert f"\nvectors: 2\n  {DEFAULT_ENCODER} (" in shown.stdout
    assert shown.stdout.endswith(" dimensions): 2\n")
    cleared = classify("cache", "clear")
    assert cleared.stdout == ""
    assert cleared.stderr.startswith(f"cleared {cache.path}: ")
    assert cache.contents() == []


def test_a_damaged_cache_is_one_remark(classify, listing, cache):
    plain = classify("predict", listing, "--no-cache").stdout
    cache.path.parent.mkdir()
    cache.path.write_bytes(b"\x00damaged" * 1000)
    result = classify("predict", listing)
    assert result.returncode == 0
    assert result.stdout == plain
    assert result.stderr == (
        f"warning: going on without kept vectors, which takes longer: {cache.path}: is damaged. "
        "Delete it with: classify cache clear (file is not a database)\n"
    )
    shown = classify("cache", "show")
    assert (shown.returncode, shown.stdout) == (1, "")
    assert shown.stderr.startswith(f"error: {cache.path}: is damaged. ")
    assert classify("cache", "clear").returncode == 0
    assert classify("predict", listing).stderr == ""


def test_a_place_that_cannot_be_made_is_one_remark(classify, listing, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("CLASSIFY_CACHE", str(tmp_path / "file" / "\x1b[31mcache"))
    result = classify("predict", listing)
    assert result.returncode == 0
    (line,) = result.stderr.splitlines()
    assert line.startswith("warning: going on without kept vectors, which takes longer: ")
    assert "Let CLASSIFY_CACHE name a folder that can, or use --no-cache" in line
    assert "\x1b" not in line


def test_cache_asks_for_a_verb_of_its_own(classify):
    result = classify("cache")
    assert result.returncode == 2
    for verb in ("show", "clear"):
        assert "Example: classify cache" in classify("cache", verb, "--help").stdout


def test_help_does_not_load_the_database():
    code = (
        "import sys; sys.argv = ['classify', '--help']\n"
        "from classify.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "sys.exit('sqlite3' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0


@pytest.mark.slow
def test_without_a_database_the_work_goes_on(listing):
    code = (
        "import sys; sys.modules['sqlite3'] = None\n"
        f"sys.argv = ['classify', 'predict', {str(listing)!r}]\n"
        "from classify.cli import main\nmain()"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.returncode == 0
    assert len([json.loads(line) for line in result.stdout.splitlines()]) == 2
    assert result.stderr.startswith("going on without kept vectors: ")


def test_a_model_finds_the_encoder_folder_it_was_trained_with(
    classify, listing, labelled_csv, cache, tmp_path
):
    mine = shutil.copytree(asset_path("models", DEFAULT_ENCODER), tmp_path / "mine")
    model = tmp_path / "models" / "own"
    trained = classify("train", labelled_csv, "--encoder", "mine", "--out", model, cwd=tmp_path)
    assert trained.returncode == 0, trained.stderr
    first = classify("predict", listing, "--model", model)
    assert first.returncode == 0, first.stderr
    mine.rename(tmp_path / "models" / "mine")
    assert classify("predict", listing, "--model", model).stdout == first.stdout
    shutil.rmtree(tmp_path / "models" / "mine")
    lost = classify("predict", listing, "--model", model)
    assert lost.returncode == 1
    assert lost.stderr == (
        f"error: {model}: was trained with the encoder '{DEFAULT_ENCODER}', which is "
        f"neither in {mine} nor beside the model. Put its folder beside the model's, or give it: "
        "TeaserPipeline.load(..., encoder=FOLDER).\n"
    )


def test_an_unknown_encoder_lists_the_known(classify, labelled_csv, tmp_path):
    result = classify("train", labelled_csv, "--encoder", "none-such", "--out", tmp_path / "model")
    assert result.returncode == 1
    assert result.stderr.startswith("error: unknown encoder 'none-such'. Known: ")
    assert not (tmp_path / "model").exists()
