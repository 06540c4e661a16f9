"""Labelled teasers, definitions and an encoder to what a pipeline knows of topics."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from classify.datasets import Labels
from classify.encoders import FAST_ENCODER, CheckedEncoder, load_encoder
from classify.errors import LabelError
from classify.records import LabelledTeaser, Teaser
from classify.taxonomy import Taxonomy
from classify.topics.calibration import sigmoid
from classify.topics.cascade import FirstLook
from classify.topics.classifier import Labeller, LabellingSettings
from classify.topics.training_set import Lesson, definition_lesson, joined, self_taught_labels

Progress = Callable[[int], None]
KnownNews = Callable[[CheckedEncoder], NDArray[np.float32] | None]
"""Vectors of known teasers by an encoder, shape (n, n_dims), or None."""


def _nothing_known(encoder: CheckedEncoder) -> None:
    return None


@dataclass(frozen=True, slots=True)
class TrainingTexts:
    """All that a model learns from."""

    taxonomy: Taxonomy
    labelled: Sequence[LabelledTeaser] = ()
    groups: Sequence[int] | None = None
    """For each labelled teaser a number; those that share one are never parted by a fold."""
    held_out: Sequence[LabelledTeaser] = ()
    """To fit probabilities and thresholds on; out of fold if there are none."""
    unlabelled: Sequence[Teaser] = ()
    """To learn from by its own sure decisions."""

    @property
    def passages(self) -> list[str]:
        """All texts: labelled, held out, unlabelled, and descriptions of defined topics."""
        return [
            *(item.teaser.passage for item in (*self.labelled, *self.held_out)),
            *(teaser.passage for teaser in self.unlabelled),
            *(topic.description for topic in self.taxonomy if topic.definition),
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lessons:
    """The same texts as one encoder sees them."""

    own: Lesson
    taught: Lesson
    """Definitions, and later the labeller's own sure decisions."""
    unlabelled: Lesson
    held_out: Lesson | None
    """What calibrates: held-out texts, or unlabelled ones where nothing is labelled."""


def train_topics(
    texts: TrainingTexts,
    encoder: CheckedEncoder,
    *,
    fast_encoder: CheckedEncoder | None = None,
    known_news: KnownNews = _nothing_known,
    settings: LabellingSettings | None = None,
    on_progress: Progress | None = None,
) -> tuple[Labeller, FirstLook]:
    """Train a labeller, and beside it a first look on a fast encoder and on words.

    Where nothing is labelled, definitions alone decide, and the spread of scores over unlabelled
    teasers (or over those that the bundled model knows) makes probabilities of them.

    Parameters
    ----------
    texts : TrainingTexts
    encoder : CheckedEncoder
    fast_encoder : CheckedEncoder, optional
        The bundled one if not given.
    known_news : callable, optional
        Gives the vectors of known teasers by an encoder, or None.
    settings : LabellingSettings, optional
        The first look differs in that it takes words as well.
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
    settings = settings or LabellingSettings()
    fast_encoder = fast_encoder or load_encoder(FAST_ENCODER)
    looks = replace(settings, words=True), settings
    views = (
        _lessons(texts, fast_encoder, settings, known_news),
        _lessons(texts, encoder, settings, known_news, on_progress),
    )
    look, labeller = _fit_both(texts.taxonomy, views, looks)
    if texts.unlabelled:
        fast, thorough = (lessons.unlabelled for lessons in views)
        opinions = look.log_odds(fast.passages, fast.vectors)
        log_odds = labeller.log_odds(thorough.passages, thorough.vectors, opinions)
        labels = self_taught_labels(sigmoid(log_odds), labeller.topics.thresholds)
        views = _with_own_decisions(views[0], labels), _with_own_decisions(views[1], labels)
        look, labeller = _fit_both(texts.taxonomy, views, looks)
    return labeller, FirstLook.from_labeller(fast_encoder, look)


def _fit_both(
    taxonomy: Taxonomy,
    views: tuple[_Lessons, _Lessons],
    settings: tuple[LabellingSettings, LabellingSettings],
) -> tuple[Labeller, Labeller]:
    """Fit the first look, and the labeller that hears its opinion."""
    fast, thorough = views
    look = Labeller.fit(
        fast.own,
        taxonomy=taxonomy,
        taught=fast.taught,
        held_out=fast.held_out,
        settings=settings[0],
    )
    return look, Labeller.fit(
        thorough.own,
        taxonomy=taxonomy,
        taught=thorough.taught,
        held_out=thorough.held_out,
        opinions=look.unseen.log_odds,
        settings=settings[1],
    )


def _with_own_decisions(lessons: _Lessons, labels: Labels) -> _Lessons:
    decided = replace(lessons.unlabelled, labels=labels)
    return replace(lessons, taught=joined(lessons.taught, decided))


def _lessons(
    texts: TrainingTexts,
    encoder: CheckedEncoder,
    settings: LabellingSettings,
    known_news: KnownNews,
    on_progress: Progress | None = None,
) -> _Lessons:
    """Encode all texts at once, and sort them by what they are for."""
    passages, taxonomy = texts.passages, texts.taxonomy
    vectors = encoder.encode(passages, on_progress=on_progress)
    n_own, n_held_out = len(texts.labelled), len(texts.held_out)
    n_unlabelled = len(texts.unlabelled)
    ends = np.cumsum([n_own, n_held_out, n_unlabelled])
    own, held_out, unlabelled, definitions = np.split(vectors, ends)
    held_out_lesson = Lesson.of(texts.held_out, held_out, taxonomy) if texts.held_out else None
    unlabelled_lesson = Lesson.unlabelled(passages[ends[1] : ends[2]], unlabelled, taxonomy)
    if held_out_lesson is None and not texts.labelled:
        held_out_lesson = (
            unlabelled_lesson if n_unlabelled else _known_texts(encoder, taxonomy, known_news)
        )
    return _Lessons(
        own=Lesson.of(texts.labelled, own, taxonomy, texts.groups),
        taught=definition_lesson(taxonomy, definitions, weight=settings.definition_weight),
        unlabelled=unlabelled_lesson,
        held_out=held_out_lesson,
    )


def _known_texts(encoder: CheckedEncoder, taxonomy: Taxonomy, known_news: KnownNews) -> Lesson:
    """Take what is known of news in the vectors of this encoder."""
    vectors = known_news(encoder)
    if vectors is None:
        raise LabelError(
            "topics",
            f"nothing is labelled, and what news looks like to the encoder {encoder.name!r} is not "
            "known: give unlabelled teasers as well (--unlabelled FILE)",
        )
    return Lesson.unlabelled([""] * len(vectors), vectors, taxonomy, borrowed=True)
