"""Sentences and vectors to salience, and the one selection.

A method only says what each sentence is worth (`raters`, `objectives`); choosing under a hard
length limit, leaving out repeats and restoring reading order is written once (`selection`).
"""

from classify.summarizers.concept_model import ConceptModel
from classify.summarizers.concepts import StoryConcepts, StorySentences, read_concepts
from classify.summarizers.objectives import (
    ExpectedOverlap,
    FacilityLocation,
    MarginalRelevance,
    Objective,
)
from classify.summarizers.raters import RATERS
from classify.summarizers.selection import MAX_SIMILARITY, select

__all__ = [
    "MAX_SIMILARITY",
    "RATERS",
    "ConceptModel",
    "ExpectedOverlap",
    "FacilityLocation",
    "MarginalRelevance",
    "Objective",
    "StoryConcepts",
    "StorySentences",
    "read_concepts",
    "select",
]
