"""Records as plain JSON values."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any


def to_json_dict(record: Any) -> Any:
    """Turn a record, or anything made of records, into plain JSON values.

    Keys are the field names, times ISO 8601 in UTC with a "Z".
    """
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        return {
            field.name: to_json_dict(getattr(record, field.name))
            for field in dataclasses.fields(record)
            if not field.name.startswith("_")  # how it is shown is no part of what it says
        }
    if isinstance(record, Mapping):
        return {str(key): to_json_dict(value) for key, value in record.items()}
    if isinstance(record, (tuple, list)):
        return [to_json_dict(value) for value in record]
    if isinstance(record, datetime):
        return record.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return record


def hash_json(values: Any) -> str:
    """Hash JSON values; the order of keys does not matter."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False)
    # a text may hold half of a surrogate pair, which a hash of it must survive
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
