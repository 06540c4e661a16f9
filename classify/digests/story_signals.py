"""What is counted of a story to weigh it: reports, publishers, genre, age, and what it says."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from classify.digests.consequence_model import SIZE_FEATURES, TEXT_FEATURES, ConsequenceModel
from classify.records import UNDETERMINED_LANGUAGE, Story, Teaser
from classify.text import publisher

FRONT = 3
"""Of a feed or listing, the places that its editors give to what matters most."""
_SECONDS_PER_DAY = 86_400.0


def story_features(
    stories: Sequence[Story],
    teasers: Sequence[Teaser],
    vectors: NDArray[np.floating],
    model: ConsequenceModel,
    *,
    languages: Collection[str] = ("en",),
) -> NDArray[np.float64]:
    """Count what a model of consequence weighs.

    Parameters
    ----------
    stories : sequence of Story
    teasers : sequence of Teaser
        All of the pile, as they are embedded; those of `stories` are among them.
    vectors : float array of shape (n_teasers, n_dims), rows of unit length
    model : ConsequenceModel
        Reads the vectors.
    languages : collection of str
        Those that the encoder speaks: what others say is not known.

    Returns
    -------
    array of shape (n_stories, n_features), nan for what is not known
    """
    place = {teaser.id: row for row, teaser in enumerate(teasers)}
    known = np.array([_is_spoken(teaser, languages) for teaser in teasers], dtype=bool)
    read = np.hstack([model.read_texts(vectors), _centrality(vectors, known)[:, None]])
    newest, span = _span(teasers)
    features = np.full(
        (len(stories), len(SIZE_FEATURES) + len(TEXT_FEATURES) + read.shape[1] - 2), np.nan
    )
    for number, story in enumerate(stories):
        rows = [place[teaser.id] for teaser in story.teasers]
        features[number, : len(SIZE_FEATURES)] = _sizes(
            [teasers[row] for row in rows], newest, span
        )
        spoken = [row for row in rows if known[row]]
        if spoken:
            mean = read[spoken].mean(axis=0)
            texts = [mean[0], read[spoken, 0].max(), mean[-1], *mean[1:-1]]
            features[number, len(SIZE_FEATURES) :] = texts
    return features


def n_fronts(story: Story) -> int:
    """Count the feeds and listings that have the story among their first places."""
    return len(
        {
            (place.file, place.outlet)
            for teaser in story.teasers
            for place in teaser.sources
            if place.position is not None and place.position <= FRONT
        }
    )


def _sizes(members: Sequence[Teaser], newest: float, span: float) -> list[float]:
    """Count what is known in any language, in the order of `SIZE_FEATURES`."""
    publishers = {publisher(outlet) for one in members for outlet in one.outlets}
    times = [one.published.timestamp() for one in members if one.published]
    return [
        float(np.log(len(members))),
        float(np.log(max(1, len(publishers)))),
        float(np.mean([one.kind == "news" for one in members])),
        float(np.mean([one.headline.rstrip().endswith("?") for one in members])),
        float(np.mean([len(one.text.split()) for one in members])),
        (newest - max(times)) / span if times else np.nan,
    ]


def _span(teasers: Sequence[Teaser]) -> tuple[float, float]:
    """Return the time of the newest teaser, and the seconds since the oldest: a day at least."""
    times = [teaser.published.timestamp() for teaser in teasers if teaser.published] or [0.0]
    return max(times), max(_SECONDS_PER_DAY, max(times) - min(times))


def _centrality(vectors: NDArray[np.floating], known: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the cosine of each vector to the mean of those that are known, shape (n,)."""
    if not known.any():
        return np.full(len(vectors), np.nan)
    centre = vectors[known].mean(axis=0, dtype=np.float64)
    length = float(np.linalg.norm(centre)) or 1.0
    cosines: NDArray[np.float64] = vectors @ (centre / length)
    return np.round(cosines, 6)


def _is_spoken(teaser: Teaser, languages: Collection[str]) -> bool:
    return teaser.language in (*languages, UNDETERMINED_LANGUAGE)
