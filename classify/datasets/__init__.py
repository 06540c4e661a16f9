"""Labelled teasers and stories: files, splits, the matrix of labels."""

from classify.datasets.files import (
    Splits,
    read_labelled_stories,
    read_labelled_teasers,
    read_splits,
)
from classify.datasets.label_matrix import Labels, label_arrays, prediction_arrays
from classify.datasets.stories import LabelledStories
from classify.datasets.teasers import ALL, SPLITS, LabelledSet

__all__ = [
    "ALL",
    "SPLITS",
    "LabelledSet",
    "LabelledStories",
    "Labels",
    "Splits",
    "label_arrays",
    "prediction_arrays",
    "read_labelled_stories",
    "read_labelled_teasers",
    "read_splits",
]
