"""Bytes, files and objects -> Teasers: listings, tables, data frames; and corrections."""

from classify.readers.cleaning import plain_line, plain_text
from classify.readers.column_names import read_columns
from classify.readers.corrections import check_corrections, read_corrections
from classify.readers.dates import DateFormat, anchor_time
from classify.readers.decoding import decode, read_bytes
from classify.readers.deduplication import article_key, distinct, merge_copies
from classify.readers.formats import detect_format
from classify.readers.json_rows import rows_of_jsonl
from classify.readers.objects import (
    DataFrameLike,
    TeaserLike,
    TeasersLike,
    as_teaser,
    as_teasers,
)
from classify.readers.previous_digest import read_earlier_digest
from classify.readers.references import resolve_corrections
from classify.readers.rows import Row, json_type, teaser_from_row
from classify.readers.shared_text import as_compared, spans_by_id
from classify.readers.source import Intake, log_fault, log_note, raise_fault
from classify.readers.tables import rows_of_csv
from classify.readers.teasers import FORMATS, read_teasers
from classify.readers.versions import are_one_article, fingerprint, said_by
from classify.readers.watchlists import read_watchlist

__all__ = [
    "FORMATS",
    "DataFrameLike",
    "DateFormat",
    "Intake",
    "Row",
    "TeaserLike",
    "TeasersLike",
    "anchor_time",
    "are_one_article",
    "article_key",
    "as_compared",
    "as_teaser",
    "as_teasers",
    "check_corrections",
    "decode",
    "detect_format",
    "distinct",
    "fingerprint",
    "json_type",
    "log_fault",
    "log_note",
    "merge_copies",
    "plain_line",
    "plain_text",
    "raise_fault",
    "read_bytes",
    "read_columns",
    "read_corrections",
    "read_earlier_digest",
    "read_teasers",
    "read_watchlist",
    "resolve_corrections",
    "rows_of_csv",
    "rows_of_jsonl",
    "said_by",
    "spans_by_id",
    "teaser_from_row",
]
