"""The wheel, installed outside the checkout, does what the checkout does."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import numpy as np
import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
CODE = """
import sys
from classify import TeaserPipeline, read_teasers
from classify.storage.assets import asset_path
assert "data" in asset_path("models", "default").parts, asset_path("models", "default")
listing = asset_path("labeled", "samples", "listing.txt")
digest = TeaserPipeline.load().digest(read_teasers(listing))
print(len(digest.sources), "torch" in sys.modules)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", out, ROOT],
        check=True,
        capture_output=True,
    )
    (path,) = out.glob("*.whl")
    return path


def test_the_installed_wheel_makes_a_digest(wheel, tmp_path):
    venv.create(tmp_path / "venv", with_pip=False)
    python = next(
        path
        for path in (tmp_path / "venv/bin/python", tmp_path / "venv/Scripts/python.exe")
        if path.exists()
    )
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    subprocess.run([*pip, "--no-deps", "--target", site, wheel], check=True)
    # what the package depends on comes from this environment: its own copy of classify does not
    dependencies = Path(np.__file__).parent.parent
    (Path(site) / "dependencies.pth").write_text(f"{dependencies}\n")
    bare = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    result = subprocess.run(
        [python, "-c", CODE], cwd=tmp_path, capture_output=True, text=True, env=bare
    )
    assert result.stdout == "14 False\n", result.stderr


def test_the_wheel_holds_what_runs_and_little_else(wheel):
    import zipfile

    names = zipfile.ZipFile(wheel).namelist()
    assert "classify/data/models/teaser-encoder/model.onnx" in names
    assert "classify/data/labeled/topics.toml" in names
    assert "classify/reports/templates/digest.html.j2" in names
    assert "classify/reports/catalogues/ru.po" in names
    assert "classify/py.typed" in names
    assert not [name for name in names if name.startswith(("tests/", "scripts/"))]
    assert wheel.stat().st_size < 60_000_000
