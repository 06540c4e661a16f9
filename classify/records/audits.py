"""What an audit of labelled data gives: findings for a person to look at, and counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

FindingKind = Literal["leak", "contradiction", "copy", "label too much", "label missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditedTeaser:
    """A teaser as a finding shows it."""

    id: str
    headline: str
    text: str
    labels: tuple[str, ...]
    disputed: tuple[str, ...]
    split: str | None
    place: str
    """File and line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something for a person to look at."""

    kind: FindingKind
    teaser: AuditedTeaser
    topic: str | None = None
    """The label in doubt."""
    probability: float | None = None
    """That the topic applies, by a model that did not see the teaser."""
    other: AuditedTeaser | None = None
    """The near copy."""
    resemblance: float | None = None
    """Share (0..1) of the pairs of words that both have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicHealth:
    """What the data hold of one topic."""

    topic: str
    n_positive: int
    n_primary: int
    n_disputed: int
    splits: Mapping[str, int]
    """Split -> number of teasers with the topic."""
    n_too_much: int
    """Labels that are probably too much."""
    n_missing: int
    """Labels that are probably missing."""
    alpha: float | None
    """Krippendorff's alpha of two annotators; None where only one annotation is known."""
    too_small: bool
    """Whether it has too few examples to learn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What was found in labelled data."""

    n_teasers: int
    n_without_label: int
    n_disputed: int
    """Labels that one of two annotators gave."""
    splits: Mapping[str, int]
    """Split -> number of teasers."""
    n_in_no_split: int
    alpha: float | None
    """Krippendorff's alpha over the decisions on all topics."""
    n_taught: int
    """Teasers whose labels the encoder has learned: their doubtful labels hide."""
    topics: tuple[TopicHealth, ...]
    findings: tuple[Finding, ...]
    """The gravest kind first; in a kind the most certain first."""
    unreadable: tuple[str, ...]
    """A message for each item that could not be read."""
