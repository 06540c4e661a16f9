"""What an evaluation gives: figures with their intervals, and the teasers behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure and its 95 % interval: `low` <= `value` <= `high`."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicFigures:
    """Scores of one topic, without its disputed cells; None where it has no positive example."""

    topic: str
    n_positive: int
    precision: Estimate | None
    """0 if the topic was never assigned."""
    recall: Estimate | None
    f1: Estimate | None
    average_precision: Estimate | None
    brier: Estimate | None
    """Mean squared difference of probability and truth; also without a positive example."""
    calibration_error: Estimate | None
    """As of all topics together, over bins of this topic's cells alone; chance raises it, the more
    the fewer teasers there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicScores:
    """Scores of all topics together, and of each.

    Disputed cells (labels that one of two annotators gave) are left out; the strict figures keep
    them and take them as the truth says, that is as labels not given. A topic without a positive
    example has no F1 and no average precision and is left out of the means over topics; so it is
    from a resample that happens to hold none.
    """

    n_teasers: int
    n_disputed: int
    """Disputed cells."""
    macro_f1: Estimate
    """Mean of the topics' F1, over topics with a positive example."""
    micro_f1: Estimate
    """F1 over all cells at once."""
    sample_f1: Estimate
    """Mean of the teasers' F1; 1 for a teaser that has no topic and was given none."""
    mean_average_precision: Estimate
    """Mean of the topics' average precision, over topics with a positive example."""
    exact: Estimate
    """Share (0..1) of teasers whose topics are all right."""
    brier: Estimate
    """Mean squared difference of probability and truth over all cells; 0 is best."""
    calibration_error: Estimate
    """Expected difference of probability and share of truth, over 15 bins of equal numbers of
    cells; 0 is best."""
    strict_macro_f1: Estimate
    strict_micro_f1: Estimate
    strict_sample_f1: Estimate
    strict_mean_average_precision: Estimate
    strict_exact: Estimate
    strict_brier: Estimate
    strict_calibration_error: Estimate
    topics: tuple[TopicFigures, ...]
    """In the order of the columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliabilityBin:
    """The decisions whose probability lies between two bounds."""

    low: float
    high: float
    n_cells: int
    mean_probability: float
    share: Estimate
    """Share (0..1) of the decisions in which the topic applies; near `mean_probability` if the
    probabilities can be trusted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveragePoint:
    """What happens where a topic is assigned from one probability on."""

    bound: float | None
    """The probability; None for the thresholds of the model, one for each topic."""
    coverage: Estimate
    """Share (0..1) of teasers that get a topic."""
    micro_precision: Estimate | None
    """Share of the assigned topics that are right; None if none is assigned."""
    macro_precision: Estimate | None
    """Mean of that share over the topics that are assigned at least once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SliceFigures:
    """Scores of one part of the teasers, without its disputed cells.

    There is no mean over topics here: a part holds too few teasers of most of them.
    """

    name: str
    n_teasers: int
    coverage: Estimate | None
    """Share (0..1) of teasers that were given a topic."""
    micro_f1: Estimate | None
    """None where no teaser of the part has a topic."""
    sample_f1: Estimate | None
    exact: Estimate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfusedTopics:
    """A topic that is missed, and one that is given in its place; None for neither."""

    missed: str | None
    given: str | None
    teaser_ids: tuple[str, ...]
    """The clearest mistakes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Misjudged:
    """A teaser whose topics are not all right."""

    teaser_id: str
    headline: str
    text: str
    labels: tuple[str, ...]
    disputed: tuple[str, ...]
    topics: tuple[str, ...]
    """Assigned topics, the most probable first."""
    missed: Mapping[str, float]
    """Topic -> probability."""
    given: Mapping[str, float]
    """Topic that was given and does not apply -> probability."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicDifference:
    """F1 of one topic with either model, and first minus second."""

    topic: str
    n_positive: int
    first: float | None
    second: float | None
    difference: Estimate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The figures of the first model minus those of the second.

    Both are scored on the same resamples, so that what is hard for both cancels out: these
    intervals are narrower than those of the two models would suggest.
    """

    n_teasers: int
    differences: Mapping[str, Estimate]
    """By the names of the fields in `TopicScores`; of Brier score and calibration error below 0 is
    better."""
    seconds: Mapping[str, float]
    """The figures of the second model."""
    topics: tuple[TopicDifference, ...]
    only_first: tuple[int, ...]
    """Numbers of the teasers whose topics only the first model has all right."""
    only_second: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """How right a model's topics are, and where they are wrong."""

    scores: TopicScores
    statuses: Mapping[str, int]
    """Status of a prediction -> number of teasers."""
    reliability: tuple[ReliabilityBin, ...]
    """Over the decisions on all topics."""
    topic_reliability: Mapping[str, tuple[ReliabilityBin, ...]]
    coverage: tuple[CoveragePoint, ...]
    """The curve, as one bound for all topics rises."""
    operating_point: CoveragePoint
    """What the thresholds of the model give."""
    slices: Mapping[str, tuple[SliceFigures, ...]]
    """What the teasers are parted by -> scores of each part."""
    confusions: tuple[ConfusedTopics, ...]
    """The most frequent first."""
    misjudged: tuple[Misjudged, ...]
    """In the order of the data."""
    novelty: Estimate | None
    """Area under the ROC curve of novelty: teasers without any topic against the others; None
    where there are none of either."""
    comparison: Comparison | None
    """With another model, if there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryScores:
    """Scores of a grouping; 1 is best but for `siblings_joined`. Intervals over true stories."""

    n_teasers: int
    n_stories: int
    """True stories."""
    n_predicted: int
    """Predicted stories."""
    b_cubed_precision: Estimate
    b_cubed_recall: Estimate
    b_cubed_f1: Estimate
    pairwise_precision: Estimate
    """Share of the joined pairs of teasers that belong together; 1 if none was joined."""
    pairwise_recall: Estimate
    """Share of the pairs that belong together that were joined; 1 if none belongs together."""
    pairwise_f1: Estimate
    adjusted_rand: float
    """Agreement on pairs beyond chance: 0 by chance, below 0 worse (Hubert & Arabie, 1985)."""
    adjusted_mutual_information: float
    """Shared information beyond chance: 0 by chance (Vinh et al., 2010). Like `adjusted_rand`
    no sum over stories, hence without an interval."""
    siblings_joined: Estimate | None
    """Share (0..1) of the pairs of teasers of different but sibling stories that were joined; 0 is
    best; None without such pairs. Interval over families of siblings."""
