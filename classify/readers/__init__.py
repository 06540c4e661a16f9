"""Bytes and files -> Teasers: listings, tables, labelled data; and corrections."""

from classify.readers.copies import merge_copies
from classify.readers.corrections import check_corrections, read_corrections
from classify.readers.earlier import read_earlier_digest
from classify.readers.labelled import (
    Splits,
    read_labelled_stories,
    read_labelled_teasers,
    read_splits,
)
from classify.readers.reading import FORMATS, read_teasers

__all__ = [
    "FORMATS",
    "Splits",
    "check_corrections",
    "merge_copies",
    "read_corrections",
    "read_earlier_digest",
    "read_labelled_stories",
    "read_labelled_teasers",
    "read_splits",
    "read_teasers",
]
