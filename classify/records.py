"""What travels: the immutable records that pass between readers, pipeline and reports.

Every record is frozen, slotted and keyword-only; sequences are tuples; times are aware UTC.
JSON keys are the field names (`to_json_dict`), here and on the command line.
"""

from __future__ import annotations

import dataclasses
import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args

DatePrecision = Literal["second", "day", "month", "year"]
DateBasis = Literal["feed", "text", "inferred", "none"]
Kind = Literal[
    "news",
    "opinion",
    "analysis",
    "interview",
    "digest",
    "live",
    "investigation",
    "release",
    "feature",
]
PredictionStatus = Literal["assigned", "none", "abstained"]
AbstainReason = Literal["novel", "language", "too short"]
BriefStatus = Literal["new", "updated", "continuing"]
Field = Literal["headline", "text"]

KINDS: tuple[str, ...] = get_args(Kind)
DATE_PRECISIONS: tuple[str, ...] = get_args(DatePrecision)
UNDETERMINED_LANGUAGE = "und"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRef:
    """One place that carried a teaser."""

    outlet: str | None = None
    url: str | None = None
    file: str | None = None
    item: int | None = None
    """Position in the file, from 1: the n-th item of a listing, or the line of a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaser:
    """A headline and one to three sentences, as a news listing shows them."""

    id: str
    headline: str
    text: str = ""
    truncated: bool = False
    """Whether the source cut the text off."""
    published: datetime | None = None
    date_precision: DatePrecision | None = None
    date_basis: DateBasis = "none"
    kind: Kind = "news"
    language: str = UNDETERMINED_LANGUAGE
    """ISO 639-1 code, or "und"."""
    country: str | None = None
    """ISO 3166-1 alpha-2 code, when the source states it."""
    sources: tuple[SourceRef, ...] = ()

    @property
    def outlets(self) -> tuple[str, ...]:
        """The distinct outlets that carried it, sorted."""
        return tuple(sorted({ref.outlet for ref in self.sources if ref.outlet}))

    @property
    def passage(self) -> str:
        """Headline and text as one passage: what is embedded and classified."""
        if not self.text:
            return self.headline
        joint = " " if self.headline.endswith((".", "?", "!", "…")) else ". "
        return f"{self.headline}{joint}{self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledTeaser:
    """A teaser with the topics that annotators gave it."""

    teaser: Teaser
    labels: tuple[str, ...]
    """Agreed topics, the primary first."""
    disputed: tuple[str, ...] = ()
    """Topics given by one of two annotators."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledStory:
    """Teasers of one event, with a gold brief."""

    id: str
    teasers: tuple[Teaser, ...]
    labels: tuple[str, ...] = ()
    sibling: str | None = None
    """Id of the story that is easily confused with this one."""
    brief: str = ""
    key_points: tuple[str, ...] = ()
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """The topics of one teaser."""

    teaser_id: str
    probabilities: Mapping[str, float]
    """Topic -> calibrated probability (0..1), independent of each other, in taxonomy order."""
    status: PredictionStatus
    topics: tuple[str, ...] = ()
    """Topics at or over their own thresholds, most probable first; empty unless assigned."""
    primary: str | None = None
    """The most probable of `topics`."""
    reason: AbstainReason | None = None
    """Why, when abstained."""
    novelty: float = 0.0
    """Share (0..1) of the training teasers that are nearer to the rest than this one is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Teasers that tell the same event."""

    id: str
    """Hash of the founding teaser's id: persists as the story grows."""
    teasers: tuple[Teaser, ...]
    """Oldest first; undated ones last."""
    lead: str
    """Id of the representative teaser."""
    topics: tuple[str, ...] = ()
    cohesion: float = 1.0
    """Mean cosine similarity of the teasers to the story's centre."""
    first_reported: datetime | None = None
    last_reported: datetime | None = None
    outlets: tuple[str, ...] = ()

    @property
    def lead_teaser(self) -> Teaser:
        """The representative teaser itself."""
        return next(teaser for teaser in self.teasers if teaser.id == self.lead)


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
    status: BriefStatus = "new"
    single_source: bool = True
    outlets: tuple[str, ...] = ()
    first_reported: datetime | None = None
    last_reported: datetime | None = None
    date_precision: DatePrecision | None = None
    """The coarsest precision among the dated teasers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The briefs whose primary topic is the same."""

    topic: str | None
    """Topic key; None for stories without a topic."""
    name: str
    briefs: tuple[Brief, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyLine:
    """One line of the bottom line up front."""

    story_id: str
    sentence: Sentence
    citation: int


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the digest rests on, and the gaps in it."""

    outlets: Mapping[str, int]
    """Outlet -> number of teasers, most first."""
    n_without_outlet: int
    truncated_share: float
    undated_share: float
    unreadable: tuple[str, ...]
    """One message for each item that could not be read."""


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

    @property
    def briefs(self) -> tuple[Brief, ...]:
        """All briefs, section by section."""
        return tuple(brief for section in self.sections for brief in section.briefs)


def teaser_id(outlet: str | None, headline: str, text: str) -> str:
    """Hash an outlet, a headline and a text into a stable id: "t" and 15 hexadecimal digits.

    White space and letter case do not count, so that a listing copied twice gives one id. The
    letter keeps spreadsheets from reading an id as a number.
    """
    parts = (outlet or "", headline, text)
    canonical = "\x1f".join(
        " ".join(unicodedata.normalize("NFKC", part).casefold().split()) for part in parts
    )
    return f"t{hashlib.sha256(canonical.encode()).hexdigest()[:15]}"


def to_json_dict(record: Any) -> Any:
    """Turn a record, or anything made of records, into plain JSON values.

    Keys are the field names, times ISO 8601 in UTC with a "Z".
    """
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        return {
            field.name: to_json_dict(getattr(record, field.name))
            for field in dataclasses.fields(record)
        }
    if isinstance(record, Mapping):
        return {str(key): to_json_dict(value) for key, value in record.items()}
    if isinstance(record, (tuple, list)):
        return [to_json_dict(value) for value in record]
    if isinstance(record, datetime):
        return record.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return record
