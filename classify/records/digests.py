"""Briefs and digests, and all that they are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from classify.records.explanations import Explanation
from classify.records.previous import Changes
from classify.records.teasers import (
    AbstainReason,
    DateBasis,
    DatePrecision,
    Kind,
    PredictionStatus,
    SourceRef,
)

BriefStatus = Literal["new", "updated", "continuing"]
Field = Literal["headline", "text"]
FigureNoteKind = Literal["updated", "differ"]
GroupBy = Literal["topic", "day", "week", "country", "outlet", "none"]
SectionPart = Literal["lead", "more", "rest", "also"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence that stands word for word in a teaser."""

    text: str
    teaser_id: str
    field: Field
    start: int
    """Offset of the first character in the field."""
    end: int
    """Offset behind the last character in the field."""
    salience: float
    """Weight in its story; comparable within one story only."""
    complete: bool = True
    """False when the source cut the sentence off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure that sources of a story give."""

    count: int
    at_least: bool
    """Whether it is a lower bound."""
    citations: tuple[int, ...]
    """Numbers of the sources that give it, rising."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureNote:
    """Different figures for the same thing among the sources of a story."""

    what: str
    """What happened to those counted, such as "killed"."""
    who: str
    """Those counted: "people", or such as "Russian soldiers"."""
    kind: FigureNoteKind
    """Whether each later source gives a newer state, or that cannot be told."""
    figures: tuple[Figure, ...]
    """Two at least: updated the newest first, else the lowest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PossibleSource:
    """A source that possibly tells the event of a story, and possibly another one."""

    citation: int
    """Its number."""
    probability: float
    """That it tells the event (0..1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """How much a story matters, and what else moves it up or down a digest."""

    score: float = 0.0
    """Log-odds; briefs stand in falling order."""
    probability: float | None = None
    """That an editor of a day's news puts it in the upper part of a page (0..1, calibrated); None
    where nothing was learned for this encoder, or it was turned off."""
    n_fronts: int = 0
    """Feeds and listings that have it among their first three places."""
    watched: tuple[str, ...] = ()
    """Names of the watchlist that it mentions."""
    boosted: tuple[str, ...] = ()
    """Topics and places of it that the reader gave another weight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One story in one to three cited sentences."""

    story_id: str
    headline: str
    """Headline of the lead teaser, word for word."""
    headline_citation: int
    """Number of the source that the headline stands in."""
    sentences: tuple[Sentence, ...]
    """In reading order."""
    citations: tuple[int, ...]
    """For each sentence, the number of its source in the digest."""
    sources: tuple[int, ...]
    """Numbers of all sources of the story, rising."""
    topics: tuple[str, ...]
    probabilities: Mapping[str, float]
    """For each of `topics`, its mean probability over the teasers of the story."""
    kind: Kind = "news"
    """Of the lead teaser: other than news only if none of its teasers is news."""
    background: tuple[int, ...] = ()
    """Those of `sources` that are of a lesser kind than the story, such as explainers or opinion:
    their headlines are shown, but no sentence, figure, outlet or date here is theirs."""
    status: BriefStatus = "new"
    single_source: bool = True
    """Whether no two of its sources are independent of each other."""
    n_independent: int = 1
    """Reports of which no two come from one outlet or are reprints of one agency report."""
    outlets: tuple[str, ...] = ()
    first_reported: datetime | None = None
    last_reported: datetime | None = None
    date_precision: DatePrecision | None = None
    """The coarsest precision among the dated teasers."""
    explanation: Explanation | None = None
    """Why the lead teaser has its topics, where that was asked for."""
    news: tuple[int, ...] = ()
    """Of an updated story: positions of the sentences that the digest before could not have, as
    their teaser is new or did not say them."""
    figure_notes: tuple[FigureNote, ...] = ()
    """Where its sources count differently."""
    possibly_same: tuple[PossibleSource, ...] = ()
    """Those of `sources` that possibly tell another event: their headlines are shown, but no
    sentence, figure, outlet or date here is theirs."""
    consequence: Consequence = field(default_factory=Consequence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Briefs that stand together."""

    key: str
    """Its own in the digest, and the same from issue to issue: "lead", "more:elections", "also"."""
    part: SectionPart
    """How its stories are told: "lead" in full, "more" in a line, "rest" by their number alone;
    "also" holds those that are no news."""
    topic: str | None
    """Topic key of a section of "more" or "rest"; None for all others."""
    name: str
    briefs: tuple[Brief, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyLine:
    """One line of the bottom line up front: a headline, and the first whole sentence."""

    story_id: str
    headline: str
    headline_citation: int
    sentence: Sentence | None
    """None where the story has no whole sentence beside its headline."""
    citation: int | None
    """Number of the source of the sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A numbered source at the end of a digest."""

    number: int
    teaser_id: str
    headline: str
    outlets: tuple[str, ...]
    published: datetime | None
    date_precision: DatePrecision | None
    date_basis: DateBasis
    truncated: bool
    kind: Kind
    places: tuple[SourceRef, ...]
    said: tuple[str, ...] = ()
    """Hashes of its headline and its sentences: by them the next digest tells what is new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """When a story was first reported."""

    published: datetime
    date_precision: DatePrecision
    story_id: str
    headline: str
    citation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LowConfidence:
    """A teaser whose topics a person should look at."""

    citation: int
    headline: str
    status: PredictionStatus
    reason: AbstainReason | None
    nearest_topic: str | None
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much came in and what became of it."""

    n_items: int
    """Items in the inputs, copies and unreadable ones included."""
    n_teasers: int
    """Distinct teasers."""
    n_unreadable: int
    n_stories: int
    n_outlets: int
    n_assigned: int
    n_none: int
    n_abstained: int
    n_truncated: int
    n_undated: int
    n_left_out: int = 0
    """Stories without a brief: of other topics than wished, or too many for a limit of words."""
    n_foreign: int = 0
    """Of those that abstained, teasers in a language that the model does not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the digest rests on, and the gaps in it."""

    outlets: Mapping[str, int]
    """Outlet -> number of teasers, most first."""
    n_without_outlet: int
    truncated_share: float
    undated_share: float
    unreadable: tuple[str, ...]
    """One message for each item that could not be read, and each input that gave nothing."""
    doubts: tuple[str, ...] = ()
    """One message for each date that was not used, as nobody can have published then."""
    published_later: tuple[str, ...] = ()
    """Headlines of the teasers that are dated after `as_of`."""
    stale_outlets: Mapping[str, datetime] = field(default_factory=dict)
    """Outlet whose newest dated teaser is older than `stale_days` -> when that was published."""
    stale_days: float = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The time that the dated teasers span."""

    start: datetime | None
    end: datetime | None
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What made a digest: enough to make it again."""

    version: str
    model: str
    model_sha256: str
    encoder: str
    encoder_sha256: str
    config_sha256: str
    input_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Briefs of a pile of teasers, bound together with what they rest on."""

    title: str
    as_of: datetime
    period: Period
    provenance: Provenance
    counts: Counts
    bottom_line: tuple[KeyLine, ...]
    sections: tuple[Section, ...]
    timeline: tuple[TimelineEntry, ...]
    low_confidence: tuple[LowConfidence, ...]
    sources: tuple[Source, ...]
    coverage: Coverage
    grouped_by: GroupBy = "topic"
    """What the sections of stories that are not told in full are."""
    issue: int = 1
    """One more than that of the digest before."""
    changes: Changes | None = None
    """What changed since the digest before, where that was given."""
    _page: Callable[[Digest], str] | None = field(default=None, repr=False, compare=False)
    """Renders the digest for a notebook; set by the pipeline, and no part of what it says."""

    def to_frame(self, *, library: str | None = None) -> Any:
        """Return a row for each sentence, as a data frame; see `records.to_frame`."""
        from classify.records.frames import to_frame

        return to_frame(self, library=library)

    def _repr_html_(self) -> str | None:
        """Show the digest in a notebook; without a page None, so that its text is shown."""
        return self._page(self) if self._page else None

    @property
    def briefs(self) -> tuple[Brief, ...]:
        """All briefs, section by section."""
        return self.briefs_of("lead", "more", "rest", "also")

    def briefs_of(self, *parts: SectionPart) -> tuple[Brief, ...]:
        """Return the briefs of some parts, in the order in which they are printed."""
        return tuple(
            brief for section in self.sections if section.part in parts for brief in section.briefs
        )
