"""Sentences and vectors to salience, and the one selection.

A method only says what each sentence is worth (`raters`, `objectives`); choosing under a hard
length limit without repeats (`repeats`) is written once (`selection`).
"""

from classify.summarizers.concept_model import ConceptModel
from classify.summarizers.concept_statistics import ConceptStatistics
from classify.summarizers.concepts import StoryConcepts, StorySentences, read_concepts
from classify.summarizers.objectives import (
    ExpectedOverlap,
    FacilityLocation,
    MarginalRelevance,
    Objective,
)
from classify.summarizers.raters import RATERS
from classify.summarizers.repeats import find_repeats
from classify.summarizers.selection import Choices, Limits, select

__all__ = [
    "RATERS",
    "Choices",
    "ConceptModel",
    "ConceptStatistics",
    "ExpectedOverlap",
    "FacilityLocation",
    "Limits",
    "MarginalRelevance",
    "Objective",
    "StoryConcepts",
    "StorySentences",
    "find_repeats",
    "read_concepts",
    "select",
]
