"""No verb opens a socket, and none leaves a file in the user's home but the package's own cache."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import classify
from tests.cli.every_verb import EVENTS

pytestmark = pytest.mark.slow

ROOT = Path(classify.__file__).parent.parent
STRACE = "strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=%network"
GUARDED = """\
import socket
from tests.cli.every_verb import watch
events = []
watch(events)
socket.socketpair()[0].close()
assert not events, events
socket.socket(socket.AF_INET).close()
try: socket.getaddrinfo("127.0.0.1", 9)
except OSError: pass
print(len(events))
"""


def can_trace():
    """Whether this system lets a process look at what another one calls."""
    if shutil.which("strace") is None:
        return False
    return subprocess.run([*STRACE, "true"], capture_output=True).returncode == 0


def environment(folder):
    """An environment with a new home, which asks for all the telemetry that there is."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("XDG_", "HF_", "TRANSFORMERS_", "MPL", "ORT_"))
    }
    return kept | {
        "HOME": str(folder / "home"),
        "CLASSIFY_CACHE": str(folder / "cache"),
        "CLASSIFY_NO_SETTINGS": "0",
        "PYTHONPATH": str(ROOT),
        "ORT_DISABLE_TELEMETRY": "0",
        "HF_HUB_DISABLE_TELEMETRY": "0",
    }


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """All verbs, run once; the folder and what Python saw."""
    folder = tmp_path_factory.mktemp("run")
    (folder / "home").mkdir()
    traced = [*STRACE, "-o", str(folder / "calls.txt")] if can_trace() else []
    result = subprocess.run(
        [*traced, sys.executable, "-m", "tests.cli.every_verb", str(folder)],
        capture_output=True,
        cwd=folder,
        encoding="utf-8",
        env=environment(folder),
    )
    assert result.returncode == 0, result.stderr[-3000:]
    return folder, json.loads((folder / EVENTS).read_text(encoding="utf-8"))


def test_the_guard_sees_what_leads_out():
    result = subprocess.run(
        [sys.executable, "-c", GUARDED],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert (result.stdout, result.stderr) == ("2\n", "")


def test_python_opens_no_socket(run):
    _, events = run
    assert events == []


@pytest.mark.skipif(not can_trace(), reason="strace is not there, or may not trace")
def test_native_code_opens_no_socket(run):
    folder, _ = run
    calls = (folder / "calls.txt").read_text(encoding="utf-8", errors="replace").splitlines()
    assert [line for line in calls if "AF_INET" in line] == []


def test_what_is_not_fetched_opens_no_socket(tmp_path):
    opml = '<opml><body><outline xmlUrl="http://10.0.0.1/"/></body></opml>'
    (tmp_path / "list.opml").write_text(opml, encoding="utf-8")
    code = (
        "from tests.cli.every_verb import watch\n"
        "events = []; watch(events)\n"
        "from classify.cli.app import run\n"
        "statuses = [run(line.split()) for line in (\n"
        "    'read https://port.example/feed', 'read list.opml', 'brief list.opml',\n"
        "    'fetch http://10.0.0.1/ https://[::1]/ http://u:p@port.example/', 'fetch list.opml',\n"
        "    'read --fetch http://169.254.169.254/latest/')]\n"
        "print(statuses, events)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        cwd=tmp_path,
        encoding="utf-8",
        env=environment(tmp_path),
    )
    assert result.stdout == "[1, 1, 1, 1, 1, 1] []\n", result.stderr


def test_home_stays_empty(run):
    folder, _ = run
    assert [str(path) for path in (folder / "home").rglob("*")] == []


def test_a_sentence_transformers_folder_is_used_in_silence(tmp_path):
    pytest.importorskip(
        "sentence_transformers", reason="the sentence-transformers extra is not installed"
    )
    code = (
        "import sys; from pathlib import Path\n"
        "from tests.cli.every_verb import watch\n"
        "events = []; watch(events)\n"
        "from classify.encoders import load_encoder\n"
        "load_encoder(sys.argv[1]).encode(['a ship'])\n"
        "import huggingface_hub.constants as hub\n"
        "print(events, hub.HF_HUB_DISABLE_TELEMETRY, list(Path.home().rglob('*')))\n"
    )
    model = shutil.copytree(
        ROOT / "models" / "teaser-encoder",
        tmp_path / "model",
        ignore=shutil.ignore_patterns("manifest.json", "model.onnx"),
    )
    (tmp_path / "home").mkdir()
    result = subprocess.run(
        [sys.executable, "-c", code, str(model)],
        capture_output=True,
        encoding="utf-8",
        env=environment(tmp_path),
    )
    assert result.stdout == "[] True []\n", result.stderr
