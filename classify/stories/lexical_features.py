"""Lexical features, which two teasers may share beside meaning: stems, names, letters, numbers.

Every pattern here lies within one run of text without white space. So a pile is split at white
space, patterns are searched once in each distinct run, and counts of runs become counts of terms by
one sparse product: a pile repeats its words all day.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from classify.stories.background import Background
from classify.stories.character_ngrams import Letters, letters_of, weigh
from classify.stories.shared_terms import Terms
from classify.text import stem

WORD = re.compile(r"\w\w+")
CAPITALISED = re.compile(r"\b[^\W\d_a-zа-яёіў][\w’'-]{2,}")
LOWER = re.compile(r"\b[^\W\d_A-ZА-ЯЁІЎ][\w’'-]+")
_NUMBER = re.compile(r"\b\d[\d,.]*\b")
_HEADLINE_STAND_IN = 80  # characters of the text, for a teaser without a headline
_CHUNK = 65_536  # teasers at a time: beside the result, memory stays at some MB


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Sparse features of a pile, each matrix of shape (n_teasers, n_terms).

    Rows of matrices have unit length or are zero, weighted by how rare a term is in this pile;
    `numbers` holds 0 and 1. `Terms` are weighed by how rare they are in the news at large: in a
    pile, a large story makes its own words common.
    """

    stems: csr_matrix
    names: csr_matrix
    letters: Letters
    headlines: csr_matrix
    numbers: csr_matrix
    terms: Terms
    """Stems."""
    headline_terms: Terms
    """Stems of the headlines; columns as in `terms`."""
    name_terms: Terms
    headline_name_terms: Terms
    lengths: NDArray[np.float64]
    """Logarithm of 1 + number of words, shape (n_teasers,)."""
    passages: NDArray[np.object_]
    """Headline and text, shape (n_teasers,)."""

    def take(self, rows: Sequence[int]) -> Lexicon:
        """Return the same of some teasers, in this order."""
        return Lexicon(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})


def read_lexicon(
    headlines: Sequence[str], texts: Sequence[str], background: Background | None = None
) -> Lexicon:
    """Read a pile of teasers.

    Names are capitalised words that the pile never writes in lower case, so that title case does
    not turn every word of a headline into a name; `Terms` of names are those that the news at large
    does not mostly write in lower case.

    Parameters
    ----------
    headlines, texts : sequences of n_teasers str
    background : Background, optional
        Without one all terms are equally rare.
    """
    background = background or Background()
    pairs = list(zip(headlines, texts, strict=True))
    numbering = _Numbering()
    wholes = _split((f"{headline}\n{text}" for headline, text in pairs), numbering)
    n_runs = len(numbering)  # those of a text that was cut off are not the pile's own
    fronts = _split((headline or text[:_HEADLINE_STAND_IN] for headline, text in pairs), numbering)
    runs = list(numbering)
    wholes.resize(len(pairs), len(runs))
    fronts.resize(len(pairs), len(runs))
    common = {word for run in runs[:n_runs] for word in LOWER.findall(run)}
    words = [WORD.findall(run) for run in runs]
    stems, stem_list = _terms_of([[stem(word) for word in each] for each in words])
    names, _ = _terms_of(
        [stem(name) for name in CAPITALISED.findall(run) if name.lower() not in common]
        for run in runs
    )
    proper, proper_list = _terms_of(
        [name for name in map(stem, CAPITALISED.findall(run)) if name not in background.common]
        for run in runs
    )
    stem_rarity, name_rarity = (
        np.array([background.rarity(term) for term in terms] or [0.0])
        for terms in (stem_list, proper_list)
    )
    numbers, _ = _terms_of([number.strip(".,") for number in _NUMBER.findall(run)] for run in runs)
    whole_counts, front_counts = _counted(wholes, stems), _counted(fronts, stems)
    return Lexicon(
        stems=weigh(whole_counts),
        names=weigh(_counted(wholes, names)),
        letters=letters_of(wholes, _terms_of(_pieces(run) for run in runs)[0]),
        headlines=weigh(front_counts),
        terms=Terms.of(whole_counts, stem_rarity),
        headline_terms=Terms.of(front_counts, stem_rarity),
        name_terms=Terms.of(_counted(wholes, proper), name_rarity),
        headline_name_terms=Terms.of(_counted(fronts, proper), name_rarity),
        numbers=_counted(wholes, numbers).sign(),
        lengths=np.log1p(wholes @ np.array([len(each) for each in words], dtype=np.float64)),
        passages=np.array([f"{headline}\n{text}" for headline, text in pairs], dtype=object),
    )


def _pieces(run: str) -> list[str]:
    n_letters = 4
    return [
        padded[at : at + n_letters]
        for padded in (f" {word} " for word in WORD.findall(run.lower()))
        for at in range(max(1, len(padded) - n_letters + 1))
    ]


class _Numbering(dict[str, int]):
    """Numbers strings in the order of first sight."""

    def __missing__(self, string: str) -> int:
        self[string] = number = len(self)
        return number


def _split(texts: Iterable[str], numbering: _Numbering) -> csr_matrix:
    """Count the runs of each text; a run that is there twice may stand there twice."""
    return _rows((text.split() for text in texts), numbering, np.int8)


def _rows(
    documents: Iterable[Sequence[str]], numbering: _Numbering, dtype: type[np.generic]
) -> csr_matrix:
    columns = array("i")
    ends = array("q", [0])
    for document in documents:
        columns.extend(map(numbering.__getitem__, document))
        ends.append(len(columns))
    indices = np.frombuffer(columns, dtype=np.int32) if columns else np.zeros(0, dtype=np.int32)
    indptr = np.frombuffer(ends, dtype=np.int64)
    shape = (len(ends) - 1, max(1, len(numbering)))
    return csr_matrix((np.ones(len(columns), dtype=dtype), indices, indptr), shape=shape)


def _terms_of(runs: Iterable[Sequence[str]]) -> tuple[csr_matrix, list[str]]:
    """Count terms of runs; columns in alphabetical order, so that no order of input matters."""
    numbering = _Numbering()
    counts = _rows(runs, numbering, np.float64)
    places = np.zeros(counts.shape[1], dtype=np.int32)
    terms = sorted(numbering)
    for place, term in enumerate(terms):
        places[numbering[term]] = place
    ordered = csr_matrix((counts.data, places[counts.indices], counts.indptr), shape=counts.shape)
    ordered.sum_duplicates()
    return ordered, terms


def _counted(runs: csr_matrix, terms: csr_matrix) -> csr_matrix:
    """Count the terms of teasers, given their runs and the terms of these."""
    counts = vstack([part @ terms for part in _chunks(runs)], format="csr", dtype=np.float64)
    counts.sort_indices()
    return counts


def _chunks(matrix: csr_matrix) -> Iterator[csr_matrix]:
    for start in range(0, max(1, matrix.shape[0]), _CHUNK):
        yield matrix[start : start + _CHUNK]
