"""One label a text, and an encoder in front: what scikit-learn's own tools then do."""

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import Pipeline

from classify.encoders import EncoderTransformer, load_encoder
from classify.errors import UnknownNameError
from classify.topics import TopicEstimator
from tests.builders import WordEncoder

PLACES = ("harbour", "beehive", "council")
TEXTS = [f"A report of the {place}, number {n}" for n in range(20) for place in PLACES]
LABELS = [place for _ in range(20) for place in PLACES]


@pytest.fixture
def model():
    return Pipeline([("encode", EncoderTransformer(WordEncoder())), ("topics", TopicEstimator())])


def test_labels_come_back_as_labels(model):
    model.fit(TEXTS, LABELS)
    assert list(model.classes_) == sorted(PLACES)
    assert list(model.predict(TEXTS)) == LABELS
    probabilities = model.predict_proba(TEXTS)
    assert probabilities.shape == (60, 3)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1)
    assert [model.classes_[row.argmax()] for row in probabilities] == LABELS
    assert model.score(TEXTS, LABELS) == 1


def test_two_labels_are_one_decision(model):
    yes = ["yes" if place == "harbour" else "no" for place in LABELS]
    model.fit(TEXTS, yes)
    assert model.decision_function(TEXTS).shape == (60,)
    assert model.predict_proba(TEXTS).shape == (60, 2)
    assert list(model.predict(TEXTS)) == yes


def test_columns_are_topics_as_before(model):
    cells = np.array([[place == one for one in PLACES] for place in LABELS])
    np.testing.assert_array_equal(model.fit(TEXTS, cells).predict(TEXTS), cells)


def test_cross_validation(model):
    assert cross_val_score(model, TEXTS, LABELS, cv=3).mean() > 0.95


def test_grid_search(model):
    search = GridSearchCV(model, {"topics__C": [0.1, 1.0]}, cv=3).fit(TEXTS, LABELS)
    assert list(search.predict(TEXTS)) == LABELS


def test_an_encoder_is_not_copied_with_its_transformer():
    encoder = load_encoder("teaser-static")
    assert clone(EncoderTransformer(encoder)).encoder is encoder
    assert clone(EncoderTransformer("teaser-static")).encoder == "teaser-static"


def test_vectors_are_those_of_the_encoder():
    encoder = load_encoder("teaser-static")
    transformer = EncoderTransformer("teaser-static").fit(TEXTS)
    np.testing.assert_array_equal(transformer.transform(np.array(TEXTS)), encoder.encode(TEXTS))
    names = transformer.get_feature_names_out()
    assert len(names) == encoder.n_dims
    assert list(names[:2]) == ["encodertransformer0", "encodertransformer1"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("Storm", "X is a single text; expected a sequence of texts"),
        (["Storm", 5], r"X\[1\] is int; expected a sequence of texts \(str\)"),
        (np.eye(2), r"X\[0\] is ndarray; expected a sequence of texts \(str\)"),
    ],
    ids=["one text", "a number", "an array"],
)
def test_what_is_no_text_is_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        EncoderTransformer(WordEncoder()).fit(wrong)


def test_an_unknown_encoder_is_refused_when_fitted():
    with pytest.raises(UnknownNameError, match="unknown encoder 'nothing'"):
        EncoderTransformer("nothing").fit(TEXTS)


def test_unfitted():
    with pytest.raises(NotFittedError):
        EncoderTransformer().transform(TEXTS)
    with pytest.raises(NotFittedError):
        TopicEstimator().predict(np.zeros((1, 2)))
