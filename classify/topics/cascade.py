"""A cascade: a fast encoder first; teasers in doubt are passed on to the accurate one."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from classify.compute import check_arrays, logistic
from classify.encoders import CheckedEncoder, EncoderOnCall, describe_encoder
from classify.records import Prediction, Teaser
from classify.storage import entry
from classify.taxonomy import Taxonomy
from classify.topics.head import TopicHead, TopicSettings

DEFAULT_ACCURATE_SHARE = 0.6
"""Chosen for the bundled model: the smallest share within half a point of macro-F1."""

_DOUBTS = "doubts"

Thorough = Callable[[Sequence[Teaser], NDArray[np.float64]], Sequence[Prediction]]
"""Labels teasers, given the first look's log-odds (n_teasers, n_topics)."""


class FirstLook:
    """A head on a fast encoder, and the distribution of its doubt over unseen teasers.

    Parameters
    ----------
    on_call : EncoderOnCall
        The encoder, loaded when it is first needed.
    head : TopicHead
    doubts : float array of shape (n_unseen,)
        The doubt of each unseen teaser; see `doubt`.
    accurate_share : float
        Share of such teasers that is passed on by default.
    """

    def __init__(
        self,
        on_call: EncoderOnCall,
        head: TopicHead,
        doubts: NDArray[np.float32],
        *,
        accurate_share: float,
    ) -> None:
        self._on_call = on_call
        self.head = head
        self._doubts = doubts
        self.accurate_share = accurate_share

    @classmethod
    def from_head(
        cls,
        encoder: CheckedEncoder,
        head: TopicHead,
        *,
        accurate_share: float = DEFAULT_ACCURATE_SHARE,
    ) -> Self:
        """Make one of a head that was fitted on vectors of this encoder."""
        doubts = doubt(head.unseen.probabilities, head.topics.thresholds)
        return cls(
            EncoderOnCall.of(encoder),
            head,
            doubts.astype(np.float32),
            accurate_share=accurate_share,
        )

    def with_min_precision(self, min_precision: float) -> FirstLook:
        """Return a first look as precise; see `TopicHead.with_min_precision`."""
        head = self.head.with_min_precision(min_precision)
        thresholds = np.minimum(head.topics.thresholds, 1.0)
        doubts = doubt(head.unseen.probabilities, thresholds).astype(np.float32)
        return FirstLook(self._on_call, head, doubts, accurate_share=self.accurate_share)

    @property
    def encoder(self) -> CheckedEncoder:
        """The fast encoder."""
        return self._on_call.encoder

    def bound(self, accurate_share: float) -> float:
        """Doubt above which a teaser is passed on, so that about this share of teasers is.

        It is one number for all teasers: a teaser's path does not depend on the others.

        Raises
        ------
        ValueError
            If the share is not between 0 and 1.
        """
        if not 0 <= accurate_share <= 1:
            raise ValueError(f"accurate_share is {accurate_share}; it is a share, from 0 to 1")
        if accurate_share == 1 or not len(self._doubts):
            return -1.0  # below every doubt
        if accurate_share == 0:
            return math.inf
        return float(np.quantile(self._doubts, 1 - accurate_share))

    def log_odds(self, passages: Sequence[str]) -> NDArray[np.float64]:
        """Return its log-odds for texts, shape (n_texts, n_topics)."""
        return self.head.log_odds(passages, self.encoder.encode(passages))

    def predict(
        self,
        teasers: Sequence[Teaser],
        thorough: Thorough,
        *,
        accurate_share: float | None = None,
    ) -> list[Prediction]:
        """Label teasers, those in doubt with `thorough`.

        A teaser that is too short, or in another language, abstains either way and is not passed
        on. One that is unlike the training teasers is.

        Parameters
        ----------
        teasers : sequence of Teaser
        thorough : callable
            Labels the teasers that are passed on, given the log-odds of the first look.
        accurate_share : float, optional
            Share of ordinary teasers that is passed on; the model's default if not given.
        """
        bound = self.bound(self.accurate_share if accurate_share is None else accurate_share)
        if not teasers:
            return []
        passages = [teaser.passage for teaser in teasers]
        vectors = self.encoder.encode(passages)
        log_odds = self.head.log_odds(passages, vectors)
        predictions = self.head.conclude(teasers, vectors, log_odds)
        doubts = doubt(logistic(log_odds), self.head.topics.thresholds)
        doubts[[one.reason == "novel" for one in predictions]] = math.inf
        doubts[[one.reason in ("language", "too short") for one in predictions]] = -1
        rows = np.flatnonzero(doubts > bound).tolist()
        if rows:
            answers = thorough([teasers[row] for row in rows], log_odds[rows])
            for row, prediction in zip(rows, answers, strict=True):
                predictions[row] = prediction
        return predictions

    def manifest(self) -> dict[str, Any]:
        """Return all that a bundle keeps but the arrays, in JSON values."""
        return {
            "encoder": describe_encoder(self.encoder),
            "labelling": self.head.settings.to_dict(),
            "accurate_share": self.accurate_share,
        }

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return what was learned as plain arrays."""
        return {**self.head.to_arrays(), _DOUBTS: self._doubts}

    @classmethod
    def restore(
        cls,
        manifest: Mapping[str, Any],
        arrays: Mapping[str, NDArray[Any]],
        *,
        taxonomy: Taxonomy,
        load: Callable[[], CheckedEncoder],
    ) -> Self:
        """Restore what `manifest` and `to_arrays` returned."""
        accurate_share = entry(manifest, "accurate_share", float, place="first_look")
        if not 0 <= accurate_share <= 1:
            raise ValueError(
                f"first_look.accurate_share is {accurate_share}; it is a share, from 0 to 1"
            )
        head = TopicHead.from_arrays(
            arrays,
            taxonomy=taxonomy,
            settings=TopicSettings.from_dict(manifest["labelling"]),
            n_dims=manifest["encoder"]["n_dims"],
        )
        check_arrays(arrays, {_DOUBTS: ("n_unseen",)})
        return cls(EncoderOnCall(load), head, arrays[_DOUBTS], accurate_share=accurate_share)


def doubt(
    probabilities: NDArray[np.float64], thresholds: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Doubt: how many decisions are close to their thresholds.

    Parameters
    ----------
    probabilities : float array of shape (n_teasers, n_topics)
    thresholds : float array of shape (n_topics,)

    Returns
    -------
    float array of shape (n_teasers,): a topic on its threshold counts 1, one that is further away
    e to the minus distance, in log-odds
    """
    distances = np.abs(_log_odds(probabilities) - _log_odds(thresholds))
    near: NDArray[np.float64] = np.exp(-distances).sum(axis=1)
    return near


def _log_odds(probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    inside = np.clip(probabilities, 1e-9, 1 - 1e-9)
    odds: NDArray[np.float64] = np.log(inside / (1 - inside))
    return odds
