import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from classify.topics import LinearTopics
from classify.topics.classifier import HeldOut, TopicClassifier


@pytest.fixture(scope="module")
def drawn():
    """300 texts with 6 features: one topic follows the first, one the next two, one none."""
    rng = np.random.default_rng(5)
    X = rng.normal(size=(300, 6))
    noise = rng.normal(scale=0.3, size=300)
    y = np.stack(
        [X[:, 0] + noise > 0.8, X[:, 1] + X[:, 2] + noise > 1, np.zeros(300, dtype=bool)], axis=1
    )
    return X, y


@pytest.fixture(scope="module")
def fitted(drawn):
    return TopicClassifier().fit(*drawn)


def test_learns_topics_that_do_not_exclude_each_other(drawn, fitted):
    X, y = drawn
    decided = fitted.predict(X)
    assert decided.shape == y.shape
    assert (decided == y).mean(axis=0).min() > 0.9
    assert (decided[:, 0] & decided[:, 1]).any()


def test_a_topic_without_examples_is_never_assigned(drawn, fitted):
    X, _ = drawn
    assert fitted.predict_proba(X)[:, 2].max() < 0.01
    assert not fitted.predict(X)[:, 2].any()


def test_a_topic_of_everything_is_always_assigned(drawn):
    X, _ = drawn
    everything = TopicClassifier().fit(X, np.ones((len(X), 1), dtype=bool))
    assert everything.predict(X).all()


def test_probabilities_mean_what_they_say(drawn, fitted):
    _, y = drawn
    for topic in (0, 1):
        held_out = fitted.unseen_probabilities_[:, topic]
        sure = held_out > 0.5
        assert held_out[sure].mean() == pytest.approx(y[sure, topic].mean(), abs=0.1)


def test_sparse_and_dense_agree(drawn, fitted):
    X, y = drawn
    sparse = TopicClassifier().fit(csr_matrix(X), y)
    np.testing.assert_allclose(
        sparse.predict_proba(csr_matrix(X)), fitted.predict_proba(X), atol=1e-4
    )


def test_an_uncounted_cell_carries_no_weight(drawn):
    X, y = drawn
    wrong = y.copy()
    wrong[:40, 0] = ~wrong[:40, 0]
    counted = np.ones_like(y)
    counted[:40, 0] = False
    np.testing.assert_array_equal(
        TopicClassifier().fit(X, wrong, counted=counted).learned_.coef,
        TopicClassifier().fit(X, y, counted=counted).learned_.coef,
    )


def test_a_group_is_never_parted_by_a_fold(drawn):
    X, y = drawn
    doubled = TopicClassifier().fit(
        np.vstack([X, X]), np.vstack([y, y]), groups=np.tile(np.arange(len(X)), 2)
    )
    # with its copy in another fold, a text would be scored by a model that has seen it
    np.testing.assert_array_equal(
        doubled.unseen_probabilities_[: len(X)], doubled.unseen_probabilities_[len(X) :]
    )


def test_survives_as_arrays(drawn, fitted):
    X, _ = drawn
    restored = LinearTopics.from_arrays(fitted.learned_.to_arrays())
    np.testing.assert_array_equal(restored.probabilities(X), fitted.predict_proba(X))
    np.testing.assert_array_equal(
        restored.probabilities(X) >= restored.thresholds, fitted.predict(X)
    )


def test_a_row_does_not_depend_on_the_others(drawn, fitted):
    X, _ = drawn
    rows = csr_matrix(X)
    alone = np.vstack([fitted.predict_proba(rows[row]) for row in range(20)])
    np.testing.assert_array_equal(alone, fitted.predict_proba(rows)[:20])


def test_learns_the_same_again(drawn, fitted):
    again = clone(fitted).fit(*drawn)
    np.testing.assert_array_equal(again.learned_.coef, fitted.learned_.coef)
    np.testing.assert_array_equal(again.learned_.thresholds, fitted.learned_.thresholds)


@pytest.mark.parametrize("n_texts", [1, 2, 3], ids=["one text", "two texts", "three texts"])
def test_hardly_any_examples(n_texts):
    y = np.arange(n_texts)[:, None] == 0
    few = TopicClassifier().fit(np.eye(n_texts), y)
    assert np.isfinite(few.predict_proba(np.eye(n_texts))).all()


def test_labels_of_another_shape_are_refused(drawn):
    X, y = drawn
    with pytest.raises(ValueError, match=r"y has shape \(299, 3\); expected \(300, n_topics\)"):
        TopicClassifier().fit(X, y[:-1])
    with pytest.raises(ValueError, match=r"y has shape \(300,\)"):
        TopicClassifier().fit(X, y[:, 0])


def test_unfitted():
    with pytest.raises(NotFittedError):
        TopicClassifier().predict(np.zeros((1, 2)))


def test_held_out_texts_decide_calibration_and_thresholds(drawn):
    X, y = drawn
    # the training labels are known by heart: a feature is the label itself
    known = np.hstack([X, y[:, :1] * 3.0])
    unknown = np.hstack([X, np.zeros((len(X), 1))])
    held_out = HeldOut(X=unknown, truth=y, counted=np.ones_like(y))
    flattered = TopicClassifier().fit(known, y)
    honest = TopicClassifier().fit(known, y, held_out=held_out)
    np.testing.assert_array_equal(honest.learned_.coef, flattered.learned_.coef)
    assert honest.unseen_probabilities_.shape == y.shape
    probabilities = honest.predict_proba(unknown)[:, 0]
    assert probabilities.mean() == pytest.approx(y[:, 0].mean(), abs=0.02)
    decided = honest.predict(unknown)[:, 0]
    missed = flattered.predict(unknown)[:, 0]
    assert (decided == y[:, 0]).mean() > (missed == y[:, 0]).mean()


def test_an_uncounted_cell_of_a_held_out_text_does_not_calibrate(drawn):
    X, y = drawn
    wrong, counted = y.copy(), np.ones_like(y)
    wrong[:50], counted[:50] = ~y[:50], False
    part = TopicClassifier().fit(
        X, y, held_out=HeldOut(X=X[50:], truth=y[50:], counted=counted[50:])
    )
    whole = TopicClassifier().fit(X, y, held_out=HeldOut(X=X, truth=wrong, counted=counted))
    np.testing.assert_array_equal(whole.learned_.slope, part.learned_.slope)
    np.testing.assert_array_equal(whole.learned_.thresholds, part.learned_.thresholds)
