"""Teasers, the labels that people gave them, the topics that a model gives, and stories."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from classify.errors import LabelError, ReadError
from classify.records.extra_columns import NO_EXTRA, ExtraColumns

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
    "explainer",
    "press_review",
    "roundup",
    "service",
    "puzzle",
    "media",
    "obituary",
]
PredictionStatus = Literal["assigned", "none", "abstained"]
AbstainReason = Literal["novel", "language", "too short"]

KINDS: tuple[str, ...] = get_args(Kind)
NEWS_KINDS: frozenset[Kind] = frozenset(("news", "live", "investigation", "release", "obituary"))
"""Kinds that tell news: only these lead a digest."""
COMMENT_KINDS: frozenset[Kind] = frozenset(("opinion", "analysis", "interview"))
"""Kinds that tell what somebody thinks: marked as such, and placed after the news. All others
(explainers, service, press reviews and so on) are background."""
DATE_PRECISIONS: tuple[str, ...] = get_args(DatePrecision)
UNDETERMINED_LANGUAGE = "und"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRef:
    """One place that carried a teaser."""

    outlet: str | None = None
    url: str | None = None
    file: str | None = None
    item: int | None = None
    """Number in the file, from 1: the n-th item of a listing, or the line of a table."""
    position: int | None = None
    """Place in a feed or listing, from 1, as its editors ordered it."""
    sections: tuple[str, ...] = ()
    """The source's own labels: categories of a feed, sections of a page, a column of them."""

    @classmethod
    def from_json_dict(cls, values: Mapping[str, Any]) -> SourceRef:
        """Make a place of what `to_json_dict` gave for one, also of an earlier version."""
        return cls(**{**values, "sections": tuple(values.get("sections", ()))})


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaser:
    """A headline and one to three sentences, as a news listing shows them.

    Only the headline is required. A time is kept in UTC; a dated teaser is dated to the second, by
    its feed, unless it says otherwise.

    Raises
    ------
    ReadError
        If a field has the wrong type, or `published` has no time zone.

    Examples
    --------
    >>> Teaser(headline="Storm hits coast").id
    'td1c4c0a5b887405'
    """

    id: str = ""
    """Made of outlet, headline and text by `teaser_id` if not given."""
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
    extra: Mapping[str, str] = NO_EXTRA
    """Columns of the user's table that stand for no field, as text; empty cells are left out."""

    def __post_init__(self) -> None:
        _check_types(self)
        if not isinstance(self.extra, ExtraColumns):
            object.__setattr__(self, "extra", ExtraColumns(self.extra))
        if not self.id:
            outlet = self.sources[0].outlet if self.sources else None
            object.__setattr__(self, "id", teaser_id(outlet, self.headline, self.text))
        if self.published is None:
            return
        object.__setattr__(self, "published", _in_utc(self.published))
        if self.date_precision is None:
            object.__setattr__(self, "date_precision", "second")
        if self.date_basis == "none":
            object.__setattr__(self, "date_basis", "feed")

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
    """A teaser with the topics that annotators gave it.

    Raises
    ------
    LabelError
        If the topics are one text, which would be read letter by letter.
    """

    teaser: Teaser
    labels: tuple[str, ...]
    """Agreed topics, the primary first."""
    disputed: tuple[str, ...] = ()
    """Topics given by one of two annotators."""

    def __post_init__(self) -> None:
        for field in ("labels", "disputed"):
            value = getattr(self, field)
            if isinstance(value, str):
                reason = f"{field} is the text {value!r}; give a tuple of topics"
                raise LabelError("LabelledTeaser", reason, item=self.teaser.id)


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
class Link:
    """Two teasers of a story, and why they are in it together."""

    teasers: tuple[str, str]
    """Their ids, the older one first."""
    probability: float
    """That the two tell one event; their similarity (0..1) where there is no pair model."""
    grounds: Mapping[str, float]
    """What speaks for (over 0) and against, in log-odds: meaning, words, names, numbers, time."""
    corrected: bool = False
    """Whether a person said so."""


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
    links: tuple[Link, ...] = ()
    """What a person joined, then the strongest link of each teaser, each pair once."""

    @property
    def lead_teaser(self) -> Teaser:
        """The representative teaser itself."""
        return next(teaser for teaser in self.teasers if teaser.id == self.lead)


def folded(text: str) -> str:
    """Return a text as it is compared: white space, letter case and ligatures do not count."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def teaser_id(outlet: str | None, headline: str, text: str) -> str:
    """Hash an outlet, a headline and a text into a stable id: "t" and 15 hexadecimal digits.

    White space and letter case do not count, so that a listing copied twice gives one id. The
    letter keeps spreadsheets from reading an id as a number.
    """
    parts = (outlet or "", headline, text)
    canonical = "\x1f".join(map(folded, parts))
    # a text of a program may hold half of a surrogate pair, which its id must survive
    canonical_bytes = canonical.encode(errors="surrogatepass")
    return f"t{hashlib.sha256(canonical_bytes).hexdigest()[:15]}"


_TEXT_FIELDS = ("id", "headline", "text", "language")


def _check_types(teaser: Teaser) -> None:
    """Refuse a teaser whose fields are not what the rest of the program takes them for."""
    for name in _TEXT_FIELDS:
        value = getattr(teaser, name)
        if not isinstance(value, str):
            raise ReadError("Teaser", f"{name} is {type(value).__name__}; expected str")
    if not isinstance(teaser.sources, tuple) or not all(
        isinstance(place, SourceRef) for place in teaser.sources
    ):
        raise ReadError("Teaser", "sources is not a tuple of SourceRef")


def _in_utc(published: datetime) -> datetime:
    """Give an aware time in UTC; refuse all else."""
    if not isinstance(published, datetime):
        kind = type(published).__name__
        raise ReadError("Teaser", f"published is {kind}; expected an aware datetime")
    if published.tzinfo is None:
        raise ReadError(
            "Teaser",
            f"published is {published.isoformat()} without a time zone; expected an aware "
            "datetime, such as datetime(2025, 1, 18, tzinfo=UTC)",
        )
    try:
        return published.astimezone(UTC)
    except OverflowError as error:
        raise ReadError("Teaser", "published is no time that UTC can express") from error
