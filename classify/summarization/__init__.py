"""A story to its sentences: candidates, concepts, redundancy, the one selection."""

from classify.summarization.concept_model import ConceptModel, find_concept_model
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
from classify.summarization.settings import METHODS, CondensingSettings
from classify.summarization.summarizer import StorySummarizer

__all__ = [
    "METHODS",
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
    "StorySummarizer",
    "find_concept_model",
    "find_repeats",
    "read_concepts",
    "select",
]
