"""Text analysis: sentences, stems, tf-idf, boilerplate, names, numbers and figures."""

from classify.text.boilerplate import covers, find_boilerplate, without_spans
from classify.text.content_words import content_stems, overlap, resemblance
from classify.text.figures import KINDS, Figures, Tally, read_figures, read_tallies, sentence_of
from classify.text.fit_to_print import news_sentences
from classify.text.leaning import goes_on, leans
from classify.text.names import NameReader, Names, without
from classify.text.numbers import NUMBER, parse_number
from classify.text.parts import Spans
from classify.text.publishers import publisher
from classify.text.sentences import Span, split_sentences
from classify.text.stemming import stem
from classify.text.tfidf import BLOCKS, WordFeatures, fit_blocks
from classify.text.trailing_labels import prose_ends

__all__ = [
    "BLOCKS",
    "KINDS",
    "NUMBER",
    "Figures",
    "NameReader",
    "Names",
    "Span",
    "Spans",
    "Tally",
    "WordFeatures",
    "content_stems",
    "covers",
    "find_boilerplate",
    "fit_blocks",
    "goes_on",
    "leans",
    "news_sentences",
    "overlap",
    "parse_number",
    "prose_ends",
    "publisher",
    "read_figures",
    "read_tallies",
    "resemblance",
    "sentence_of",
    "split_sentences",
    "stem",
    "without",
    "without_spans",
]
