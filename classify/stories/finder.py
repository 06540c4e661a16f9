"""Teasers, vectors and predictions to Story records."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from classify.records import Correction, Link, Prediction, Story, Teaser
from classify.stories.clustering import StorySettings, find_stories
from classify.stories.constraints import corrected_pairs
from classify.stories.groups import Group
from classify.stories.lexical_features import Lexicon, read_lexicon
from classify.stories.pair_features import GROUNDS
from classify.stories.pair_model import PairModel
from classify.text import WordFeatures
from classify.topics import TopicClassifier

_SECONDS_PER_DAY = 86_400.0
_KINDS_OF_MANY_EVENTS = ("digest",)


def gather(
    teasers: Sequence[Teaser],
    vectors: NDArray[np.float32],
    predictions: Sequence[Prediction],
    classifier: TopicClassifier,
    settings: StorySettings,
    pair_model: PairModel | None = None,
    corrections: Sequence[Correction] = (),
) -> list[tuple[Story, dict[str, float]]]:
    """Find the stories that teasers tell.

    Parameters
    ----------
    teasers : sequence of Teaser, with distinct ids
    vectors : float32 array of shape (n_teasers, n_dims)
    predictions : sequence of Prediction, one a teaser
    classifier : TopicClassifier
        Decides on the topics of a story.
    settings : StorySettings
    pair_model : PairModel, optional
        Decides which pairs tell one event; similarity does without it.
    corrections : sequence of Correction, without contradiction
        Win over all else; those of teasers that are not here change nothing.

    Returns
    -------
    stories, each with the probabilities of its topics
    """
    words = _read_words(teasers, pair_model)
    days = np.array(
        [
            teaser.published.timestamp() / _SECONDS_PER_DAY if teaser.published else np.nan
            for teaser in teasers
        ]
    )
    same, different = corrected_pairs(corrections, teasers)
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
        same=same,
        different=different,
    )
    joined = [(teasers[one].id, teasers[other].id) for one, other in same]
    found = []
    for group in groups:
        probabilities = _story_topics([predictions[row] for row in group.members], classifier)
        found.append((_story(group, teasers, tuple(probabilities), joined), probabilities))
    return found


def _read_words(teasers: Sequence[Teaser], pair_model: PairModel | None) -> Lexicon | csr_matrix:
    """Read the words of this pile, not of the training data: new names tell stories apart."""
    if pair_model:
        return read_lexicon([one.headline for one in teasers], [one.text for one in teasers])
    passages = [teaser.passage for teaser in teasers]
    return WordFeatures.fit(passages, min_documents=1).transform(passages)


def story_id(founder: str) -> str:
    """Hash the id of a founding teaser into the id of its story: "s" and 15 hexadecimal digits."""
    return f"s{hashlib.sha256(founder.encode()).hexdigest()[:15]}"


def _story(
    group: Group,
    teasers: Sequence[Teaser],
    topics: tuple[str, ...],
    joined: Sequence[tuple[str, str]],
) -> Story:
    members = tuple(teasers[row] for row in group.members)
    dates = sorted(teaser.published for teaser in members if teaser.published)
    return Story(
        id=story_id(teasers[group.founder].id),
        teasers=members,
        lead=teasers[group.lead].id,
        topics=topics,
        cohesion=group.cohesion,
        first_reported=dates[0] if dates else None,
        last_reported=dates[-1] if dates else None,
        outlets=tuple(sorted({outlet for teaser in members for outlet in teaser.outlets})),
        links=_links(group, teasers, joined),
    )


def _links(
    group: Group, teasers: Sequence[Teaser], joined: Sequence[tuple[str, str]]
) -> tuple[Link, ...]:
    """List what a person joined, then the strongest link of each member."""
    place = {teasers[row].id: position for position, row in enumerate(group.members)}
    corrected = {
        tuple(sorted(pair, key=place.__getitem__))
        for pair in joined
        if pair[0] in place  # then so is the other
    }
    links = [
        Link(
            teasers=(teasers[link.first].id, teasers[link.second].id),
            probability=link.strength,
            grounds=dict(zip(GROUNDS, link.grounds, strict=False)),
            corrected=(teasers[link.first].id, teasers[link.second].id) in corrected,
        )
        for link in group.links
    ]
    known = {link.teasers for link in links}
    told = [
        Link(teasers=(one, other), probability=1.0, grounds={}, corrected=True)
        for one, other in sorted(
            corrected - known, key=lambda pair: (place[pair[0]], place[pair[1]])
        )
    ]
    return (*told, *sorted(links, key=lambda link: not link.corrected))


def _story_topics(
    predictions: Sequence[Prediction], classifier: TopicClassifier
) -> dict[str, float]:
    """Topics of a story, the most probable first, with their mean probabilities.

    Teasers that abstained have no say.
    """
    heard = [prediction for prediction in predictions if prediction.status != "abstained"]
    if not heard:
        return {}
    means = {
        key: float(np.mean([prediction.probabilities[key] for prediction in heard]))
        for key in classifier.taxonomy.keys
    }
    return {key: means[key] for key in classifier.decide(means)}
