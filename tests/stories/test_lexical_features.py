import re
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.stories import lexical_features as module
from classify.stories import read_lexicon
from classify.text import stem


def plainly(documents):
    """Weighted terms of documents, one by one, as dense rows."""
    counts = [Counter(document) for document in documents]
    terms = sorted({term for count in counts for term in count})
    n_documents = Counter(term for count in counts for term in count)
    rows = np.zeros((len(counts), max(1, len(terms))))
    for row, count in enumerate(counts):
        for term, number in count.items():
            rarity = np.log((1 + len(counts)) / (1 + n_documents[term])) + 1
            rows[row, terms.index(term)] = (1 + np.log(number)) * rarity
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(lengths > 0, lengths, 1)


def pieces(word):
    padded = f" {word} "
    return [padded[at : at + 4] for at in range(max(1, len(padded) - 3))]


def read_plainly(headlines, texts):
    """What `read_lexicon` reads, with patterns searched in each whole text."""
    wholes = [f"{one}\n{other}" for one, other in zip(headlines, texts, strict=True)]
    fronts = [one or other[:80] for one, other in zip(headlines, texts, strict=True)]
    common = {word for whole in wholes for word in module.LOWER.findall(whole)}
    word = module.WORD
    return {
        "stems": plainly([[stem(one) for one in word.findall(whole)] for whole in wholes]),
        "headlines": plainly([[stem(one) for one in word.findall(front)] for front in fronts]),
        "names": plainly(
            [
                [stem(x) for x in module.CAPITALISED.findall(whole) if x.lower() not in common]
                for whole in wholes
            ]
        ),
        "letters": plainly(
            [[one for x in word.findall(whole.lower()) for one in pieces(x)] for whole in wholes]
        ),
        "lengths": np.log1p([len(word.findall(whole)) for whole in wholes]),
    }


WORDS = [
    "Storm",
    "storms",
    "hit",
    "Hits",
    "Minsk",
    "Brest-Litovsk",
    "don’t",
    "İzmir",
    "1,200",
    "4.",
]
texts = st.lists(
    st.tuples(
        st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join),
        st.one_of(
            st.lists(st.sampled_from(WORDS), max_size=30).map("\u00a0".join),
            st.text("aAbБ’'-,. 1\n\u2003ß", max_size=20),
        ),
    ),
    min_size=1,
    max_size=6,
)


@given(texts)
def test_the_same_as_searching_whole_texts(pairs):
    headlines, bodies = zip(*pairs, strict=True)
    wanted = read_plainly(headlines, bodies)
    found = read_lexicon(headlines, bodies)
    for name in ("stems", "headlines", "names"):
        matrix = getattr(found, name)
        assert matrix.has_canonical_format
        np.testing.assert_allclose(
            (matrix @ matrix.T).toarray(), wanted[name] @ wanted[name].T, atol=1e-12
        )
    letters = found.letters.matrix()
    np.testing.assert_allclose(
        (letters @ letters.T).toarray(), wanted["letters"] @ wanted["letters"].T, atol=1e-12
    )
    np.testing.assert_allclose(found.lengths, wanted["lengths"])


def test_rows_are_taken_in_the_order_asked_for():
    whole = read_lexicon(["Storm hits coast", "Budget adopted", "Storm over"], ["", "", ""])
    part = whole.take([2, 0])
    np.testing.assert_array_equal(part.stems.toarray(), whole.stems[[2, 0]].toarray())
    np.testing.assert_array_equal(
        part.letters.matrix().toarray(), whole.letters.matrix()[[2, 0]].toarray()
    )
    assert part.lengths.tolist() == whole.lengths[[2, 0]].tolist()


def test_numbers_are_there_or_not():
    found = read_lexicon(["4 dead, 4 hurt, 1,200 flee", "None."], ["", ""])
    assert found.numbers.toarray().tolist() == [[1, 1], [0, 0]]


@pytest.mark.parametrize("texts", [[], [""], ["", ""]], ids=["no teaser", "one", "two"])
def test_nothing_to_read(texts):
    found = read_lexicon(texts, texts)
    assert found.stems.shape[0] == len(texts)
    assert found.stems.nnz == found.letters.matrix().nnz == 0


def test_a_headline_that_is_not_there_is_stood_in_for_by_the_beginning():
    text = "Storm " + "x" * 70 + " harbour"
    found = read_lexicon(["", "harbour", "Storm"], [text, "", ""])
    alike = (found.headlines @ found.headlines.T).toarray()
    assert alike[0, 2] > 0
    assert alike[0, 1] == 0
    assert re.search("harbour", text[80:]) is None


def test_title_case_makes_no_names():
    lexicon = read_lexicon(["Storm Hits Coast", "storm hits coast", "Minsk Storm"], [""] * 3)
    n_names = np.diff(lexicon.names.indptr).tolist()
    assert n_names == [0, 0, 1]
