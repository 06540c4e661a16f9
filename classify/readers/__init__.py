"""Bytes and files -> Teasers: listings, tables, and the labelled data of this project."""

from classify.readers.copies import merge_copies
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
    "merge_copies",
    "read_labelled_stories",
    "read_labelled_teasers",
    "read_splits",
    "read_teasers",
]
