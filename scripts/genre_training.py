"""Learn the genre model from labelled teasers of an archive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from classify.encoders import CheckedEncoder
from classify.readers.genres import stated_kind
from classify.records import SourceRef, Teaser
from classify.text import WordFeatures
from classify.topics.genre_cues import cue_matrix
from classify.topics.genres import NEWS, GenreModel, features_of
from scripts.genre_sample import HELD_OUT, SPREAD, read_labelled

KIND = "genres"
MIN_TEXTS = 4  # that hold a word, for it to be listed
STRENGTH = 1.0  # C of the regression, chosen on folds
N_FOLDS = 5
BOUNDS = np.arange(0.25, 0.71, 0.05)
Texts = NDArray[np.str_]
Rows = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class LabelledPile:
    """Labelled teasers with their vectors, position by position."""

    teasers: tuple[Teaser, ...]
    """With the kind that their source states."""
    vectors: NDArray[np.float32]
    kinds: Texts
    draws: Texts

    def rows(self, *, held_out: bool) -> Rows:
        """Positions of what is held out, or of the rest."""
        return np.flatnonzero((self.draws == HELD_OUT) == held_out)

    @property
    def stated(self) -> Texts:
        """What the rules alone say."""
        return np.array([teaser.kind for teaser in self.teasers])


def read_pile(data: Path, encoder: CheckedEncoder) -> LabelledPile:
    """Read the labelled teasers of an archive, and embed them."""
    labelled = read_labelled(data)
    teasers = tuple(
        Teaser(
            headline=item.headline,
            text=item.text,
            language="en",
            kind=stated_kind(item.headline, [SourceRef(outlet=item.outlet)]),
            sources=(SourceRef(outlet=item.outlet),),
        )
        for item, _ in labelled
    )
    return LabelledPile(
        teasers=teasers,
        vectors=encoder.encode([teaser.passage for teaser in teasers]),
        kinds=np.array([kind for _, kind in labelled]),
        draws=np.array([item.draw for item, _ in labelled]),
    )


def learn(pile: LabelledPile) -> GenreModel:
    """Learn from all that is not held out; calibrate, and choose the bound, out of fold.

    Calibration and bound look at the teasers that no cue and no doubt selected: among the others
    the rare genres are more frequent than in the news.
    """
    rows = pile.rows(held_out=False)
    folds = np.random.default_rng(0).integers(0, N_FOLDS, len(rows))
    model = fit(pile, rows)
    odds = np.zeros((len(rows), len(model.kinds)))
    for fold in range(N_FOLDS):
        part = fit(pile, rows[folds != fold])
        own = np.flatnonzero(folds == fold)
        columns = np.array([model.kinds.index(kind) for kind in part.kinds])
        odds[own] = -20.0  # of a kind that the fold's model has not seen
        odds[own[:, None], columns] = _log_odds(part, pile, rows[own])
    natural = np.flatnonzero(pile.draws[rows] == SPREAD)
    truth = np.array([model.kinds.index(kind) for kind in pile.kinds[rows[natural]]])
    scale, shift = _calibrated(odds[natural], truth, model.kinds.index(NEWS))
    offset = np.zeros(len(model.kinds))
    offset[model.kinds.index(NEWS)] = shift
    model = replace(
        model,
        weights=(model.weights * scale).astype(np.float16),
        bias=model.bias * scale + offset,
    )
    found = odds[natural] * scale + offset
    shares = np.exp(found - found.max(axis=1, keepdims=True))
    return _with_bound(model, shares / shares.sum(axis=1, keepdims=True), pile, rows[natural])


def fit(pile: LabelledPile, rows: Rows) -> GenreModel:
    """Fit the regression to some of the teasers, neither calibrated nor with a bound."""
    teasers = [pile.teasers[row] for row in rows.tolist()]
    headlines = [teaser.headline for teaser in teasers]
    texts = [teaser.text for teaser in teasers]
    words = {
        "headline": WordFeatures.fit(headlines, min_documents=MIN_TEXTS, lengths=(1,)),
        "text": WordFeatures.fit(texts, min_documents=MIN_TEXTS, lengths=(1,)),
    }
    centre = cue_matrix(headlines, texts).mean(axis=0)
    features = features_of(teasers, pile.vectors[rows], words, centre)
    learned = LogisticRegression(C=STRENGTH, max_iter=1000).fit(features, pile.kinds[rows])
    return GenreModel(
        words=words,
        centre=centre,
        weights=learned.coef_.T,
        bias=learned.intercept_,
        kinds=tuple(map(str, learned.classes_)),
        min_probability=0.0,
    )


def refined_kinds(model: GenreModel, pile: LabelledPile, rows: Rows) -> Texts:
    """Say what rules and model together make of some of the teasers."""
    teasers = [pile.teasers[row] for row in rows.tolist()]
    return np.array([teaser.kind for teaser in model.refine(teasers, pile.vectors[rows])])


def describe(encoder: CheckedEncoder, pile: LabelledPile) -> dict[str, Any]:
    """What the bundle's manifest says."""
    return {
        "kind": KIND,
        "encoder": {"name": encoder.name, "sha256": encoder.sha256},
        "labelled": len(pile.rows(held_out=False)),
    }


def _log_odds(model: GenreModel, pile: LabelledPile, rows: Rows) -> NDArray[np.float64]:
    teasers = [pile.teasers[row] for row in rows.tolist()]
    features = features_of(teasers, pile.vectors[rows], model.words, model.centre)
    return np.asarray(features @ model.weights) + model.bias


def _calibrated(
    odds: NDArray[np.float64], truth: NDArray[np.int64], news: int
) -> tuple[float, float]:
    """Fit one scale, and one shift of news, to the log-likelihood of what is true."""

    def loss(parameters: NDArray[np.float64]) -> float:
        scaled = odds * np.exp(parameters[0])
        scaled[:, news] += parameters[1]
        total = np.logaddexp.reduce(scaled, axis=1)
        return float((total - scaled[np.arange(len(truth)), truth]).mean())

    scale, shift = minimize(loss, np.zeros(2), method="Nelder-Mead").x
    return float(np.exp(scale)), float(shift)


def _with_bound(
    model: GenreModel, probabilities: NDArray[np.float64], pile: LabelledPile, rows: Rows
) -> GenreModel:
    """Choose the bound by macro-F1, out of fold, of the kinds that are frequent enough."""
    stated = pile.stated[rows]
    merged = merge_rare(pile.kinds[rows])
    frequent = set(merged)
    scores = []
    for bound in BOUNDS:
        tried = replace(model, min_probability=float(bound))
        found = np.where(stated == NEWS, tried.decide(probabilities), stated)
        found = np.array([kind if kind in frequent else OTHER for kind in found])
        scores.append(f1_score(merged, found, average="macro", zero_division=0.0))
    return replace(model, min_probability=float(BOUNDS[int(np.argmax(scores))]))


OTHER = "other"
MIN_CLASS = 15  # labels below which a kind is scored as "other"


def merge_rare(kinds: Sequence[str] | Texts) -> Texts:
    """Name kinds of fewer than `MIN_CLASS` teasers "other"."""
    values, counts = np.unique(np.asarray(kinds), return_counts=True)
    rare = set(values[counts < MIN_CLASS].tolist())
    return np.array([OTHER if kind in rare else kind for kind in kinds])
