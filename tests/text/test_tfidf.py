import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from classify.text import WordFeatures

TEXTS = ["storm hits the coast", "storm warning for the coast", "parliament votes", "storm storm"]


def test_agrees_with_scikit_learn():
    expected = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2)
    expected = expected.fit_transform(TEXTS).toarray()
    found = WordFeatures.fit(TEXTS).transform(TEXTS).toarray()
    np.testing.assert_allclose(found, expected)


def test_words_and_pairs_can_be_told_apart():
    both = WordFeatures.fit(TEXTS).vocabulary
    words = WordFeatures.fit(TEXTS, lengths=(1,))
    pairs = WordFeatures.fit(TEXTS, lengths=(2,))
    assert words.vocabulary == ("coast", "storm", "the")
    assert pairs.vocabulary == ("the coast",)
    assert sorted(words.vocabulary + pairs.vocabulary) == list(both)
    assert pairs.transform(TEXTS).toarray().ravel().tolist() == [1, 1, 0, 0]


def test_rows_have_unit_length_or_are_zero():
    rows = WordFeatures.fit(TEXTS).transform([*TEXTS, "nothing known here", ""])
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    np.testing.assert_allclose(lengths, [1, 1, 0, 1, 0, 0])


def test_a_row_does_not_depend_on_the_others():
    words = WordFeatures.fit(TEXTS)
    together = words.transform(TEXTS).toarray()
    alone = np.vstack([words.transform([text]).toarray() for text in TEXTS])
    np.testing.assert_array_equal(together, alone)


def test_survives_as_arrays():
    words = WordFeatures.fit(TEXTS)
    restored = WordFeatures.from_arrays(words.to_arrays())
    np.testing.assert_array_equal(
        words.transform(TEXTS).toarray(), restored.transform(TEXTS).toarray()
    )


@pytest.mark.parametrize("texts", [[], ["", "!"], ["once only"]], ids=["none", "wordless", "rare"])
def test_without_a_vocabulary_there_are_no_features(texts):
    words = WordFeatures.fit(texts)
    assert words.transform(["storm", "coast"]).shape == (2, 0)
    assert WordFeatures.from_arrays(words.to_arrays()).transform(["storm"]).shape == (1, 0)
