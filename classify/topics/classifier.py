"""A linear classifier for topics that do not exclude each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, issparse
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.utils.validation import check_is_fitted, validate_data

from classify.topics.calibration import (
    DEFAULT_THRESHOLD,
    best_threshold,
    fit_sigmoid,
    sigmoid,
)
from classify.topics.linear import LinearTopics

_TOLERANCE = 1e-3  # liblinear's; a tenth of it changes no decision and takes twice the time
_INTERCEPT_SCALING = 5.0  # liblinear shrinks the intercept too; scaled up, hardly


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOut:
    """Labelled texts that are kept from training, for calibration and thresholds."""

    X: Any
    """Array or sparse matrix of shape (n_texts, n_features)."""
    truth: NDArray[np.bool_]
    """Shape (n_texts, n_topics)."""
    counted: NDArray[np.bool_]
    """Shape (n_texts, n_topics); False where annotators disagree."""


class TopicClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """One logistic regression per topic, calibrated, with a threshold of its own each.

    Probabilities are calibrated and thresholds set on texts that the scoring model did not see: on
    held-out texts where they are given, or else out of fold, each text scored by a model that saw
    neither it nor anything of its group. Give held-out texts where what made the features has
    learned from the training labels, as folds over training texts then flatter.

    Parameters
    ----------
    C : float
        Inverse strength of regularisation.
    n_folds : int
        Folds for the out-of-fold scores.
    n_jobs : int or None
        Topics fitted at the same time, as joblib counts.

    Attributes
    ----------
    learned_ : LinearTopics
        Weights, calibration and thresholds; all that predicting needs.
    unseen_probabilities_ : float array of shape (n_held_out or n_samples, n_topics)
        Calibrated probabilities of the held-out texts, or out of fold of the training texts.
    """

    def __init__(self, *, C: float = 10.0, n_folds: int = 5, n_jobs: int | None = None) -> None:
        self.C = C
        self.n_folds = n_folds
        self.n_jobs = n_jobs

    def fit(
        self,
        X: Any,
        y: Any,
        *,
        counted: NDArray[np.bool_] | None = None,
        groups: NDArray[np.int64] | None = None,
        held_out: HeldOut | None = None,
    ) -> Self:
        """Learn every topic.

        Parameters
        ----------
        X : array or sparse matrix of shape (n_samples, n_features)
        y : bool array of shape (n_samples, n_topics)
        counted : bool array of shape (n_samples, n_topics), optional
            False where annotators disagree: the cell is left out.
        groups : int array of shape (n_samples,), optional
            Texts of one group are never parted by a fold.
        held_out : HeldOut, optional
            Texts that neither this classifier nor what made its features learns from.
        """
        X = validate_data(self, X, accept_sparse="csr", dtype=np.float64)
        truth = np.asarray(y, dtype=bool)
        if truth.ndim != 2 or len(truth) != X.shape[0]:
            raise ValueError(f"y has shape {truth.shape}; expected ({X.shape[0]}, n_topics)")
        if counted is None:
            counted = np.ones(truth.shape, dtype=bool)
        if groups is None:
            groups = np.arange(len(truth))
        folds = [] if held_out else list(self._folds(X, groups))
        fitted = Parallel(n_jobs=self.n_jobs)(
            delayed(_fit_topic)(X, truth[:, topic], counted[:, topic], folds, self.C)
            for topic in range(truth.shape[1])
        )
        weights, intercepts, out_of_fold = map(np.stack, zip(*fitted, strict=True))
        if held_out:
            scores = np.asarray(held_out.X @ weights.T) + intercepts
            truth, counted = held_out.truth, held_out.counted
        else:
            scores = out_of_fold.T
        unseen = [
            _calibrate(scores[:, topic], truth[:, topic], counted[:, topic])
            for topic in range(truth.shape[1])
        ]
        slopes, offsets, thresholds, probabilities = zip(*unseen, strict=True)
        self.learned_ = LinearTopics(
            coef=weights.astype(np.float32),
            intercept=intercepts,
            slope=np.array(slopes),
            offset=np.array(offsets),
            thresholds=np.array(thresholds),
        )
        self.unseen_probabilities_ = np.stack(probabilities, axis=1)
        return self

    def decision_function(self, X: Any) -> NDArray[np.float64]:
        """Return the log-odds before calibration, shape (n_samples, n_topics)."""
        check_is_fitted(self)
        return self.learned_.scores(X)

    def predict_proba(self, X: Any) -> NDArray[np.float64]:
        """Return calibrated probabilities, independent per topic, shape (n_samples, n_topics)."""
        check_is_fitted(self)
        return self.learned_.probabilities(X)

    def predict(self, X: Any) -> NDArray[np.bool_]:
        """Return which topics apply, shape (n_samples, n_topics)."""
        return np.asarray(self.predict_proba(X) >= self.learned_.thresholds)

    def _folds(
        self, X: Any, groups: NDArray[np.int64]
    ) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """Folds that part no group; none where there are too few groups."""
        n_folds = min(self.n_folds, len(np.unique(groups)))
        if n_folds >= 2:
            yield from GroupKFold(n_folds, shuffle=True, random_state=0).split(X, groups=groups)


def _fit_topic(
    X: Any,
    truth: NDArray[np.bool_],
    counted: NDArray[np.bool_],
    folds: list[tuple[NDArray[np.int64], NDArray[np.int64]]],
    C: float,
) -> tuple[NDArray[np.float64], float, NDArray[np.float64]]:
    """Fit one topic; return weights, intercept and out-of-fold scores (NaN without folds)."""
    out_of_fold = np.full(len(truth), np.nan)
    for train, test in folds:
        train = train[counted[train]]
        weights, intercept = _fit_logistic(X[train], truth[train], C)
        out_of_fold[test] = X[test] @ weights + intercept
    weights, intercept = _fit_logistic(X[counted], truth[counted], C)
    return weights, intercept, out_of_fold


def _calibrate(
    scores: NDArray[np.float64], truth: NDArray[np.bool_], counted: NDArray[np.bool_]
) -> tuple[float, float, float, NDArray[np.float64]]:
    """Fit slope, offset and threshold of one topic on unseen scores; return the probabilities."""
    usable = counted & np.isfinite(scores)
    slope, offset = fit_sigmoid(scores[usable], truth[usable])
    probabilities = sigmoid(scores * slope + offset)
    threshold = (
        best_threshold(probabilities[usable], truth[usable]) if usable.any() else DEFAULT_THRESHOLD
    )
    return slope, offset, threshold, probabilities


def _fit_logistic(X: Any, truth: NDArray[np.bool_], C: float) -> tuple[NDArray[np.float64], float]:
    """Weights and intercept of one topic; a constant where one class has no example."""
    n_features = X.shape[1]
    n_positive = int(truth.sum())
    if n_positive in (0, len(truth)):
        share = (n_positive + 0.5) / (len(truth) + 1)
        return np.zeros(n_features), float(np.log(share / (1 - share)))
    model = LogisticRegression(
        C=C,
        solver="liblinear",
        tol=_TOLERANCE,
        intercept_scaling=_INTERCEPT_SCALING,
        random_state=0,
    ).fit(csr_matrix(X) if issparse(X) else X, truth)
    return model.coef_[0], float(model.intercept_[0])
