"""Why a teaser has its topics."""

from __future__ import annotations

from dataclasses import dataclass

from classify.records.teasers import Prediction

Span = tuple[int, int]
"""Offsets of the first character and behind the last one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A labelled teaser that another one is like."""

    id: str
    headline: str
    labels: tuple[str, ...]
    similarity: float
    """Cosine of the two vectors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordEffect:
    """What one word does for a topic."""

    text: str
    spans: tuple[Span, ...]
    """Where it stands in the passage: offsets of its first character and behind its last one."""
    change: float
    """Probability with the word minus probability without it."""
    log_odds: float
    """The same in log-odds, which still tell where a probability is near 0 or 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicReason:
    """Why a topic is as probable as it is."""

    topic: str
    probability: float
    threshold: float
    """From this probability on it is assigned."""
    words: tuple[WordEffect, ...]
    """Those that change the log-odds most first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What stands behind the topics of one teaser."""

    teaser_id: str
    passage: str
    prediction: Prediction
    reasons: tuple[TopicReason, ...]
    """For each topic assigned, or for the most probable one where there is none."""
    examples: tuple[Example, ...]
    """Labelled teasers that this one is like, the nearest first."""
