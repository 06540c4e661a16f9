"""Libraries that run encoders are imported in one place, and silenced there."""

import ast
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import classify
from classify.encoders import runtimes

PACKAGE = Path(classify.__file__).parent
HOME = PACKAGE / "encoders" / "runtimes.py"
SCRIPTS = PACKAGE.parent / "scripts"


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize(
    ("library", "folders"),
    [("onnxruntime", (PACKAGE, SCRIPTS)), ("sentence_transformers", (PACKAGE,))],
)
def test_nobody_else_imports(library, folders):
    found = [
        path
        for folder in folders
        for path in folder.rglob("*.py")
        if library in {name.split(".")[0] for name in imported(path)}
    ]
    assert found == [HOME]


def test_the_environment_is_overruled(monkeypatch):
    monkeypatch.setenv("ORT_DISABLE_TELEMETRY", "0")
    assert runtimes.onnxruntime().__name__ == "onnxruntime"
    assert os.environ["ORT_DISABLE_TELEMETRY"] == "1"


@pytest.mark.parametrize("offers", [True, False], ids=["offers it", "too old for it"])
def test_a_library_that_was_there_before_is_told(monkeypatch, offers):
    told = []
    library = SimpleNamespace(disable_telemetry_events=lambda: told.append("off"))
    if not offers:
        del library.disable_telemetry_events
    monkeypatch.setitem(sys.modules, "onnxruntime", library)
    assert runtimes.onnxruntime() is library
    assert told == ["off"] * offers


def test_the_bundled_encoder_goes_through_it():
    code = (
        "import os; from classify.encoders import load_encoder; load_encoder();"
        "print(os.environ['ORT_DISABLE_TELEMETRY'])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.stdout == "1\n", result.stderr
