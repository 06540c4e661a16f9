"""What an evaluation says in words, the same in Markdown and on the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from classify.records import (
    Comparison,
    ConfusedTopics,
    CoveragePoint,
    Estimate,
    Evaluation,
    Misjudged,
)
from classify.reports.phrases import ENGLISH_PHRASES
from classify.reports.tables import interval, percent, three

_number_of = ENGLISH_PHRASES.number_of

HOW_TO_READ = (
    "Figures come with 95 % bootstrap intervals; teasers that belong together are drawn together.",
    "Macro: the mean over topics with at least one example; micro: over all decisions at once; "
    "sample: the mean over teasers, where no topic given and none due is 1.",
    "P is precision (which share of the teasers given a topic have it), R recall (which share of "
    "the teasers that have it were given it), F1 their harmonic mean. AP, average precision: how "
    "well the probabilities rank the topic's teasers before the others.",
    "Brier score: mean squared difference of probability and truth. Expected calibration error: "
    "how far probability and share of truth lie apart, over 15 bins that hold equal numbers of "
    "decisions; of a single topic (ECE) chance alone makes it hundredths where teasers are few. "
    "The reliability diagrams use bins of equal width instead, to show the whole range.",
    "Labels that one of two annotators gave are left out; the strict figures count them as not "
    "given.",
    "Coverage is the share of teasers that get a topic. Each point of the curve assigns the topics "
    "whose probability is at least one bound; macro-precision there is the mean over the topics "
    "that are assigned at least once.",
)
_FACETS = {
    "length": "Length of headline and text",
    "end of the text": "Text whole or cut off",
    "annotators": "Annotators",
    "kind": "Kind",
    "country": "Country",
}


def in_short(found: Evaluation) -> list[str]:
    """Say the main things in sentences."""
    scores, own, statuses = found.scores, found.operating_point, found.statuses
    n = scores.n_teasers
    said = [
        f"Of {n:,} teasers {percent(own.coverage.value)} get a topic; "
        f"none fits {statuses.get('none', 0):,}, and on {statuses.get('abstained', 0):,} the model "
        "abstains."
    ]
    if own.micro_precision:
        right, all_right = own.micro_precision.value, scores.exact.value
        said.append(
            f"{percent(right)} of the topics given are right; {percent(all_right)} of the teasers "
            "have all their topics right and none too many."
        )
    at = _least_bound(found.coverage, precision=0.9)
    if at:
        bound, precision, coverage = at
        said.append(
            f"Where only topics of probability {bound:.2f} or more are given, at least nine "
            f"in ten are right ({three(precision)}), and "
            f"{percent(coverage)} of the teasers get one."
        )
    without = [one.topic for one in scores.topics if not one.n_positive]
    if without:
        said.append(f"Without an example, and so left out of the means: {', '.join(without)}.")
    return said


def novelty_words(novelty: Estimate | None) -> str:
    """Say how well novelty tells teasers without a topic."""
    if novelty is None:
        return "The data hold no teaser without a topic, or no other: novelty cannot be scored."
    return (
        "A teaser that no topic fits is more novel than one with a topic in "
        f"{interval(novelty)} of all pairs (area under the ROC curve; .5 is chance)."
    )


def confusion_words(confusion: ConfusedTopics, names: Mapping[str, str]) -> str:
    """Name a confusion, such as "Politics missed, Elections given"."""
    missed, given = (
        None if topic is None else names.get(topic, topic)
        for topic in (confusion.missed, confusion.given)
    )
    if missed is None:
        return f"{given} given, none missed"
    return f"{missed} missed, {given} given" if given else f"{missed} missed, none given"


def judged_words(teaser: Misjudged, names: Mapping[str, str]) -> str:
    """Say what a misjudged teaser should have and what it got."""

    def listed(topics: Sequence[str], probabilities: Mapping[str, float]) -> str:
        said = [
            names.get(topic, topic)
            + (f" ({percent(probabilities[topic])})" if topic in probabilities else "")
            for topic in topics
        ]
        return ", ".join(said) or "none"

    words = f"labelled {listed(teaser.labels, teaser.missed)}"
    words += f"; given {listed(teaser.topics, teaser.given)}"
    if teaser.disputed:
        words += f"; disputed {listed(teaser.disputed, {})}"
    return words


def facet_title(facet: str) -> str:
    """Head a table of parts."""
    return _FACETS.get(facet, facet)


def comparison_note(comparison: Comparison) -> str:
    """Say which teasers only one of the two models has all right."""
    first, second = len(comparison.only_first), len(comparison.only_second)
    return (
        f"All topics right with this model only: {_number_of(first, 'teaser')}; with the other "
        f"only: {second:,}. Both models are scored on the same resamples, so an interval without 0 "
        "is a difference that these data can show. For Brier score and calibration error less is "
        "better."
    )


def bound_words(point: CoveragePoint) -> str:
    """Name a point of the coverage curve."""
    return "own thresholds" if point.bound is None else f"{point.bound:.2f}"


def _least_bound(
    points: Sequence[CoveragePoint], *, precision: float
) -> tuple[float, float, float] | None:
    """Return the lowest bound that reaches the precision, with precision and coverage there."""
    for point in points:
        reached = point.micro_precision
        if point.bound is not None and reached and reached.value >= precision:
            return point.bound, reached.value, point.coverage.value
    return None
