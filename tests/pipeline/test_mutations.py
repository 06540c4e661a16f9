"""Whatever is changed in a model's folder is refused in words, or does no harm."""

import json
import subprocess
import sys

import pytest

from tests.small_models import (
    concepts,
    pairs,
    write_learned,
    write_onnx,
    write_pipeline,
    write_static,
)


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    root = tmp_path_factory.mktemp("models")
    static = write_static(root / "static")
    return {
        "static": static,
        "onnx": write_onnx(root / "onnx"),
        "pipeline": write_pipeline(root / "pipeline", static),
        "pairs": write_learned(root / "pairs", pairs()),
        "concepts": write_learned(root / "concepts", concepts()),
    }


# coprime to how many values an entry is given, so that each entry gets others
SAMPLE = 11


@pytest.mark.parametrize(
    "every",
    [
        pytest.param(SAMPLE, marks=pytest.mark.slow, id="sample"),
        pytest.param(1, marks=pytest.mark.long, id="all"),
    ],
)
@pytest.mark.parametrize(
    ("kind", "folder"),
    [
        ("encoder", "static"),
        ("encoder", "onnx"),
        ("pipeline", "pipeline"),
        ("pairs", "pairs"),
        ("concepts", "concepts"),
    ],
    ids=["static encoder", "onnx encoder", "pipeline", "pair model", "concept model"],
)
def test_a_changed_folder_ends_in_words(folders, kind, folder, every):
    result = subprocess.run(
        [sys.executable, "-m", "tests.mutations", kind, str(folders[folder]), str(every)],
        capture_output=True,
        encoding="utf-8",
        timeout=900,
    )
    # on a signal the last line names the change that was being tried
    assert result.returncode == 0, (result.stdout.splitlines()[-1], result.stderr[-2000:])
    found = json.loads(result.stdout.splitlines()[-1])
    assert found["wrong"] == 0, result.stdout[result.stdout.index("WRONG") :][:3000]
    assert found["tried"] > 300 / every
    assert 100 / every < found["refused"] < found["tried"]
