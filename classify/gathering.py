"""Teasers, vectors and predictions to Story records."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from classify.labelling import Labeller
from classify.records import Prediction, Story, Teaser
from classify.stories import Group, Lexicon, PairModel, StorySettings, find_stories, read_lexicon
from classify.words import WordFeatures

_SECONDS_PER_DAY = 86_400.0
_KINDS_OF_MANY_EVENTS = ("digest",)


def gather(
    teasers: Sequence[Teaser],
    vectors: NDArray[np.float32],
    predictions: Sequence[Prediction],
    labeller: Labeller,
    settings: StorySettings,
    pair_model: PairModel | None = None,
) -> list[tuple[Story, dict[str, float]]]:
    """Find the stories that teasers tell.

    Parameters
    ----------
    teasers : sequence of Teaser, with distinct ids
    vectors : float32 array of shape (n_teasers, n_dims)
    predictions : sequence of Prediction, one a teaser
    labeller : Labeller
        Decides on the topics of a story.
    settings : StorySettings
    pair_model : PairModel, optional
        Decides which pairs tell one event; similarity does without it.

    Returns
    -------
    stories, each with the probabilities of its topics
    """
    # the words of this pile, not of the training data: new names are what tells stories apart
    words: Lexicon | csr_matrix
    if pair_model:
        words = read_lexicon([one.headline for one in teasers], [one.text for one in teasers])
    else:
        passages = [teaser.passage for teaser in teasers]
        words = WordFeatures.fit(passages, min_documents=1).transform(passages)
    days = np.array(
        [
            teaser.published.timestamp() / _SECONDS_PER_DAY if teaser.published else np.nan
            for teaser in teasers
        ]
    )
    groups = find_stories(
        vectors,
        words,
        days,
        [teaser.id for teaser in teasers],
        settings,
        alone=np.array(
            [
                teaser.kind in _KINDS_OF_MANY_EVENTS or prediction.reason == "language"
                for teaser, prediction in zip(teasers, predictions, strict=True)
            ],
            dtype=bool,
        ),
        pair_model=pair_model,
    )
    found = []
    for group in groups:
        probabilities = _story_topics([predictions[row] for row in group.members], labeller)
        found.append((_story(group, teasers, tuple(probabilities)), probabilities))
    return found


def _story(group: Group, teasers: Sequence[Teaser], topics: tuple[str, ...]) -> Story:
    members = tuple(teasers[row] for row in group.members)
    dates = sorted(teaser.published for teaser in members if teaser.published)
    return Story(
        id=f"s{hashlib.sha256(teasers[group.founder].id.encode()).hexdigest()[:15]}",
        teasers=members,
        lead=teasers[group.lead].id,
        topics=topics,
        cohesion=group.cohesion,
        first_reported=dates[0] if dates else None,
        last_reported=dates[-1] if dates else None,
        outlets=tuple(sorted({outlet for teaser in members for outlet in teaser.outlets})),
    )


def _story_topics(predictions: Sequence[Prediction], labeller: Labeller) -> dict[str, float]:
    """Topics of a story, the most probable first, with their mean probabilities.

    Teasers that abstained have no say.
    """
    heard = [prediction for prediction in predictions if prediction.status != "abstained"]
    if not heard:
        return {}
    means = {
        key: float(np.mean([prediction.probabilities[key] for prediction in heard]))
        for key in labeller.taxonomy.keys
    }
    return {key: means[key] for key in labeller.decide(means)}
