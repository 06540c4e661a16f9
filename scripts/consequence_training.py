"""Learn how much stories matter: from a chronicle of events, and from editors of real weeks."""

from __future__ import annotations

import json
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classify import TeaserPipeline
from classify.digests import ConsequenceModel, story_features
from classify.encoders import CheckedEncoder
from classify.readers import kind_of_headline
from classify.records import Story, Teaser
from classify.stories import find_pair_model
from classify.topics import TopicClassifier
from scripts.background_training import read_archive
from scripts.editors import Editors, editors_of
from scripts.weeks import DEVELOPMENT, TRAINING, week

KIND = "consequence-model"
N_TEASERS = 26_000  # of the archive, on days that the chronicle covers
SAME_EVENT, OTHER_EVENT = 0.65, 0.5  # cosine in the space of events; between them nothing is known
SEED = 0
CHRONICLE_C = 3.0
SUBJECT_ALPHA = 0.3
STORY_C = 0.01
ODDS_RANGE = (-6.0, 4.0)  # of subjects: beyond that a probability hardly changes
UPPER = 3.0  # gain that counts as certain


@dataclass(frozen=True, kw_only=True)
class JudgedWeek:
    """Stories of a week as the program finds them, and what editors said of them."""

    name: str
    teasers: Sequence[Teaser]
    vectors: NDArray[np.float32]
    stories: Sequence[Story]
    editors: Editors

    @property
    def leads(self) -> list[str]:
        """Ids of the lead teasers."""
        return [story.lead for story in self.stories]


def judged_week(data: Path, name: str, pipeline: TeaserPipeline) -> JudgedWeek:
    """Find the stories of a week as a digest does."""
    pile = week(data, name, pipeline.encoder)
    stated = [replace(one, kind=kind_of_headline(one.headline)) for one in pile.teasers]
    teasers = pipeline.genres.refine(stated, pile.vectors)
    return JudgedWeek(
        name=name,
        teasers=teasers,
        vectors=pile.vectors,
        stories=pipeline.story_finder.group(teasers, pile.vectors),
        editors=editors_of(data, name),
    )


def as_annotated(judged: JudgedWeek) -> JudgedWeek:
    """Return a week with the annotators' stories in place of the program's."""
    members: dict[int, list[Teaser]] = {}
    for teaser in judged.teasers:
        members.setdefault(judged.editors.story_of[teaser.id], []).append(teaser)
    stories = [
        Story(
            id=f"s{number}",
            teasers=tuple(group),
            lead=group[0].id,
            cohesion=1.0,
            first_reported=None,
            last_reported=None,
            outlets=tuple(sorted({outlet for one in group for outlet in one.outlets})),
        )
        for number, group in members.items()
    ]
    return replace(judged, stories=stories)


@dataclass(frozen=True, kw_only=True)
class Directions:
    """What is read from vectors of teasers."""

    chronicle_weights: NDArray[np.float32]
    chronicle_bias: NDArray[np.float64]  # shape ()
    subject_weights: NDArray[np.float32]
    subject_biases: NDArray[np.float64]


def learn_directions(data: Path, encoder: CheckedEncoder, topics: TopicClassifier) -> Directions:
    """Learn to read vectors: from a chronicle, and from a classifier of topics.

    The days of all weeks, training ones too, are left out: what is learned of a training week that
    is left out in turn knows nothing of it.
    """
    from sklearn.linear_model import LogisticRegression, Ridge

    closed = days_of_weeks(data)
    events = _chronicle(data, closed)
    rows = _archive(data, closed, {day for day, _ in events})
    vectors = encoder.encode([Teaser(headline=one, text=text).passage for _, one, text in rows])
    likeness = _likeness(rows, vectors, events, encoder)
    known = (likeness >= SAME_EVENT) | (likeness < OTHER_EVENT)
    chronicle = LogisticRegression(C=CHRONICLE_C, max_iter=1000)
    chronicle.fit(vectors[known], likeness[known] >= SAME_EVENT)
    odds = topics.head.log_odds([one for _, one, _ in rows], vectors)
    subjects = Ridge(SUBJECT_ALPHA).fit(vectors, np.clip(odds, *ODDS_RANGE))
    return Directions(
        chronicle_weights=chronicle.coef_[0].astype(np.float32),
        chronicle_bias=np.asarray(chronicle.intercept_[0]),
        subject_weights=subjects.coef_.T.astype(np.float32),
        subject_biases=subjects.intercept_.astype(np.float64),
    )


def days_of_weeks(data: Path) -> set[str]:
    """Days on which a teaser of a week was published."""
    found = set()
    for name in (*TRAINING, *DEVELOPMENT):
        with (data / "weeks" / f"{name}.jsonl").open(encoding="utf-8") as lines:
            found |= {json.loads(line)["published"] for line in lines}
    return found


