"""A story to its sentences: candidates, concepts, redundancy, the one selection."""

from classify.summarization.concept_model import ConceptModel
from classify.summarization.concept_statistics import ConceptStatistics
from classify.summarization.concepts import StoryConcepts, StorySentences, read_concepts
from classify.summarization.objectives import (
    ExpectedOverlap,
    FacilityLocation,
    MarginalRelevance,
    Objective,
)
from classify.summarization.raters import RATERS
from classify.summarization.redundancy import find_repeats
from classify.summarization.selection import Choices, Limits, select
from classify.summarization.summarizer import CondensingSettings, condense

__all__ = [
    "RATERS",
    "Choices",
    "ConceptModel",
    "ConceptStatistics",
    "CondensingSettings",
    "ExpectedOverlap",
    "FacilityLocation",
    "Limits",
    "MarginalRelevance",
    "Objective",
    "StoryConcepts",
    "StorySentences",
    "condense",
    "find_repeats",
    "read_concepts",
    "select",
]
