"""Parquet tables, by way of JSON Lines: one row a line, so that one reader judges both."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from classify.errors import MissingExtraError, ReadError
from classify.readers.unpacking import check_unpacked_size

_MAGIC = b"PAR1"
_PER_SECOND = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}
_FIRST_DAY = datetime(1, 1, 2, tzinfo=UTC)  # a day of room for zones
_LAST_DAY = datetime(9999, 12, 30, tzinfo=UTC)
_MOST = 2**63 - 1  # nanoseconds do not reach so far
_ROWS_AT_A_TIME = 64


def is_parquet(content: bytes) -> bool:
    """Tell a Parquet file by the mark that it begins with."""
    return content.startswith(_MAGIC)


def parquet_to_json_lines(content: bytes, source: str) -> str:
    """Turn a Parquet table into JSON Lines; row n becomes line n.

    Raises
    ------
    MissingExtraError
        If pyarrow is not installed.
    ReadError
        If the file is damaged, or very much larger when it is unpacked.
    """
    try:
        from pyarrow import ArrowException, parquet
    except ImportError as error:
        raise MissingExtraError("pyarrow", "parquet") from error
    try:
        table = parquet.ParquetFile(BytesIO(content))
        footer = table.metadata
        sizes = (footer.row_group(n).total_byte_size for n in range(footer.num_row_groups))
        check_unpacked_size(sum(sizes), len(content), source)
        lines, n_bytes = [], 0
        for batch in table.iter_batches(_ROWS_AT_A_TIME):
            n_bytes += batch.nbytes  # of a dictionary's entries the footer does not know
            check_unpacked_size(n_bytes, len(content), source)
            lines += [json.dumps(_plain(row), default=_text) for row in _with_times(batch)]
    # Arrow's own errors, and Python's for values that it has no room for
    except (ArrowException, OSError, ValueError, OverflowError) as error:
        if isinstance(error, ReadError):
            raise
        reason = next(iter(str(error).splitlines()), type(error).__name__)
        raise ReadError(source, f"is no readable Parquet file: {reason}") from error
    return "".join(f"{line}\n" for line in lines)


def _with_times(batch: Any) -> list[dict[str, object]]:
    """Rows of a record batch, times as ISO 8601 to the microsecond."""
    import pyarrow

    columns = [
        _written(column) if pyarrow.types.is_timestamp(column.type) else column
        for column in batch.columns
    ]
    named = pyarrow.RecordBatch.from_arrays(columns, names=batch.schema.names)
    rows: list[dict[str, object]] = named.to_pylist()
    return rows


def _written(times: Any) -> Any:
    """Write an array of times as text; where Python's calendar ends, as a number.

    Python has no nanoseconds, which pandas writes, and no years but 1 to 9999. Such a number is
    given with its unit, so that whoever reads the row says that it is no date, and does not take it
    for seconds since 1970.
    """
    import pyarrow
    from pyarrow import compute

    numbers = times.cast(pyarrow.int64())
    first, last = (
        min(max(int(end.timestamp()) * _PER_SECOND[times.type.unit], -_MOST), _MOST)
        for end in (_FIRST_DAY, _LAST_DAY)
    )
    known = compute.and_(compute.greater_equal(numbers, first), compute.less_equal(numbers, last))
    micro = pyarrow.timestamp("us", times.type.tz)
    placed = compute.if_else(known, times, None).cast(micro, safe=False)
    text = pyarrow.string()
    counted = compute.binary_join_element_wise(numbers.cast(text), times.type.unit, " ")
    return compute.if_else(known, placed.cast(text), counted)


def _plain(row: dict[str, object]) -> dict[str, object]:
    """Leave out empty cells: a column that others fill is no value here."""
    return {name: value for name, value in row.items() if value is not None}


def _text(value: object) -> str:
    """Write what JSON has no type for: times as ISO 8601, the rest as its text."""
    return value.isoformat() if isinstance(value, date) else str(value)
