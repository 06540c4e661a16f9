"""Parquet tables, by way of JSON Lines: one row a line, so that one reader judges both."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO

from classify.errors import MissingExtraError, ReadError

_MAGIC = b"PAR1"


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
        If the file is damaged.
    """
    try:
        from pyarrow import ArrowException, parquet
    except ImportError as error:
        raise MissingExtraError("pyarrow", "parquet") from error
    try:
        rows = parquet.read_table(BytesIO(content)).to_pylist()
    except (ArrowException, OSError) as error:
        reason = str(error).splitlines()[0]
        raise ReadError(source, f"is no readable Parquet file: {reason}") from error
    return "".join(json.dumps(_plain(row), default=_text) + "\n" for row in rows)


def _plain(row: dict[str, object]) -> dict[str, object]:
    """Leave out empty cells: a column that others fill is no value here."""
    return {name: value for name, value in row.items() if value is not None}


def _text(value: object) -> str:
    """Write what JSON has no type for: times as ISO 8601, the rest as its text."""
    return value.isoformat() if isinstance(value, date) else str(value)
