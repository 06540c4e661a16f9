"""What two teasers can have in common but meaning: stems, names, letters, numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags_array

from classify.stems import stem

_WORD = re.compile(r"\w\w+")
_CAPITALISED = re.compile(r"\b[^\W\d_a-zа-яёіў][\w’'-]{2,}")
_LOWER = re.compile(r"\b[^\W\d_A-ZА-ЯЁІЎ][\w’'-]+")
_NUMBER = re.compile(r"\b\d[\d,.]*\b")
_N_LETTERS = 4
_HEADLINE_STAND_IN = 80  # characters of the text, for a teaser without a headline


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Sparse features of a pile, each matrix of shape (n_teasers, n_terms).

    Rows have unit length or are zero, weighted by how rare a term is in this pile; `numbers` holds
    0 and 1.
    """

    stems: csr_matrix
    names: csr_matrix
    letters: csr_matrix
    headlines: csr_matrix
    numbers: csr_matrix
    lengths: NDArray[np.float64]
    """Logarithm of 1 + number of words, shape (n_teasers,)."""

    def take(self, rows: Sequence[int]) -> Lexicon:
        """Return the same of some teasers, in this order."""
        return Lexicon(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})


def read_lexicon(headlines: Sequence[str], texts: Sequence[str]) -> Lexicon:
    """Read a pile of teasers.

    Names are capitalised words that the pile never writes in lower case, so that title case does
    not turn every word of a headline into a name.
    """
    wholes = [f"{headline}\n{text}" for headline, text in zip(headlines, texts, strict=True)]
    common = {word for whole in wholes for word in _LOWER.findall(whole)}
    stems = [[stem(word) for word in _WORD.findall(whole)] for whole in wholes]
    fronts = [
        headline or text[:_HEADLINE_STAND_IN]
        for headline, text in zip(headlines, texts, strict=True)
    ]
    return Lexicon(
        stems=_weighted(stems),
        names=_weighted(
            [stem(name) for name in _CAPITALISED.findall(whole) if name.lower() not in common]
            for whole in wholes
        ),
        letters=_weighted(
            [piece for word in _WORD.findall(whole.lower()) for piece in _pieces(word)]
            for whole in wholes
        ),
        headlines=_weighted([stem(word) for word in _WORD.findall(front)] for front in fronts),
        numbers=_counted(
            [{number.strip(".,") for number in _NUMBER.findall(whole)} for whole in wholes]
        )[0].sign(),
        lengths=np.log1p([len(words) for words in stems]),
    )


def _pieces(word: str) -> list[str]:
    padded = f" {word} "
    return [padded[at : at + _N_LETTERS] for at in range(max(1, len(padded) - _N_LETTERS + 1))]


def _counted(documents: Iterable[Iterable[str]]) -> tuple[csr_matrix, NDArray[np.float64]]:
    """Count terms, and documents that hold each; columns stand in order of first sight."""
    column: dict[str, int] = {}
    indices: list[int] = []
    counts: list[int] = []
    ends = [0]
    for document in documents:
        for term, count in sorted(Counter(document).items()):
            indices.append(column.setdefault(term, len(column)))
            counts.append(count)
        ends.append(len(indices))
    shape = (len(ends) - 1, max(1, len(column)))
    matrix = csr_matrix((np.array(counts, dtype=np.float64), indices, ends), shape=shape)
    return matrix, np.bincount(np.array(indices, dtype=np.int64), minlength=shape[1]).astype(float)


def _weighted(documents: Iterable[Iterable[str]]) -> csr_matrix:
    """Dampen counts, weigh them by how rare a term is, and give rows unit length."""
    matrix, n_documents = _counted(documents)
    matrix.data = 1 + np.log(matrix.data)
    idf = np.log((1 + matrix.shape[0]) / (1 + n_documents)) + 1
    weighted = csr_matrix(matrix @ diags_array(idf))
    lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    return csr_matrix(diags_array(1 / np.where(lengths > 0, lengths, 1)) @ weighted)
