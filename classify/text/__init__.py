"""Text taken apart: sentences, stems, tf-idf, names, numbers and the figures that they count."""

from classify.text.figures import KINDS, Figures, Tally, read_figures, read_tallies, sentence_of
from classify.text.names import NameReader, Names, without
from classify.text.numbers import NUMBER, parse_number
from classify.text.sentences import Span, leans, split_sentences
from classify.text.stemming import stem
from classify.text.tfidf import BLOCKS, WordFeatures, fit_blocks

__all__ = [
    "BLOCKS",
    "KINDS",
    "NUMBER",
    "Figures",
    "NameReader",
    "Names",
    "Span",
    "Tally",
    "WordFeatures",
    "fit_blocks",
    "leans",
    "parse_number",
    "read_figures",
    "read_tallies",
    "sentence_of",
    "split_sentences",
    "stem",
    "without",
]
