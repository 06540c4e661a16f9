import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.utils.estimator_checks import parametrize_with_checks

from classify.topics import LinearTopics, TopicEstimator
from classify.topics.estimator import HeldOut


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
    return TopicEstimator().fit(*drawn)


def test_learns_topics_that_do_not_exclude_each_other(drawn, fitted):
    X, y = drawn
    decided = fitted.predict(X)
    assert decided.shape == y.shape
    assert (decided == y).mean(axis=0).min() > 0.9
    assert (decided[:, :2].sum(axis=1) == 2).any()


def test_a_topic_without_examples_is_never_assigned(drawn, fitted):
    X, _ = drawn
    assert fitted.predict_proba(X)[:, 2].max() < 0.01
    assert not fitted.predict(X)[:, 2].any()


def test_a_topic_of_everything_is_always_assigned(drawn):
    X, _ = drawn
    everything = TopicEstimator().fit(X, np.ones((len(X), 1), dtype=bool))
    assert everything.predict(X).all()


def test_probabilities_mean_what_they_say(drawn, fitted):
    _, y = drawn
    for topic in (0, 1):
        held_out = fitted.unseen_probabilities_[:, topic]
        sure = held_out > 0.5
        assert held_out[sure].mean() == pytest.approx(y[sure, topic].mean(), abs=0.1)


def test_sparse_and_dense_agree(drawn, fitted):
    X, y = drawn
    sparse = TopicEstimator().fit(csr_matrix(X), y)
    np.testing.assert_allclose(
        sparse.predict_proba(csr_matrix(X)), fitted.predict_proba(X), atol=1e-4
    )


def test_an_uncounted_cell_carries_no_weight(drawn):
    X, y = drawn
    wrong = y.copy()
    wrong[:40, 0] = ~wrong[:40, 0]
    counted = np.ones_like(y)
    counted[:40, 0] = False
    weight = counted.astype(float)
    np.testing.assert_array_equal(
        TopicEstimator().fit(X, wrong, cell_weight=weight).learned_.coef,
        TopicEstimator().fit(X, y, cell_weight=weight).learned_.coef,
    )


def test_a_cell_counts_as_much_as_its_weight(drawn):
    X, y = drawn
    doubled = TopicEstimator(n_folds=1).fit(np.vstack([X, X]), np.vstack([y, y]))
    weighted = TopicEstimator(n_folds=1).fit(X, y, cell_weight=np.full(y.shape, 2.0))
    np.testing.assert_allclose(weighted.learned_.coef, doubled.learned_.coef, rtol=1e-2, atol=1e-3)


def test_what_is_taught_is_learned_from_and_never_scored(drawn):
    X, y = drawn
    taught = np.arange(len(X)) < 30
    fitted = TopicEstimator().fit(X, y, taught=taught)
    assert np.isnan(fitted.unseen_log_odds_[taught]).all()
    assert np.isfinite(fitted.unseen_log_odds_[~taught]).all()
    # what follows the first feature is not taught in the texts: it is known from the definition
    only = TopicEstimator().fit(
        np.eye(6), np.eye(6, dtype=bool)[:, :2], taught=np.ones(6, dtype=bool)
    )
    assert np.argmax(only.learned_.coef[0]) == 0
    assert np.argmax(only.learned_.coef[1]) == 1


def test_without_any_label_scores_of_ordinary_texts_make_probabilities(drawn):
    X, _ = drawn
    nothing = np.zeros((len(X), 2), dtype=bool)
    fitted = TopicEstimator().fit(
        np.eye(6),
        np.eye(6, dtype=bool)[:, :2],
        taught=np.ones(6, dtype=bool),
        held_out=HeldOut(X=X, truth=nothing, counted=nothing),
    )
    probabilities = fitted.predict_proba(X)
    assert probabilities.mean(axis=0) == pytest.approx([1 / 12, 1 / 12], abs=0.01)
    assert np.corrcoef(probabilities[:, 0], X[:, 0])[0, 1] > 0.5


def test_borrowed_texts_do_not_say_how_often_a_topic_is(drawn):
    X, _ = drawn
    much = X.copy()
    much[:, 0] += 2  # a pile that is all about the first topic
    nothing = np.zeros((len(X), 2), dtype=bool)

    def expected(borrowed):
        held_out = HeldOut(X=much, truth=nothing, counted=nothing, borrowed=borrowed)
        fitted = TopicEstimator().fit(
            np.eye(6),
            np.eye(6, dtype=bool)[:, :2],
            taught=np.ones(6, dtype=bool),
            held_out=held_out,
        )
        return fitted.predict_proba(much).mean(axis=0)

    assert expected(borrowed=False) == pytest.approx([1 / 12, 1 / 12], abs=0.01)
    assert expected(borrowed=True).mean() == pytest.approx(1 / 12, abs=0.01)
    assert expected(borrowed=True)[0] > 2 * expected(borrowed=True)[1]


@pytest.mark.parametrize(("n_texts", "shared"), [(60, True), (300, False)], ids=["few", "many"])
def test_few_examples_share_one_curve(drawn, n_texts, shared):
    X, y = (rows[:n_texts] for rows in drawn)
    learned = TopicEstimator().fit(X, y[:, :2]).learned_
    assert y[:, :2].sum(axis=0).min() >= 8  # enough for a curve each
    assert (learned.slope[0] == learned.slope[1]) == shared
    assert (learned.offset[0] == learned.offset[1]) == shared


