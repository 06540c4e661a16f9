"""What travels: the immutable records that pass between readers, pipeline and reports.

Every record is frozen, slotted and keyword-only; sequences are tuples; times are aware UTC.
JSON keys are the field names (`to_json_dict`), here and on the command line.
"""

from classify.records.corrections import Correction
from classify.records.digests import (
    Brief,
    BriefStatus,
    Counts,
    Coverage,
    Digest,
    Field,
    KeyLine,
    LowConfidence,
    Period,
    Provenance,
    Section,
    Sentence,
    Source,
    TimelineEntry,
)
from classify.records.earlier import (
    Changes,
    DroppedStory,
    EarlierDigest,
    EarlierStory,
    SectionChange,
)
from classify.records.explanations import (
    Example,
    Explanation,
    Span,
    TopicReason,
    WordEffect,
)
from classify.records.json_values import (
    to_json_dict,
)
from classify.records.running import EVENT_KINDS, EventKind, RunningStories, StoryEvent
from classify.records.teasers import (
    DATE_PRECISIONS,
    KINDS,
    UNDETERMINED_LANGUAGE,
    AbstainReason,
    DateBasis,
    DatePrecision,
    Kind,
    LabelledStory,
    LabelledTeaser,
    Link,
    Prediction,
    PredictionStatus,
    SourceRef,
    Story,
    Teaser,
    teaser_id,
)

__all__ = [
    "DATE_PRECISIONS",
    "EVENT_KINDS",
    "KINDS",
    "UNDETERMINED_LANGUAGE",
    "AbstainReason",
    "Brief",
    "BriefStatus",
    "Changes",
    "Correction",
    "Counts",
    "Coverage",
    "DateBasis",
    "DatePrecision",
    "Digest",
    "DroppedStory",
    "EarlierDigest",
    "EarlierStory",
    "EventKind",
    "Example",
    "Explanation",
    "Field",
    "KeyLine",
    "Kind",
    "LabelledStory",
    "LabelledTeaser",
    "Link",
    "LowConfidence",
    "Period",
    "Prediction",
    "PredictionStatus",
    "Provenance",
    "RunningStories",
    "Section",
    "SectionChange",
    "Sentence",
    "Source",
    "SourceRef",
    "Span",
    "Story",
    "StoryEvent",
    "Teaser",
    "TimelineEntry",
    "TopicReason",
    "WordEffect",
    "teaser_id",
    "to_json_dict",
]
