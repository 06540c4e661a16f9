"""StoryFinder: teasers to Story records, by an encoder and a model of pairs."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from classify.compute import Progress, hash_arrays
from classify.encoders import DEFAULT_ENCODER, EncoderLike, as_encoder
from classify.readers import as_compared, distinct
from classify.records import UNDETERMINED_LANGUAGE, Correction, Link, Story, Teaser
from classify.stories.clustering import StorySettings, find_stories
from classify.stories.constraints import Constraints
from classify.stories.groups import Group
from classify.stories.lexical_features import Lexicon, read_lexicon
from classify.stories.pair_features import GROUNDS
from classify.stories.pair_model import PairModel, find_pair_model
from classify.text import WordFeatures, publisher

_SECONDS_PER_DAY = 86_400.0
_KINDS_OF_MANY_EVENTS = ("digest", "roundup", "press_review")


class StoryFinder:
    """Groups teasers that report the same event.

    Parameters
    ----------
    encoder : EncoderLike, str or path, optional
        An encoder, or what `load_encoder` loads one from; the bundled one if not given.
    settings : StorySettings, optional
    languages : sequence of str
        Languages that the encoder supports. All texts in another language are similar to it, so
        each such teaser is a story of its own.
    pair_model : PairModel, optional
        Learned on vectors of this encoder. If not given, the bundled one where it was; else
        similarity decides.

    Examples
    --------
    >>> from classify import StoryFinder, read_teasers
    >>> stories = StoryFinder().find(read_teasers("listing.txt"))
    >>> headlines = [story.lead_teaser.headline for story in stories]
    """

    def __init__(
        self,
        encoder: EncoderLike | str | Path | None = None,
        *,
        settings: StorySettings | None = None,
        languages: Sequence[str] = ("en",),
        pair_model: PairModel | None = None,
    ) -> None:
        self.encoder = as_encoder(DEFAULT_ENCODER if encoder is None else encoder)
        self.settings = settings or StorySettings()
        self.languages = tuple(languages)
        self._given = pair_model

    @cached_property
    def _learned(self) -> tuple[PairModel | None, str]:
        # loaded on first use, so that predicting topics alone does not wait for it
        if self._given:
            return self._given, hash_arrays(self._given.to_arrays())
        return find_pair_model(self.encoder)

    @property
    def pair_model(self) -> PairModel | None:
        """What decides which pairs report one event; similarity decides where there is none."""
        return self._learned[0]

    @property
    def pair_model_sha256(self) -> str:
        """Hash of the pair model; empty where there is none."""
        return self._learned[1]

    def find(
        self,
        teasers: Sequence[Teaser],
        *,
        corrections: Sequence[Correction] = (),
        on_progress: Progress | None = None,
    ) -> list[Story]:
        """Group teasers into stories; every teaser is in exactly one. None has topics.

        Copies (teasers with the same id) are merged first. The order of the teasers does not
        matter. Oldest story first, undated last.

        Parameters
        ----------
        teasers : sequence of Teaser
        corrections : sequence of Correction
            A person's decisions, as `read_corrections` reads them; they override the model.
        on_progress : callable, optional
            Called with the number of teasers embedded since the last call.

        Raises
        ------
        ReadError
            If corrections contradict each other, or a name matches several teasers.
        """
        pile = distinct(teasers)
        constraints = Constraints.of(corrections, pile)
        compared = as_compared(pile)
        vectors = self.encoder.encode([one.passage for one in compared], on_progress=on_progress)
        return with_own_texts(self.group(compared, vectors, constraints), pile)

    def group(
        self,
        teasers: Sequence[Teaser],
        vectors: NDArray[np.float32],
        constraints: Constraints | None = None,
    ) -> list[Story]:
        """Group teasers whose vectors are there already; see `find`.

        Parameters
        ----------
        teasers : sequence of Teaser, with distinct ids
            As they are compared (`classify.readers.as_compared`), if they are of one pile.
        vectors : float32 array of shape (n_teasers, n_dims), rows of unit length
            By this encoder.
        constraints : Constraints, optional
            Take precedence; those of teasers that are not here change nothing.
        """
        same, different = (constraints or Constraints()).pairs(teasers)
        groups = find_stories(
            vectors,
            _read_words(teasers, self.pair_model),
            _days(teasers),
            [teaser.id for teaser in teasers],
            self.settings,
            alone=np.array([self._stands_alone(teaser) for teaser in teasers], dtype=bool),
            leading=np.array([teaser.kind == "news" for teaser in teasers], dtype=bool),
            pair_model=self.pair_model,
            publishers=[publisher(next(iter(teaser.outlets), None)) for teaser in teasers],
            same=same,
            different=different,
        )
        joined = [(teasers[one].id, teasers[other].id) for one, other in same]
        return [_story(group, teasers, joined) for group in groups]

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return what was learned as plain arrays; none where similarity decides."""
        return self.pair_model.to_arrays() if self.pair_model else {}

    @classmethod
    def from_arrays(
        cls,
        arrays: Mapping[str, NDArray[Any]],
        *,
        encoder: EncoderLike | str | Path | None = None,
        settings: StorySettings | None = None,
        languages: Sequence[str] = ("en",),
    ) -> Self:
        """Restore a finder that groups as the one that `to_arrays` was called on.

        Raises
        ------
        ValueError
            If an array is missing, or does not fit the others.
        """
        model = PairModel.from_arrays(arrays) if arrays else None
        return cls(encoder, settings=settings, languages=languages, pair_model=model)

    def _stands_alone(self, teaser: Teaser) -> bool:
        """Return whether a teaser is always a story of its own."""
        speaks = teaser.language in (*self.languages, UNDETERMINED_LANGUAGE)
        return teaser.kind in _KINDS_OF_MANY_EVENTS or not speaks


def with_own_texts(stories: Sequence[Story], teasers: Sequence[Teaser]) -> list[Story]:
    """Return stories of teasers as they are compared with the teasers themselves."""
    own = {teaser.id: teaser for teaser in teasers}
    return [
        dataclasses.replace(story, teasers=tuple(own[one.id] for one in story.teasers))
        for story in stories
    ]


def _days(teasers: Sequence[Teaser]) -> NDArray[np.float64]:
    """Return the times of teasers in days, nan for undated ones."""
    return np.array(
        [
            teaser.published.timestamp() / _SECONDS_PER_DAY if teaser.published else np.nan
            for teaser in teasers
        ]
    )


def _read_words(teasers: Sequence[Teaser], pair_model: PairModel | None) -> Lexicon | csr_matrix:
    """Read the words of this pile, not of the training data: new names distinguish stories."""
    if pair_model:
        return read_lexicon(
            [one.headline for one in teasers],
            [one.text for one in teasers],
            pair_model.background,
        )
    passages = [teaser.passage for teaser in teasers]
    return WordFeatures.fit(passages, min_documents=1).transform(passages)


def story_id(founder: str) -> str:
    """Hash the id of a founding teaser into the id of its story: "s" and 15 hexadecimal digits."""
    return f"s{hashlib.sha256(founder.encode()).hexdigest()[:15]}"


def _story(
    group: Group,
    teasers: Sequence[Teaser],
    joined: Sequence[tuple[str, str]],
) -> Story:
    members = tuple(teasers[row] for row in group.members)
    dates = sorted(teaser.published for teaser in members if teaser.published)
    return Story(
        id=story_id(teasers[group.founder].id),
        teasers=members,
        lead=teasers[group.lead].id,
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
