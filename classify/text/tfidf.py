"""Texts to sparse word features: tf-idf over words and word pairs, with a fitted vocabulary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from classify.compute import array_to_text, check_arrays, text_to_array

BLOCKS = {"words": 1, "pairs": 2}
"""Blocks of features, fitted separately, with the number of words of a term: topics differ in how
much they depend on either."""

_WORD = re.compile(r"\b\w\w+\b")


class WordFeatures:
    """A vocabulary with inverse document frequencies.

    Rows of the features have unit length, so that their products are cosine similarities; a text
    without a known word has a row of zeros. Term frequencies are dampened (1 + log tf) and inverse
    document frequencies smoothed, as in Manning, Raghavan & Schütze, Introduction to Information
    Retrieval (2008), chapter 6. The numbers are those of scikit-learn's
    `TfidfVectorizer` (the tests compare them), without the second that it takes to load.
    """

    def __init__(self, vocabulary: Sequence[str], idf: NDArray[np.float64]) -> None:
        self.vocabulary = tuple(vocabulary)
        self.idf = idf
        self._column = {term: column for column, term in enumerate(self.vocabulary)}
        self._lengths = frozenset(map(_length, self.vocabulary))

    @classmethod
    def fit(
        cls, texts: Sequence[str], *, min_documents: int = 2, lengths: Sequence[int] = (1, 2)
    ) -> WordFeatures:
        """Learn the vocabulary from texts.

        Parameters
        ----------
        texts : sequence of str
        min_documents : int
            Texts that a term is in at least.
        lengths : sequence of int
            Words that a term has: 1 for words, 2 for pairs of neighbours.
        """
        n_documents = Counter(
            term for text in texts for term in set(_terms(text, frozenset(lengths)))
        )
        vocabulary = sorted(term for term, n in n_documents.items() if n >= min_documents)
        counts = np.array([n_documents[term] for term in vocabulary], dtype=np.float64)
        return cls(vocabulary, np.log((1 + len(texts)) / (1 + counts)) + 1)

    def transform(self, texts: Sequence[str]) -> csr_matrix:
        """Return the features of texts, shape (n_texts, n_terms), rows of unit length or zero."""
        columns: list[int] = []
        ends = [0]
        for text in texts:
            known = map(self._column.get, _terms(text, self._lengths))
            columns.extend(column for column in known if column is not None)
            ends.append(len(columns))
        shape = (len(texts), len(self.vocabulary))
        counts = csr_matrix((np.ones(len(columns)), np.array(columns, dtype=int), ends), shape)
        counts.sum_duplicates()
        weights = (1 + np.log(counts.data)) * self.idf[counts.indices]
        rows = np.repeat(np.arange(len(texts)), np.diff(counts.indptr))
        lengths = np.sqrt(np.bincount(rows, weights**2, minlength=len(texts)))
        return csr_matrix((weights / lengths[rows], counts.indices, counts.indptr), shape)

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return what was learned as plain arrays."""
        return {"vocabulary": text_to_array(list(self.vocabulary)), "idf": self.idf}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> WordFeatures:
        """Restore what `to_arrays` returned."""
        vocabulary = array_to_text(arrays["vocabulary"])
        check_arrays(arrays, {"idf": ("n_terms",)}, {"n_terms": len(vocabulary)})
        if not (arrays["idf"] > 0).all():
            raise ValueError("the array 'idf' holds a number that is not over 0")
        return cls(vocabulary, arrays["idf"])


def fit_blocks(texts: Sequence[str]) -> list[WordFeatures]:
    """Learn the vocabularies of all `BLOCKS`."""
    return [WordFeatures.fit(texts, lengths=(length,)) for length in BLOCKS.values()]


def _terms(text: str, lengths: Set[int]) -> list[str]:
    """Words of two characters or more in lower case, or pairs of neighbours among them, or both."""
    words = _WORD.findall(text.lower())
    pairs = [f"{first} {second}" for first, second in pairwise(words)] if 2 in lengths else []
    return words + pairs if 1 in lengths else pairs


def _length(term: str) -> int:
    return 1 + term.count(" ")
