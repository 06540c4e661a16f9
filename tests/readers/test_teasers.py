import io
import json
import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.errors import ReadError, UnknownNameError
from classify.readers import FORMATS, read_teasers


def write(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_several_sources_keep_order_and_merge_copies(tmp_path: Path):
    first = write(tmp_path / "a.jsonl", {"id": "1", "headline": "a"}, {"id": "2", "headline": "b"})
    second = write(tmp_path / "b.txt", {"id": "3", "headline": "c"}, {"id": "1", "headline": "a"})
    teasers = read_teasers(first, str(second))
    assert [teaser.id for teaser in teasers] == ["1", "2", "3"]
    assert [(ref.file, ref.item) for ref in teasers[0].sources] == [
        (str(first), 1),
        (str(second), 2),
    ]


def test_nothing_asked_nothing_read():
    assert read_teasers() == []


def test_standard_input(monkeypatch: pytest.MonkeyPatch):
    stdin = io.TextIOWrapper(io.BytesIO(b'{"headline": "Storm hits coast"}\n{}'))
    monkeypatch.setattr("sys.stdin", stdin)
    faults: list[ReadError] = []
    (teaser,) = read_teasers("-", on_error=faults.append)
    assert teaser.sources[0].file == "<stdin>"
    assert str(faults[0]) == "<stdin>, line 2: has no headline"


def test_unknown_format():
    with pytest.raises(
        UnknownNameError, match=r"unknown input format 'jsnol'\. Did you mean 'jsonl'"
    ):
        read_teasers("x", input_format="jsnol")


@pytest.mark.parametrize("name", FORMATS)
def test_a_forced_format_is_kept_to(name: str):
    content = b'{"headline": "Storm hits coast of Crimea"}'
    others = {
        "csv": "no column 'headline'",
        "feed": "without a list 'items'",
        "html": "no items were found",
        "mail": "as mail",
        "parquet": "Parquet file",
        "spreadsheet": "no readable spreadsheet",
    }
    if name in others:
        with pytest.raises(ReadError, match=others[name]):
            read_teasers(io.BytesIO(content), input_format=name)
    else:
        (teaser,) = read_teasers(io.BytesIO(content), input_format=name)
        assert teaser.headline == (
            "Storm hits coast of Crimea" if name == "jsonl" else content.decode()
        )


def test_faults_are_logged_by_default(caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.WARNING, logger="classify"):
        read_teasers(io.BytesIO(b'{"headline": "a"}\n{}'))
    assert caplog.messages == ["left out <stream>, line 2: has no headline"]


def test_strict_stops_at_the_first_fault():
    with pytest.raises(ReadError, match="line 1: has no headline"):
        read_teasers(io.BytesIO(b'{}\n{"headline": "a"}'), strict=True)


def test_a_source_that_gives_nothing():
    with pytest.raises(ReadError) as caught:
        read_teasers(io.BytesIO(b"{}\n[]"), on_error=lambda error: None)
    assert str(caught.value) == (
        "<stream>: holds no teaser that can be read (as jsonl); "
        "the first of 2 faults: line 1: has no headline"
    )


def test_naive_as_of_is_utc():
    content = b"Ferry turns back in heavy swell\nAll passengers are safe.\nyesterday"
    (teaser,) = read_teasers(io.BytesIO(content), as_of=datetime(2025, 1, 20))
    assert teaser.published == datetime(2025, 1, 19, tzinfo=UTC)


LINES = st.sampled_from(
    [
        "",
        "0",
        "Read more",
        "World",
        "Jan 18",
        "14:05",
        "2 hours ago",
        "Ferry turns back in heavy swell",
        "All passengers are safe, the line said on Jan. 5.",
        "All passengers are safe […]",
        "headline,text",
        '{"headline": "a"}',
    ]
)


@given(st.binary(max_size=60) | st.lists(LINES | st.text(max_size=20)).map("\n".join))
def test_whatever_comes_gives_teasers_or_a_read_error(content: bytes | str):
    stream = io.BytesIO(content if isinstance(content, bytes) else content.encode())
    try:
        teasers = read_teasers(stream, on_error=lambda error: None)
    except ReadError:
        return
    assert teasers
    assert all(teaser.headline for teaser in teasers)


def test_a_source_that_gives_nothing_may_be_left_out(tmp_path: Path):
    good, empty = write(tmp_path / "a.jsonl", {"headline": "a"}), tmp_path / "b.jsonl"
    empty.write_text("")
    faults: list[ReadError] = []
    options: dict[str, Any] = {"skip_failing": True, "on_error": faults.append}
    assert len(read_teasers(empty, good, tmp_path / "none", **options)) == 1
    assert [str(fault) for fault in faults] == [
        f"{empty}: is empty",
        f"{tmp_path / 'none'}: there is no such file",
    ]
    with pytest.raises(ReadError, match="is empty"):
        read_teasers(empty, tmp_path / "none", **options)
    with pytest.raises(ReadError, match="is empty"):
        read_teasers(good, empty, strict=True, **options)
    with pytest.raises(ReadError, match="is empty"):
        read_teasers(good, empty)