def _chronicle(data: Path, closed: Set[str]) -> list[tuple[str, str]]:
    events = []
    for path in sorted((data / "portal").glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        events += [(row["date"], row["text"]) for row in rows if row["date"] not in closed]
    return events


def _archive(data: Path, closed: Set[str], open_days: Set[str]) -> list[tuple[str, str, str]]:
    rows = {
        (str(row.get("published") or row.get("fetched"))[:10], row["headline"], row["text"] or "")
        for row in read_archive(data, set())
    }
    kept = sorted(row for row in rows if row[0] in open_days and row[0] not in closed)
    chosen = np.random.default_rng(SEED).permutation(len(kept))[:N_TEASERS]
    return [kept[row] for row in sorted(chosen.tolist())]


def _likeness(
    rows: Sequence[tuple[str, str, str]],
    vectors: NDArray[np.float32],
    events: Sequence[tuple[str, str]],
    encoder: CheckedEncoder,
) -> NDArray[np.float64]:
    """Return the best cosine of each teaser to an event of the same day or a neighbouring one."""
    model, _ = find_pair_model(encoder)
    if model is None:
        raise SystemExit(f"there is no pair model for {encoder.name}: train it first")
    places = model.space.place(vectors)
    others = model.space.place(encoder.encode([text for _, text in events]))
    own, there = (
        np.array([date.fromisoformat(one[0]).toordinal() for one in found])
        for found in (rows, events)
    )
    best = np.full(len(rows), -1.0)
    for day in np.unique(own):
        here, near = np.flatnonzero(own == day), np.flatnonzero(np.abs(there - day) <= 1)
        if len(near):
            best[here] = (places[here] @ others[near].T).max(axis=1)
    return best


def learn(directions: Directions, weeks: Sequence[JudgedWeek]) -> ConsequenceModel:
    """Learn to weigh stories as the editors of some weeks did, and calibrate it out of fold."""
    model, features = _weighed(directions, weeks)
    odds, shares = [], []
    for left_out, of_week in zip(weeks, features, strict=True):
        others = [one for one in weeks if one is not left_out]
        odds.append(_weighed(directions, others)[0].log_odds(of_week))
        shares.append(np.array([left_out.editors.upper_share(one) for one in left_out.leads]))
    slope, shift = _soft_logistic(np.concatenate(odds)[:, None], np.concatenate(shares), C=1e3)
    return replace(model, slope=np.asarray(slope[0]), shift=shift)


def _weighed(
    directions: Directions, weeks: Sequence[JudgedWeek]
) -> tuple[ConsequenceModel, list[NDArray[np.float64]]]:
    reader = _reader(directions)
    features = [week_features(one, reader) for one in weeks]
    gains = np.concatenate([[one.editors.gain(lead) for lead in one.leads] for one in weeks])
    together = np.vstack(features)
    means, scales = np.nanmean(together, axis=0), np.nanstd(together, axis=0)
    scales[scales == 0] = 1.0
    standard = np.nan_to_num((together - means) / scales)
    weights, intercept = _soft_logistic(standard, np.minimum(gains / UPPER, 1.0), C=STORY_C)
    model = replace(reader, means=means, scales=scales, weights=weights, intercept=intercept)
    return model, features


def week_features(judged: JudgedWeek, model: ConsequenceModel) -> NDArray[np.float64]:
    """Count what a model weighs, shape (n_stories, n_features)."""
    return story_features(judged.stories, judged.teasers, judged.vectors, model)


def _reader(directions: Directions) -> ConsequenceModel:
    """A model that reads vectors, and weighs nothing yet."""
    zero, none = np.zeros(()), np.zeros(0)
    return ConsequenceModel(
        **vars(directions), means=none, scales=none, weights=none, intercept=zero, slope=zero,
        shift=zero,
    )  # fmt: skip


def _soft_logistic(
    features: NDArray[np.float64], target: NDArray[np.float64], *, C: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Fit a logistic regression to shares from 0 to 1: each row once as yes, once as no."""
    from sklearn.linear_model import LogisticRegression

    twice = np.vstack([features, features])
    sides = np.repeat([1, 0], len(features))
    fitted = LogisticRegression(C=C, max_iter=5000, tol=1e-8)
    fitted.fit(twice, sides, sample_weight=np.concatenate([target, 1 - target]))
    return fitted.coef_[0], np.asarray(fitted.intercept_[0])


def describe(
    encoder: CheckedEncoder, weeks: Sequence[JudgedWeek], topics: Sequence[str]
) -> dict[str, Any]:
    """What the bundle's manifest says."""
    return {
        "kind": KIND,
        "encoder": {"name": encoder.name, "sha256": encoder.sha256},
        "subjects": list(topics),
        "weeks": {one.name: len(one.stories) for one in weeks},
    }
