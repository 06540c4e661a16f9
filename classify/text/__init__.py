"""Text taken apart: sentences, stems, tf-idf, numbers and the figures that they count."""

from classify.text.figures import KINDS, Figures, Tally, read_figures, read_tallies
from classify.text.sentences import Span, leans, split_sentences
from classify.text.stemming import stem
from classify.text.tfidf import BLOCKS, WordFeatures, fit_blocks

__all__ = [
    "BLOCKS",
    "KINDS",
    "Figures",
    "Span",
    "Tally",
    "WordFeatures",
    "fit_blocks",
    "leans",
    "read_figures",
    "read_tallies",
    "split_sentences",
    "stem",
]
