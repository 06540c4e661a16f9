"""Bytes, files and objects -> Teasers: listings, tables, data frames; and corrections."""

from classify.readers.cleaning import plain_line, plain_text
from classify.readers.column_names import read_columns, with_prefix
from classify.readers.corrections import check_corrections, read_corrections
from classify.readers.dates import DateFormat, anchor_time, read_as_of
from classify.readers.decoding import Readable, decode, read_bytes
from classify.readers.deduplication import article_key, distinct, merge_copies
from classify.readers.fetching.fetch import fetch_sources, fetched_inputs
from classify.readers.fetching.mirror import Mirror
from classify.readers.fetching.sources import FetchedSource, FetchLimits
from classify.readers.formats import detect_format
from classify.readers.formula_guards import guard_formulas
from classify.readers.genres import kind_of_headline
from classify.readers.json_rows import rows_of_jsonl
from classify.readers.ledger import Problem, ReadingLedger, SourceSummary
from classify.readers.markup.selectors import read_selectors
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
from classify.readers.source import DateDoubt, Intake, log_fault, log_note, raise_fault
from classify.readers.tables import rows_of_csv
from classify.readers.teasers import FORMATS, read_teasers, stream_teasers
from classify.readers.unmarked_cuts import are_cut, mark_cuts
from classify.readers.versions import are_one_article, fingerprint, said_by
from classify.readers.watchlists import read_watchlist

__all__ = [
    "FORMATS",
    "DataFrameLike",
    "DateDoubt",
    "DateFormat",
    "FetchLimits",
    "FetchedSource",
    "Intake",
    "Mirror",
    "Problem",
    "Readable",
    "ReadingLedger",
    "Row",
    "SourceSummary",
    "TeaserLike",
    "TeasersLike",
    "anchor_time",
    "are_cut",
    "are_one_article",
    "article_key",
    "as_compared",
    "as_teaser",
    "as_teasers",
    "check_corrections",
    "decode",
    "detect_format",
    "distinct",
    "fetch_sources",
    "fetched_inputs",
    "fingerprint",
    "guard_formulas",
    "json_type",
    "kind_of_headline",
    "log_fault",
    "log_note",
    "mark_cuts",
    "merge_copies",
    "plain_line",
    "plain_text",
    "raise_fault",
    "read_as_of",
    "read_bytes",
    "read_columns",
    "read_corrections",
    "read_earlier_digest",
    "read_selectors",
    "read_teasers",
    "read_watchlist",
    "resolve_corrections",
    "rows_of_csv",
    "rows_of_jsonl",
    "said_by",
    "spans_by_id",
    "stream_teasers",
    "teaser_from_row",
    "with_prefix",
]
