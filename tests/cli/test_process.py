"""How the command's process begins and ends: its streams, and signals."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from classify.cli.process import Interrupted, Interruption

pytestmark = pytest.mark.skipif(os.name != "posix", reason="streams and signals as POSIX has them")
has_full_disk = pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="this system has no /dev/full"
)


@pytest.fixture
def shell():
    """Run the command with redirections that only a shell can make."""

    def run(redirections, *arguments, **environment):
        return subprocess.run(
            ["sh", "-c", f'exec "$@" {redirections}', "sh", sys.executable, "-m", "classify"]
            + [str(one) for one in arguments],
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, **environment},
        )

    return run


@pytest.fixture
def start():
    """Start the command, and kill it at the end of the test if it still runs."""
    started = []

    def run(*arguments):
        process = subprocess.Popen(
            [sys.executable, "-m", "classify", *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()


def test_without_standard_error_the_work_is_done(shell, listing, tmp_path):
    result = shell("2>&-", "read", listing, "--out", tmp_path / "out.jsonl")
    assert result.returncode == 0
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_without_standard_input_there_is_nothing_to_read(shell):
    result = shell("<&-", "read", "-")
    assert result.returncode == 1
    assert result.stderr == ("error: <stdin>: is closed; pipe teasers into it, or name a file\n")


def test_without_standard_output_a_result_goes_nowhere_and_that_is_said(shell, listing, tmp_path):
    result = shell(">&-", "read", listing, "--as-of", "2026-01-20")
    assert (result.returncode, result.stderr) == (1, "error: standard output: is closed\n")
    assert shell(">&-", "read", listing, "--out", tmp_path / "out.jsonl").returncode == 0


@has_full_disk
@pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])
def test_a_full_disk_behind_standard_output_is_one_line(shell, listing, unbuffered):
    result = shell(
        ">/dev/full", "read", listing, "--as-of", "2026-01-20", PYTHONUNBUFFERED=unbuffered
    )
    assert result.returncode == 1
    assert result.stderr == "error: standard output: No space left on device\n"


@has_full_disk
def test_a_full_disk_behind_standard_error_stops_nothing(shell, listing):
    assert shell("2>/dev/full", "read", listing.parent / "not-there.txt").returncode == 1
    result = shell("2>/dev/full", "read", listing)
    assert result.returncode == 0
    assert len(result.stdout.splitlines()) == 2


def test_an_unbuffered_pipe_gets_everything(shell, tmp_path):
    # more than a pipe holds, with a reader that takes its time
    lines = [f'{{"headline": "Ship {number} enters harbour"}}\n' for number in range(2000)]
    (tmp_path / "pile.jsonl").write_text("".join(lines), encoding="utf-8")
    out = tmp_path / "out.jsonl"
    result = shell(
        f"| (sleep 1; cat > '{out}')", "read", tmp_path / "pile.jsonl", PYTHONUNBUFFERED="1"
    )
    assert result.stderr.splitlines()[1].split()[1:] == ["2000", "2000", "0", "0", "2000", "0"]
    assert len(out.read_text(encoding="utf-8").splitlines()) == 2000


@pytest.mark.slow
def test_a_reader_that_leaves_is_no_fault_to_report(shell, tmp_path):
    lines = [f'{{"headline": "Ship {number} enters harbour"}}\n' for number in range(2000)]
    (tmp_path / "pile.jsonl").write_text("".join(lines), encoding="utf-8")
    result = shell("| head -n 1", "read", tmp_path / "pile.jsonl")
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr == ""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interruption_is_one_line(start, tmp_path, number):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    process = start("read", pipe, "--out", tmp_path / "out.jsonl")
    with pipe.open("w"):  # opens when the command has come to read
        process.send_signal(number)
        out, error = process.communicate(timeout=30)
    assert (process.returncode, out, error) == (128 + number, "", "interrupted\n")
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


@pytest.mark.slow
def test_an_interrupted_run_of_several_processes_leaves_none(start, listing, tmp_path):
    digests = "".join(
        f'[[digest]]\nname = "d{number}"\ninputs = ["{listing.name}"]\n' for number in range(50)
    )
    (tmp_path / "plan.toml").write_text(f'out = "out"\n{digests}', encoding="utf-8")
    process = start("batch", tmp_path / "plan.toml", "--jobs", "2")
    assert process.stderr.readline().startswith("wrote ")
    process.send_signal(signal.SIGINT)
    # ends when all have ended that hold the other end, so also those that worked
    _, error = process.communicate(timeout=30)
    assert process.returncode == 130
    assert error.splitlines()[-1] == "interrupted"
    assert "Traceback" not in error


@pytest.fixture
def signals():
    """Restore what is done at signals, and with what cannot be raised."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [(number, signal.getsignal(number)) for number in numbers]
    yield
    for number, handler in before:
        signal.signal(number, handler)
    sys.unraisablehook = sys.__unraisablehook__


def test_what_the_caller_ignores_stays_ignored(signals):
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    interruption = Interruption()
    interruption.listen()
    interruption.at_once = False
    os.kill(os.getpid(), signal.SIGHUP)
    assert interruption.number == 0
    with pytest.raises(Interrupted):
        os.kill(os.getpid(), signal.SIGTERM)
    assert interruption.status == 143


@pytest.mark.slow
def test_a_place_for_vectors_that_cannot_be_is_one_remark(classify, listing):
    environment = {**os.environ, "CLASSIFY_CACHE": "~nobody-of-this-name/x"}
    result = subprocess.run(
        [sys.executable, "-m", "classify", "predict", str(listing)],
        capture_output=True,
        encoding="utf-8",
        env=environment,
    )
    assert result.returncode == 0
    assert len(result.stdout.splitlines()) == 2
    (line,) = result.stderr.splitlines()
    assert line.startswith(
        "going on without kept vectors: ~nobody-of-this-name/x: there is no such"
    )
