"""Where the shell scripts find the commands of a virtual environment."""

import shutil
import subprocess

import pytest

from scripts import ROOT

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")


def commands_of(folder):
    script = '. scripts/environment.sh; commands_of "$1"; echo "$bin"'
    result = subprocess.run(
        ["bash", "-euc", script, "test", str(folder)], capture_output=True, text=True, cwd=ROOT
    )
    assert result.stderr == ""
    return result.stdout.strip()


@pytest.mark.parametrize("name", ["bin", "Scripts"])
def test_commands_are_found_in_the_layout_of_the_system(tmp_path, name):
    folder = tmp_path / "an environment"
    (folder / name).mkdir(parents=True)
    assert commands_of(folder) == f"{folder}/{name}"


def test_before_it_is_made_it_is_taken_to_be_as_posix_has_it(tmp_path):
    assert commands_of(tmp_path) == f"{tmp_path}/bin"
