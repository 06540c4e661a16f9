"""A linear classifier for topics that do not exclude each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, issparse
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.svm import LinearSVC
from sklearn.utils import Tags
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from classify.compute import logistic, one_blas_thread
from classify.topics.calibration import calibrate
from classify.topics.linear_model import LinearTopics
from classify.topics.opinion_pool import pool_weights
from classify.topics.thresholds import f1_thresholds

_TOLERANCE = 1e-3  # liblinear's; a tenth of it changes no decision and takes twice the time
_MARGIN_TOLERANCE = 1e-4  # of support vectors; a tenth of the other takes hardly longer
_INTERCEPT_SCALING = 5.0  # liblinear shrinks the intercept too; scaled up, hardly

Rows = NDArray[np.int64]
Cells = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOut:
    """Texts held out of training: for pool weights, calibration and thresholds."""

    X: Any
    """Array or sparse matrix of shape (n_texts, n_features)."""
    truth: Cells
    """Shape (n_texts, n_topics)."""
    counted: Cells
    """Shape (n_texts, n_topics); False where annotators disagree, or nobody knows."""
    borrowed: bool = False
    """Whether they are of another origin: a topic's frequency among them does not predict its later
    frequency, so that all topics without examples share one curve."""


class TopicEstimator(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """One linear model per topic, calibrated, with a threshold of its own each.

    Features may come in blocks (vectors of an encoder, words). Each block is fitted separately, and
    the log-odds are pooled with weights that are fitted on unseen texts: see `pool_weights`. So are
    the log-odds of another classifier, where they are given.

    Pool weights, calibration and thresholds are fitted on unseen texts: on held-out texts where
    they are given, or else on out-of-fold scores, with folds that never split a group. Give
    held-out texts where the encoder of the features was trained on the training labels, as
    out-of-fold scores are then optimistic.

    Parameters
    ----------
    C : float or sequence of float
        Inverse strength of regularisation; one for all blocks, or one for each.
    loss : str or sequence of str
        "logistic", or "squared_hinge" (a linear support vector machine), which does better on many
        sparse features; one for all blocks, or one for each.
    n_folds : int
        Folds for the out-of-fold scores.
    n_jobs : int or None
        Topics fitted at the same time, as joblib counts.

    Attributes
    ----------
    learned_ : LinearTopics
        Weights, calibration and thresholds; all that predicting needs.
    classes_ : array of shape (n_classes,)
        The labels, sorted, where each text has one; else the numbers of the columns.
    one_label_ : bool
        Whether each text has one label. Two classes are then learned as one topic, the second.
    unseen_log_odds_ : float array of shape (n_held_out or n_samples, n_topics)
        Calibrated log-odds of the held-out texts, or out of fold of the training texts; nan where
        there are none.
    """

    def __init__(
        self,
        *,
        C: float | Sequence[float] = 1.0,
        loss: str | Sequence[str] = "logistic",
        n_folds: int = 5,
        n_jobs: int | None = None,
    ) -> None:
        self.C = C
        self.loss = loss
        self.n_folds = n_folds
        self.n_jobs = n_jobs

    @one_blas_thread()
    def fit(
        self,
        X: Any,
        y: Any,
        *,
        blocks: Sequence[int] | None = None,
        cell_weight: NDArray[np.float64] | None = None,
        groups: NDArray[np.int64] | None = None,
        taught: NDArray[np.bool_] | None = None,
        held_out: HeldOut | None = None,
        opinions: NDArray[np.float64] | None = None,
    ) -> Self:
        """Learn every topic.

        Parameters
        ----------
        X : array or sparse matrix of shape (n_samples, n_features)
        y : bool array of shape (n_samples, n_topics), or labels of shape (n_samples,)
            A column for each topic; or one label a text, such as a list of class names.
        blocks : sequence of int, optional
            Widths of the blocks of features; one block if not given.
        cell_weight : float array of shape (n_samples, n_topics), optional
            What each label counts; 0 leaves the cell out, as where annotators disagree.
        groups : int array of shape (n_samples,), optional
            Texts of one group are never split by a fold.
        taught : bool array of shape (n_samples,), optional
            True for rows that are no ordinary texts, such as definitions: in the training data of
            every fold, never scored.
        held_out : HeldOut, optional
            Texts that neither this classifier nor what made its features learns from.
        opinions : float array of shape (n_held_out or n_samples, n_topics), optional
            Another classifier's log-odds of the same unseen texts.
        """
        X, y = validate_data(self, X, y, accept_sparse="csr", dtype=np.float64, multi_output=True)
        self.classes_, truth, self.one_label_ = _as_cells(y)
        weight = np.ones(truth.shape) if cell_weight is None else np.asarray(cell_weight, float)
        taught = np.zeros(len(truth), dtype=bool) if taught is None else np.asarray(taught)
        groups = np.arange(len(truth)) if groups is None else np.asarray(groups)
        folds = [] if held_out else list(self._folds(np.flatnonzero(~taught), groups))
        parts, views = [], []
        for columns, learner in self._blocks(blocks):
            block = X[:, columns]
            fitted = Parallel(n_jobs=self.n_jobs, prefer="threads")(
                delayed(_fit_topic)(block, truth[:, topic], weight[:, topic], folds, learner)
                for topic in range(truth.shape[1])
            )
            coef, intercept, out_of_fold = map(np.stack, zip(*fitted, strict=True))
            parts.append((coef, intercept))
            views.append(
                np.asarray(held_out.X[:, columns] @ coef.T) + intercept
                if held_out
                else out_of_fold.T
            )
        known = HeldOut(X=None, truth=truth, counted=(weight > 0) & ~taught[:, None])
        self._combine(parts, views, held_out or known, opinions)
        return self

    def decision_function(self, X: Any) -> NDArray[np.float64]:
        """Return the calibrated log-odds, shape (n_samples, n_topics).

        Of two classes, those of the second, shape (n_samples,).
        """
        check_is_fitted(self)
        X = validate_data(self, X, accept_sparse="csr", dtype=np.float64, reset=False)
        log_odds = self.learned_.log_odds(X)
        return log_odds[:, 0] if self._is_binary else log_odds

    def predict_proba(self, X: Any) -> NDArray[np.float64]:
        """Return calibrated probabilities, shape (n_samples, n_topics).

        Those of topics are independent. Those of labels, of which a text has one, add up to 1.
        """
        probabilities = logistic(self.decision_function(X))
        if not self.one_label_:
            return probabilities
        if self._is_binary:
            return np.stack([1 - probabilities, probabilities], axis=1)
        # all may be as good as 0, as for a text unlike all that was learned
        total = np.maximum(probabilities.sum(axis=1, keepdims=True), np.finfo(float).tiny)
        return np.asarray(probabilities / total)

    def predict(self, X: Any) -> NDArray[Any]:
        """Return 1 where a topic applies and 0 elsewhere, shape (n_samples, n_topics).

        Where each text has one label: the most probable, shape (n_samples,).
        """
        check_is_fitted(self)
        if self.one_label_:
            scores = self.decision_function(X)
            best = (scores > 0).astype(int) if self._is_binary else scores.argmax(axis=1)
            return np.asarray(self.classes_[best])
        probabilities = self.predict_proba(X)
        return np.asarray(probabilities >= self.learned_.thresholds).astype(np.int64)

    @property
    def _is_binary(self) -> bool:
        return self.one_label_ and len(self.classes_) == 2

    @property
    def unseen_probabilities_(self) -> NDArray[np.float64]:
        """Calibrated probabilities of the unseen texts; see `unseen_log_odds_`."""
        return logistic(self.unseen_log_odds_)

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = True
        tags.classifier_tags.multi_label = True
        tags.target_tags.multi_output = True
        return tags

    def _blocks(self, blocks: Sequence[int] | None) -> Iterator[tuple[slice, Any]]:
        """Columns of each block, and what learns it."""
        widths = [self.n_features_in_] if blocks is None else list(blocks)
        if sum(widths) != self.n_features_in_:
            raise ValueError(f"blocks of {widths} columns, but X has {self.n_features_in_}")
        C = [self.C] * len(widths) if isinstance(self.C, (int, float)) else list(self.C)
        loss = [self.loss] * len(widths) if isinstance(self.loss, str) else list(self.loss)
        ends = np.cumsum(widths).tolist()
        for width, end, strength, name in zip(widths, ends, C, loss, strict=True):
            if name not in _LEARNERS:
                raise ValueError(f"no loss {name!r}; known: {', '.join(_LEARNERS)}")
            if width:
                yield slice(end - width, end), _LEARNERS[name](strength)

    def _combine(
        self,
        parts: Sequence[tuple[NDArray[np.float64], NDArray[np.float64]]],
        views: Sequence[NDArray[np.float64]],
        unseen: HeldOut,
        opinions: NDArray[np.float64] | None,
    ) -> None:
        """Add the blocks up, calibrate the sum, and set thresholds."""
        everything = list(views) if opinions is None else [*views, opinions]
        weights = pool_weights(everything, unseen.truth, unseen.counted)
        scores = np.add.reduce(
            [weight * view for weight, view in zip(weights, everything, strict=True)]
        )
        blocks = list(zip(weights, parts, strict=False))  # the last weight may be the opinions'
        coef = np.hstack([weight * part for weight, (part, _) in blocks])
        slope, offset = calibrate(
            scores,
            unseen.truth,
            unseen.counted,
            known=np.abs(coef).max(axis=1) > 0,
            borrowed=unseen.borrowed,
        )
        self.unseen_log_odds_ = scores * slope + offset
        self.learned_ = LinearTopics(
            coef=coef.astype(np.float32),
            intercept=np.add.reduce([weight * intercept for weight, (_, intercept) in blocks]),
            slope=slope,
            offset=offset,
            thresholds=f1_thresholds(logistic(self.unseen_log_odds_), unseen.truth, unseen.counted),
            opinion_weight=np.array(0.0 if opinions is None else weights[-1]),
        )

    def _folds(self, scored: Rows, groups: NDArray[np.int64]) -> Iterator[Rows]:
        """Rows left out of each fold; none where there are too few groups."""
        n_folds = min(self.n_folds, len(np.unique(groups[scored])))
        if n_folds >= 2:
            folds = GroupKFold(n_folds, shuffle=True, random_state=0)
            for _, test in folds.split(scored, groups=groups[scored]):
                yield scored[test]


def _as_cells(y: Any) -> tuple[NDArray[Any], Cells, bool]:
    """Return the classes, what is true of each text, and whether each text has one label."""
    truth = np.asarray(y.toarray() if issparse(y) else y)
    if truth.ndim == 1:
        check_classification_targets(truth)
        classes = np.unique(truth)
        columns = classes[1:] if len(classes) == 2 else classes
        return classes, truth[:, None] == columns, True
    if not np.isin(truth, (0, 1)).all():
        raise ValueError(
            "Unknown label type: y holds other values than 0 and 1. Give each topic a column, or "
            "each text one label, in an array of one dimension"
        )
    return np.arange(truth.shape[1]), truth.astype(bool), False


def _logistic(C: float) -> LogisticRegression:
    return LogisticRegression(
        C=C,
        solver="liblinear",
        tol=_TOLERANCE,
        intercept_scaling=_INTERCEPT_SCALING,
        random_state=0,
    )


def _support_vectors(C: float) -> LinearSVC:
    # The dual solver is randomised, and all threads of a process share one random source: results
    # would depend on the timing of threads. The primal solver is deterministic.
    return LinearSVC(C=C, dual=False, tol=_MARGIN_TOLERANCE)


_LEARNERS: dict[str, Callable[[float], Any]] = {
    "logistic": _logistic,
    "squared_hinge": _support_vectors,
}


def _fit_topic(
    X: Any,
    truth: NDArray[np.bool_],
    weight: NDArray[np.float64],
    folds: Sequence[Rows],
    learner: Any,
) -> tuple[NDArray[np.float64], float, NDArray[np.float64]]:
    """Fit one topic; return weights, intercept and out-of-fold scores (nan without folds)."""
    out_of_fold = np.full(len(truth), np.nan)
    used = weight > 0
    for left_out in folds:
        kept = used.copy()
        kept[left_out] = False
        coef, intercept = _fit_linear(X[kept], truth[kept], weight[kept], learner)
        out_of_fold[left_out] = X[left_out] @ coef + intercept
    return *_fit_linear(X[used], truth[used], weight[used], learner), out_of_fold


def _fit_linear(
    X: Any, truth: NDArray[np.bool_], weight: NDArray[np.float64], learner: Any
) -> tuple[NDArray[np.float64], float]:
    """Weights and intercept of one topic; a constant where one class has no example."""
    n_features = X.shape[1]
    n_positive = int(truth.sum())
    if n_positive in (0, len(truth)):
        share = (n_positive + 0.5) / (len(truth) + 1)
        return np.zeros(n_features), float(np.log(share / (1 - share)))
    rows = csr_matrix(X) if issparse(X) else X
    model = clone(learner).fit(rows, truth, sample_weight=weight)
    return model.coef_[0], float(model.intercept_[0])
