"""How much each story matters: to editors, by a reader's weights, and for whom a reader watches."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from classify.compute import hash_arrays
from classify.digests.consequence_model import ConsequenceModel, find_consequence_model
from classify.digests.drafts import BriefDraft
from classify.digests.story_signals import n_fronts, story_features
from classify.encoders import DEFAULT_ENCODER, EncoderLike, as_encoder
from classify.records import Consequence, Story, Teaser, WatchedName
from classify.taxonomy import Taxonomy

RANKINGS = ("consequence", "reports")
"""What stories are ranked by: as editors would, or by independent reports alone."""
FRONT_LOG_ODDS = 0.5
"""For each doubling of the feeds that lead with a story. Fixed: the data have no places."""
WATCHED_LOG_ODDS = 3.0
"""For a name that is watched: over nearly all that is not."""
MAX_BOOST = 1_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingSettings:
    """What a reader wants on top.

    Raises
    ------
    ValueError
        If a weight is not over 0 and at most 1000.
    """

    learned: bool = True
    """Whether learned consequence counts; independent reports alone if not."""
    boosts: Mapping[str, float] = field(default_factory=dict)
    """Topic, or name of a place -> factor of the odds: 2 raises, 0.5 lowers."""
    watchlist: tuple[WatchedName, ...] = ()
    """Names whose stories are marked and raised."""

    def __post_init__(self) -> None:
        for name, factor in self.boosts.items():
            if not 0 < factor <= MAX_BOOST:
                raise ValueError(
                    f"the weight of {name!r} must be over 0 and at most {MAX_BOOST:g}, not {factor}"
                )


class StoryRanker:
    """Weighs stories by consequence.

    Parameters
    ----------
    encoder : EncoderLike, str or path, optional
        The bundled one if not given.
    model : ConsequenceModel, optional
        Learned on vectors of this encoder. If not given, the bundled one where it was; else
        independent reports decide.
    languages : sequence of str
        Those that the encoder speaks.
    """

    def __init__(
        self,
        encoder: EncoderLike | str | Path | None = None,
        *,
        model: ConsequenceModel | None = None,
        languages: Sequence[str] = ("en",),
    ) -> None:
        self.encoder = as_encoder(DEFAULT_ENCODER if encoder is None else encoder)
        self.languages = tuple(languages)
        self._given = model

    @cached_property
    def _learned(self) -> tuple[ConsequenceModel | None, str]:
        # read when it is first needed: who asks for topics alone does not wait for it
        if self._given:
            return self._given, hash_arrays(self._given.to_arrays())
        return find_consequence_model(self.encoder)

    @property
    def model(self) -> ConsequenceModel | None:
        """What was learned; None where nothing was on this encoder's vectors."""
        return self._learned[0]

    @property
    def model_sha256(self) -> str:
        """Hash of the model; empty where there is none."""
        return self._learned[1]

    def weigh(
        self,
        drafts: Sequence[BriefDraft],
        teasers: Sequence[Teaser],
        vectors: NDArray[np.floating],
        taxonomy: Taxonomy,
        settings: RankingSettings | None = None,
    ) -> list[BriefDraft]:
        """Return the drafts with their consequence, in the same order.

        Parameters
        ----------
        drafts : sequence of BriefDraft
        teasers : sequence of Teaser
            All of the pile, as they are embedded.
        vectors : float array of shape (n_teasers, n_dims), rows of unit length
        taxonomy : Taxonomy
            Tells topics among the boosts; other names are places.
        settings : RankingSettings, optional
        """
        settings = settings or RankingSettings()
        scores, probabilities = self._learned_scores(
            [draft.story for draft in drafts], teasers, vectors, settings
        )
        if scores is None:
            scores = [math.log2(draft.n_independent) for draft in drafts]
        return [
            replace(draft, consequence=_consequence(draft.story, score, chance, taxonomy, settings))
            for draft, score, chance in zip(drafts, scores, probabilities, strict=True)
        ]

    def _learned_scores(
        self,
        stories: Sequence[Story],
        teasers: Sequence[Teaser],
        vectors: NDArray[np.floating],
        settings: RankingSettings,
    ) -> tuple[list[float] | None, list[float] | list[None]]:
        """Return log-odds and calibrated probabilities; no log-odds where nothing is learned."""
        if not settings.learned or self.model is None:
            return None, [None] * len(stories)
        features = story_features(stories, teasers, vectors, self.model, languages=self.languages)
        log_odds = self.model.log_odds(features)
        return log_odds.tolist(), self.model.probabilities(log_odds).tolist()


def read_boosts(text: str) -> dict[str, float]:
    """Read "sanctions=3,Belarus=2".

    Raises
    ------
    ValueError
        If a part is no name with a number.
    """
    boosts = {}
    for part in filter(None, (one.strip() for one in text.split(","))):
        name, sign, factor = part.rpartition("=")
        try:
            boosts[name.strip()] = float(factor)
        except ValueError:
            sign = ""
        if not sign or not name.strip():
            raise ValueError(f"{part!r} is no NAME=FACTOR, such as sanctions=3")
    return boosts


def _consequence(
    story: Story,
    score: float,
    probability: float | None,
    taxonomy: Taxonomy,
    settings: RankingSettings,
) -> Consequence:
    passages = [f"{teaser.headline}\n{teaser.text}" for teaser in story.teasers]
    watched = tuple(
        one.name for one in settings.watchlist if any(one.is_in(text) for text in passages)
    )
    boosted = tuple(name for name in settings.boosts if _is_about(story, name, passages, taxonomy))
    fronts = n_fronts(story)
    score += FRONT_LOG_ODDS * math.log2(1 + fronts)
    score += WATCHED_LOG_ODDS if watched else 0.0
    score += sum(math.log(settings.boosts[name]) for name in boosted)
    return Consequence(
        score=round(score, 6),
        probability=None if probability is None else round(probability, 6),
        n_fronts=fronts,
        watched=watched,
        boosted=boosted,
    )


def _is_about(story: Story, name: str, passages: Sequence[str], taxonomy: Taxonomy) -> bool:
    """Tell whether a story has a topic, or is in or mentions a place."""
    if name in taxonomy.keys:  # a tuple, no mapping
        return name in story.topics
    stated = {teaser.country for teaser in story.teasers}
    return name in stated or any(WatchedName(name=name).is_in(text) for text in passages)
