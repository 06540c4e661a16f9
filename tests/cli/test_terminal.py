import io
import sys

import pytest

from classify.cli.terminal import progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize("counts", [[300], [299, 1], [300, 0, 2]], ids=str)
def test_when_all_are_read_it_says_what_is_done_then(monkeypatch, counts):
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    with progress("Reading", 300, then="Grouping") as advance:
        for count in counts:
            advance(count)
    shown = sys.stderr.getvalue()
    assert "Grouping" in shown


def test_while_some_are_left_it_does_not(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    with progress("Reading", 300, then="Grouping") as advance:
        advance(200)
    shown = sys.stderr.getvalue()
    assert "Reading" in shown
    assert "Grouping" not in shown


@pytest.mark.parametrize(
    ("stream", "n"), [(Terminal(), 10), (io.StringIO(), 1000)], ids=["short", "pipe"]
)
def test_short_work_and_pipes_get_no_bar(monkeypatch, stream, n):
    monkeypatch.setattr(sys, "stderr", stream)
    with progress("Reading", n) as advance:
        assert advance is None
    assert stream.getvalue() == ""
