"""Where the shell scripts find the commands of a virtual environment."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import ROOT

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")


def sourced(script, *arguments):
    return subprocess.run(
        ["bash", "-euc", f". scripts/environment.sh; {script}", "test", *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )


def commands_of(folder):
    result = sourced('commands_of "$1"; echo "$bin"', str(folder))
    assert result.stderr == ""
    return result.stdout.strip()


@pytest.mark.parametrize("name", ["bin", "Scripts"])
def test_commands_are_found_in_the_layout_of_the_system(tmp_path, name):
    folder = tmp_path / "an environment"
    (folder / name).mkdir(parents=True)
    assert commands_of(folder) == f"{folder}/{name}"


def test_before_it_is_made_it_is_taken_to_be_as_posix_has_it(tmp_path):
    assert commands_of(tmp_path) == f"{tmp_path}/bin"


def executable(path, script):
    path.write_text(f"#!/bin/sh\n{script}\n", newline="\n")
    path.chmod(0o755)
    return path.as_posix()


def test_the_first_interpreter_that_is_new_enough_is_taken(tmp_path):
    shop = executable(tmp_path / "shop", "echo Python was not found; exit 1")
    python = Path(sys.executable).as_posix()
    result = sourced('interpreter_of "$@"', "no-such-python", shop, python, "never")
    assert (result.stdout.strip(), result.stderr) == (python, "")


def test_without_an_interpreter_nothing_is_made_and_the_cure_is_said(tmp_path):
    old = executable(tmp_path / "old", "exit 1")
    result = sourced(f'PYTHON="{old}"; environment "$1/new"; echo made', str(tmp_path))
    assert result.returncode != 0
    assert result.stdout == ""
    assert result.stderr == (
        f"test: no Python 3.11 or later under the name of {old}; set PYTHON to one\n"
    )
    assert not (tmp_path / "new").exists()
