import subprocess
import sys
from datetime import UTC, datetime

import pytest

from classify.errors import ReadError
from classify.readers import read_teasers

pyarrow = pytest.importorskip("pyarrow", reason="the parquet extra is not installed")
from pyarrow import parquet  # noqa: E402

WHEN = datetime(2025, 1, 18, 9, 30, tzinfo=UTC)


@pytest.fixture
def table(tmp_path):
    def write(rows):
        path = tmp_path / "teasers.parquet"
        parquet.write_table(pyarrow.Table.from_pylist(rows), path)
        return path

    return write


def write_columns(path, **columns):
    parquet.write_table(pyarrow.table(columns), path, compression="zstd")


def test_rows_become_teasers(table):
    rows = [
        {"headline": "Ferry aground off harbour", "text": "All are safe.", "published": WHEN},
        {"headline": "Budget passed at night", "text": None, "published": None},
    ]
    ferry, budget = read_teasers(table(rows))
    assert (ferry.headline, ferry.text, ferry.published) == (
        "Ferry aground off harbour",
        "All are safe.",
        WHEN,
    )
    assert (budget.text, budget.published) == ("", None)
    assert budget.sources[0].item == 2


def test_a_faulty_row_is_named_and_left_out(table):
    faults = []
    rows = [{"headline": None, "id": "a"}, {"headline": "Budget passed at night", "id": "b"}]
    (kept,) = read_teasers(table(rows), on_error=faults.append)
    assert kept.id == "b"
    assert faults[0].item == "line 1"


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
@pytest.mark.parametrize("zone", [None, "UTC", "Europe/Minsk"])
def test_times_of_any_unit_and_zone_are_read_to_the_microsecond(tmp_path, unit, zone):
    instant = int(WHEN.timestamp()) * {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}[unit]
    times = pyarrow.array([instant + (unit == "ns")], pyarrow.timestamp(unit, zone))
    write_columns(tmp_path / "t.parquet", headline=["Ferry aground"], published=times)
    (ferry,) = read_teasers(tmp_path / "t.parquet")
    assert ferry.published == WHEN


@pytest.mark.parametrize("unit", ["ms", "us"])
def test_a_time_that_python_has_no_room_for_leaves_its_row_undated(tmp_path, unit):
    times = pyarrow.array([2**60, 0], pyarrow.timestamp(unit))
    write_columns(tmp_path / "t.parquet", headline=["Far", "Ferry aground"], published=times)
    notes = []
    far, _ = read_teasers(tmp_path / "t.parquet", on_note=notes.append)
    assert far.published is None
    assert f"line 1: '{2**60} {unit}' is no complete date" in notes[0]


@pytest.mark.parametrize("n_rows", [1, 2000], ids=["one cell", "a dictionary"])
def test_a_table_packed_to_fill_the_memory_is_refused(tmp_path, n_rows):
    path = tmp_path / "t.parquet"
    write_columns(path, headline=["x" * (60_000_000 if n_rows == 1 else 100_000)] * n_rows)
    assert path.stat().st_size < 200_000
    with pytest.raises(ReadError, match=r"is too large: .* MB when unpacked"):
        read_teasers(path)


def test_a_damaged_file_is_named(table):
    path = table([{"headline": "Ferry aground off harbour"}])
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(ReadError, match="is no readable Parquet file") as caught:
        read_teasers(path)
    assert caught.value.source == str(path)


def test_without_the_extra_the_command_is_named(table):
    path = table([{"headline": "Ferry aground off harbour"}])
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from classify.cli import main\n"
        f"sys.argv = ['classify', 'read', {str(path)!r}]\nmain()"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.returncode == 1
    assert result.stderr == (
        "error: pyarrow is not installed. Install it with: pip install 'classify-news[parquet]'\n"
    )
