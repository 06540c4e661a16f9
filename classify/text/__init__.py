"""Text taken apart: sentences, stems, tf-idf, boilerplate, numbers and what they count."""

from classify.text.boilerplate import covers, find_boilerplate, without_spans
from classify.text.content_words import content_stems, overlap, resemblance
from classify.text.figures import KINDS, Tally, read_tallies
from classify.text.parts import Spans
from classify.text.sentences import Span, leans, split_sentences
from classify.text.stemming import stem
from classify.text.tfidf import BLOCKS, WordFeatures, fit_blocks

__all__ = [
    "BLOCKS",
    "KINDS",
    "Span",
    "Spans",
    "Tally",
    "WordFeatures",
    "content_stems",
    "covers",
    "find_boilerplate",
    "fit_blocks",
    "leans",
    "overlap",
    "read_tallies",
    "resemblance",
    "split_sentences",
    "stem",
    "without_spans",
]
