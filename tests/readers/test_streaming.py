import json
from pathlib import Path

import pytest

from classify.errors import ReadError
from classify.readers import read_teasers, stream_teasers
from classify.readers.limits import MAX_LINE


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def test_a_stream_gives_what_reading_gives(tmp_path: Path):
    rows = [
        {"id": str(number), "headline": f"Ferry {number} turns back", "published": "2025-01-18"}
        for number in range(12_000)
    ]
    path = write(tmp_path / "a.jsonl", *rows)
    assert list(stream_teasers(path)) == read_teasers(path)


def test_copies_stay(tmp_path: Path):
    row = {"id": "1", "headline": "Ferry turns back"}
    path = write(tmp_path / "a.jsonl", row, row)
    assert [teaser.sources[0].item for teaser in stream_teasers(path)] == [1, 2]


def test_days_wait_for_the_lines_beside_them(tmp_path: Path):
    path = write(
        tmp_path / "a.jsonl",
        {"headline": "Ferry turns back", "date": "1/9/2025"},
        {"headline": "Crane falls", "date": "1/20/2025"},
    )
    notes: list[str] = []
    first = next(stream_teasers(path, on_note=notes.append))
    assert first.published and (first.published.month, first.published.day) == (1, 9)


def test_a_line_that_is_too_long_is_named_and_passed_over(tmp_path: Path):
    path = write(
        tmp_path / "a.jsonl",
        {"headline": "Ferry turns back"},
        {"headline": "x" * (MAX_LINE + 10)},
        {"headline": "Crane falls"},
    )
    faults: list[ReadError] = []
    found = [teaser.headline for teaser in stream_teasers(path, on_error=faults.append)]
    assert found == ["Ferry turns back", "Crane falls"]
    assert faults[0].item == "line 2" and "at most 10,000,000" in faults[0].reason
    assert [one.headline for one in read_teasers(path, on_error=faults.append)] == found


@pytest.mark.parametrize(
    ("tail", "item", "reason"),
    [(b'{"headline": "\xff"}\n', "byte 36", "not UTF-8"), (b"no json\n", "line 2", "no JSON")],
)
def test_faults_have_their_places(tmp_path: Path, tail: bytes, item: str, reason: str):
    path = write(tmp_path / "a.jsonl", {"headline": "Ferry turns b"})
    path.write_bytes(path.read_bytes() + tail)
    faults: list[ReadError] = []
    try:
        list(stream_teasers(path, on_error=faults.append))
    except ReadError as error:
        faults.append(error)
    assert reason in faults[0].reason
    assert str(faults[0].item).split()[0] == item.split()[0]


def test_what_is_no_lines_is_read_whole(tmp_path: Path):
    path = tmp_path / "a.json"
    path.write_text('{"items": [{"title": "Ferry turns back"}]}', encoding="utf-8")
    assert [teaser.headline for teaser in stream_teasers(path)] == ["Ferry turns back"]


def test_a_folder_goes_on_after_a_bad_file(tmp_path: Path):
    write(tmp_path / "b.jsonl", {"headline": "Ferry turns back"})
    (tmp_path / "a.bin").write_bytes(bytes(range(256)))
    faults: list[ReadError] = []
    (teaser,) = stream_teasers(tmp_path, on_error=faults.append)
    assert (teaser.headline, len(faults)) == ("Ferry turns back", 1)
