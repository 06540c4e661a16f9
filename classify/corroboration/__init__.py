"""Corroboration: sure joins, independent reports, reprints, conflicting figures."""

from classify.corroboration.conflicts import (
    DraftNote,
    find_clashes,
    is_overtaken,
    with_current_lead,
)
from classify.corroboration.evidence import Evidence, weigh_evidence
from classify.corroboration.independence import independent_reports
from classify.corroboration.joins import MIN_SURE_JOIN, Joins, part_joins

__all__ = [
    "MIN_SURE_JOIN",
    "DraftNote",
    "Evidence",
    "Joins",
    "find_clashes",
    "independent_reports",
    "is_overtaken",
    "part_joins",
    "weigh_evidence",
    "with_current_lead",
]