def test_a_block_has_its_own_loss(drawn):
    X, y = drawn
    hinge = TopicEstimator(loss="squared_hinge").fit(X, y)
    assert (hinge.predict(X) == y).mean(axis=0).min() > 0.9
    both = TopicEstimator(loss=("logistic", "squared_hinge")).fit(X, y, blocks=(6, 0))
    logistic = TopicEstimator().fit(X, y)
    np.testing.assert_array_equal(both.learned_.coef, logistic.learned_.coef)
    assert not np.array_equal(hinge.learned_.coef, logistic.learned_.coef)


def test_an_unknown_loss_is_refused(drawn):
    with pytest.raises(ValueError, match="no loss 'hinge'; known: logistic, squared_hinge"):
        TopicEstimator(loss="hinge").fit(*drawn)


def test_blocks_are_learned_apart_and_weighed_on_unseen_texts(drawn):
    X, y = drawn
    rng = np.random.default_rng(0)
    noise = rng.normal(size=(len(X), 4))
    fitted = TopicEstimator().fit(np.hstack([X, noise]), y, blocks=(6, 4))
    ahead = np.abs(fitted.learned_.coef[:2, :6]).sum()
    assert np.abs(fitted.learned_.coef[:2, 6:]).sum() < 0.2 * ahead
    alone = TopicEstimator().fit(X, y)
    cosine = np.sum(fitted.learned_.coef[0, :6] * alone.learned_.coef[0]) / np.prod(
        [np.linalg.norm(fitted.learned_.coef[0, :6]), np.linalg.norm(alone.learned_.coef[0])]
    )
    assert cosine == pytest.approx(1, abs=1e-3)


def test_blocks_that_do_not_fit_are_refused(drawn):
    with pytest.raises(ValueError, match=r"blocks of \[2, 3\] columns, but X has 6"):
        TopicEstimator().fit(*drawn, blocks=(2, 3))


def test_an_opinion_is_heard(drawn):
    X, y = drawn
    opinions = np.where(y, 3.0, -3.0) + np.random.default_rng(1).normal(size=y.shape)
    fitted = TopicEstimator().fit(X[:, :1], y, opinions=opinions)
    assert fitted.learned_.opinion_weight > 0.3
    log_odds = fitted.learned_.log_odds(X[:, :1], opinions)
    assert ((log_odds > 0) == y).mean(axis=0).min() > 0.95


def test_a_group_is_never_parted_by_a_fold(drawn):
    X, y = drawn
    doubled = TopicEstimator().fit(
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
    few = TopicEstimator().fit(np.eye(n_texts), y)
    assert np.isfinite(few.predict_proba(np.eye(n_texts))).all()


def test_labels_of_another_shape_are_refused(drawn):
    X, y = drawn
    with pytest.raises(ValueError, match="inconsistent numbers of samples"):
        TopicEstimator().fit(X, y[:-1])
    with pytest.raises(ValueError, match="other values than 0 and 1"):
        TopicEstimator().fit(X, y * 2)  # such as class numbers


def test_unfitted():
    with pytest.raises(NotFittedError):
        TopicEstimator().predict(np.zeros((1, 2)))


def test_held_out_texts_decide_calibration_and_thresholds(drawn):
    X, y = drawn
    # the training labels are known by heart: a feature is the label itself
    known = np.hstack([X, y[:, :1] * 3.0])
    unknown = np.hstack([X, np.zeros((len(X), 1))])
    held_out = HeldOut(X=unknown, truth=y, counted=np.ones_like(y))
    flattered = TopicEstimator().fit(known, y)
    honest = TopicEstimator().fit(known, y, held_out=held_out)
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
    part = TopicEstimator().fit(
        X, y, held_out=HeldOut(X=X[50:], truth=y[50:], counted=counted[50:])
    )
    whole = TopicEstimator().fit(X, y, held_out=HeldOut(X=X, truth=wrong, counted=counted))
    np.testing.assert_array_equal(whole.learned_.slope, part.learned_.slope)
    np.testing.assert_array_equal(whole.learned_.thresholds, part.learned_.thresholds)


EXCEPTIONS = {
    "check_classifier_multioutput": "expects decisions at one half; each topic has its threshold",
    "check_supervised_y_2d": "a column of class numbers is taken for a topic, and refused",
}


@parametrize_with_checks([TopicEstimator()], expected_failed_checks=lambda _: EXCEPTIONS)
def test_obeys_scikit_learn(estimator, check):
    check(estimator)


@pytest.mark.parametrize("n_beside", [1, 3, 64])
def test_scores_do_not_depend_on_what_stands_beside(n_beside):
    rng = np.random.default_rng(8)
    X, y = rng.normal(size=(300, 384)), rng.random(size=(300, 5)) < 0.3
    learned = TopicEstimator().fit(X, y).learned_
    parts = [learned.scores(X[start : start + n_beside]) for start in range(0, 300, n_beside)]
    np.testing.assert_array_equal(np.concatenate(parts), learned.scores(X))


def test_training_does_not_depend_on_how_many_topics_are_fitted_at_a_time():
    rng = np.random.default_rng(9)
    X, y = csr_matrix(rng.random((400, 900)) < 0.05, dtype=float), rng.random((400, 12)) < 0.3
    made = [
        TopicEstimator(loss="squared_hinge", n_jobs=n_jobs).fit(X, y).learned_.to_arrays()
        for n_jobs in (1, 4)
    ]
    for name, array in made[0].items():
        np.testing.assert_array_equal(array, made[1][name])
