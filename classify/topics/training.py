"""Train a topic head and its first look on labelled teasers, definitions and an encoder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from classify.compute import Progress, logistic
from classify.datasets import Labels
from classify.encoders import FAST_ENCODER, CheckedEncoder, load_encoder
from classify.errors import LabelError
from classify.records import LabelledTeaser, Teaser
from classify.taxonomy import Taxonomy
from classify.topics.cascade import FirstLook
from classify.topics.head import TopicHead, TopicSettings
from classify.topics.training_set import TrainingSet, definition_set, joined, self_taught_labels

KnownNews = Callable[[CheckedEncoder], NDArray[np.float32] | None]
"""Vectors of known teasers by an encoder, shape (n, n_dims), or None."""


def nothing_known(encoder: CheckedEncoder) -> None:
    """Return None: no vectors of ordinary teasers are known."""


@dataclass(frozen=True, slots=True)
class TrainingTexts:
    """All that a model learns from."""

    taxonomy: Taxonomy
    labelled: Sequence[LabelledTeaser] = ()
    groups: Sequence[int] | None = None
    """For each labelled teaser a number; those that share one are never split by a fold."""
    held_out: Sequence[LabelledTeaser] = ()
    """To fit calibration and thresholds on; out-of-fold scores are used if there are none."""
    unlabelled: Sequence[Teaser] = ()
    """For self-training."""

    @property
    def passages(self) -> list[str]:
        """All texts: labelled, held out, unlabelled, and descriptions of defined topics."""
        return [
            *(item.teaser.passage for item in (*self.labelled, *self.held_out)),
            *(teaser.passage for teaser in self.unlabelled),
            *(topic.description for topic in self.taxonomy if topic.definition),
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _TrainingSets:
    """The same texts as one encoder sees them."""

    own: TrainingSet
    taught: TrainingSet
    """Definitions, and later the confident decisions of self-training."""
    unlabelled: TrainingSet
    held_out: TrainingSet | None
    """What calibrates: held-out texts, or unlabelled ones where nothing is labelled."""


def train_topics(
    texts: TrainingTexts,
    encoder: CheckedEncoder,
    *,
    fast_encoder: CheckedEncoder | None = None,
    known_news: KnownNews = nothing_known,
    settings: TopicSettings | None = None,
    on_progress: Progress | None = None,
) -> tuple[TopicHead, FirstLook]:
    """Train a head, and beside it a first look on a fast encoder and on words.

    Where nothing is labelled, definitions alone decide, and probabilities are derived from the
    spread of scores over unlabelled teasers (or over the training teasers of the bundled model).

    Parameters
    ----------
    texts : TrainingTexts
    encoder : CheckedEncoder
    fast_encoder : CheckedEncoder, optional
        The bundled one if not given.
    known_news : callable, optional
        Gives the vectors of known teasers by an encoder, or None.
    settings : TopicSettings, optional
        The first look also has words as features.
    on_progress : callable, optional
        Called with the number of texts encoded since the last call.

    Raises
    ------
    LabelError
        If there is nothing to learn from.
    """
    if not texts.labelled and not any(topic.definition for topic in texts.taxonomy):
        raise LabelError(
            "topics",
            "there is nothing to learn from: give labelled teasers, or a definition of each topic",
        )
    settings = settings or TopicSettings()
    fast_encoder = fast_encoder or load_encoder(FAST_ENCODER)
    looks = replace(settings, words=True), settings
    views = (
        _training_sets(texts, fast_encoder, settings, known_news),
        _training_sets(texts, encoder, settings, known_news, on_progress),
    )
    look, head = _fit_both(texts.taxonomy, views, looks)
    if texts.unlabelled:
        fast, thorough = (sets.unlabelled for sets in views)
        opinions = look.log_odds(fast.passages, fast.vectors)
        log_odds = head.log_odds(thorough.passages, thorough.vectors, opinions)
        labels = self_taught_labels(logistic(log_odds), head.topics.thresholds)
        views = _with_own_decisions(views[0], labels), _with_own_decisions(views[1], labels)
        look, head = _fit_both(texts.taxonomy, views, looks)
    return head, FirstLook.from_head(fast_encoder, look)


def _fit_both(
    taxonomy: Taxonomy,
    views: tuple[_TrainingSets, _TrainingSets],
    settings: tuple[TopicSettings, TopicSettings],
) -> tuple[TopicHead, TopicHead]:
    """Fit the first look, and the head that takes its log-odds too."""
    fast, thorough = views
    look = TopicHead.fit(
        fast.own,
        taxonomy=taxonomy,
        taught=fast.taught,
        held_out=fast.held_out,
        settings=settings[0],
    )
    return look, TopicHead.fit(
        thorough.own,
        taxonomy=taxonomy,
        taught=thorough.taught,
        held_out=thorough.held_out,
        opinions=look.unseen.log_odds,
        settings=settings[1],
    )


def _with_own_decisions(sets: _TrainingSets, labels: Labels) -> _TrainingSets:
    decided = replace(sets.unlabelled, labels=labels)
    return replace(sets, taught=joined(sets.taught, decided))


def _training_sets(
    texts: TrainingTexts,
    encoder: CheckedEncoder,
    settings: TopicSettings,
    known_news: KnownNews,
    on_progress: Progress | None = None,
) -> _TrainingSets:
    """Encode all texts at once, and sort them by their use."""
    passages, taxonomy = texts.passages, texts.taxonomy
    vectors = encoder.encode(passages, on_progress=on_progress)
    n_own, n_held_out = len(texts.labelled), len(texts.held_out)
    n_unlabelled = len(texts.unlabelled)
    ends = np.cumsum([n_own, n_held_out, n_unlabelled])
    own, held_out, unlabelled, definitions = np.split(vectors, ends)
    held_out_set = TrainingSet.of(texts.held_out, held_out, taxonomy) if texts.held_out else None
    unlabelled_set = TrainingSet.unlabelled(passages[ends[1] : ends[2]], unlabelled, taxonomy)
    if held_out_set is None and not texts.labelled:
        held_out_set = (
            unlabelled_set if n_unlabelled else _known_texts(encoder, taxonomy, known_news)
        )
    return _TrainingSets(
        own=TrainingSet.of(texts.labelled, own, taxonomy, texts.groups),
        taught=definition_set(taxonomy, definitions, weight=settings.definition_weight),
        unlabelled=unlabelled_set,
        held_out=held_out_set,
    )


def _known_texts(encoder: CheckedEncoder, taxonomy: Taxonomy, known_news: KnownNews) -> TrainingSet:
    """Return vectors of ordinary news by this encoder."""
    vectors = known_news(encoder)
    if vectors is None:
        raise LabelError(
            "topics",
            f"nothing is labelled, and what news looks like to the encoder {encoder.name!r} is not "
            "known: give unlabelled teasers as well (--unlabelled FILE)",
        )
    return TrainingSet.unlabelled([""] * len(vectors), vectors, taxonomy, borrowed=True)
