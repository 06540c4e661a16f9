import bz2
import gzip
import lzma
import sys
from importlib import import_module
from pathlib import Path

import pytest

from classify.errors import ReadError
from classify.readers import read_teasers
from tests.readers.sources import from_bytes, packed, packed_as

zstd = import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")

FERRY = '{"headline": "Ferry turns back"}'


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zstd.compress])
def test_compressed_files(pack):
    assert from_bytes(pack(FERRY.encode()))[0].headline == "Ferry turns back"


def test_a_compressed_file_is_named_without_its_ending(tmp_path: Path):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(FERRY.encode()))
    assert read_teasers(path)[0].sources[0].file == str(tmp_path / "a.jsonl")


def test_archives():
    faults: list[ReadError] = []
    content = packed(
        a__jsonl=FERRY,
        b__csv="title\nBridge reopens",
        c__bin=b"\0\1",
        d__gz=gzip.compress(b'{"headline": "Snow"}'),
    )
    teasers = from_bytes(content, on_error=faults.append)
    assert [one.headline for one in teasers] == ["Ferry turns back", "Bridge reopens", "Snow"]
    assert teasers[1].sources[0].file == "<stream>/b.csv"
    assert [fault.source for fault in faults] == ["<stream>/c.bin"]


def test_what_systems_put_into_archives_is_passed_over():
    files: dict[str, str | bytes] = {"__MACOSX/a": "x", "n/.DS_Store": "x", "n/a.jsonl": FERRY}
    assert len(from_bytes(packed_as(files))) == 1


@pytest.mark.parametrize(
    ("reason", "content"),
    [
        ("too large", gzip.compress(b"0" * 60_000_000)),
        ("too large", packed(a=b"0" * 60_000_000)),
        ("damaged", gzip.compress(b"0" * 1000)[:-12]),
        ("damaged", packed(a=FERRY)[:40]),
        ("without files", packed_as({"__MACOSX/a": "x"})),
        ("too large", zstd.compress(b"0" * 60_000_000)),
        ("damaged", b"\x28\xb5\x2f\xfd1234"),
        ("damaged", zstd.compress(FERRY.encode())[:-3]),
        ("compressed twice", gzip.compress(gzip.compress(b"x"))),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_bombs_and_damage_are_refused(reason: str, content: bytes):
    with pytest.raises(ReadError, match=reason):
        from_bytes(content)


def test_folders_and_patterns(tmp_path: Path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "x.jsonl").write_text('{"headline": "Bridge reopens"}')
    (tmp_path / "a.jsonl").write_text(FERRY)
    (tmp_path / ".hidden").write_text('{"headline": "No"}')
    (tmp_path / "bad.bin").write_bytes(b"\0")
    faults: list[ReadError] = []
    teasers = read_teasers(tmp_path, on_error=faults.append)
    assert [one.headline for one in teasers] == ["Ferry turns back", "Bridge reopens"]
    assert [fault.source for fault in faults] == [str(tmp_path / "bad.bin")]
    found = read_teasers(str(tmp_path / "**" / "*.jsonl"))
    assert [one.headline for one in found] == ["Ferry turns back", "Bridge reopens"]
    with pytest.raises(ReadError, match="NUL"):
        read_teasers(tmp_path, strict=True)


def test_folders_and_patterns_without_files(tmp_path: Path):
    with pytest.raises(ReadError, match="has no files"):
        read_teasers(tmp_path)
    with pytest.raises(ReadError, match="matches no file"):
        read_teasers(str(tmp_path / "*.csv"))
