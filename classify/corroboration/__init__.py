"""What speaks for a report: independent outlets, reprints, figures that differ."""

from classify.corroboration.conflicts import (
    DraftNote,
    find_clashes,
    is_overtaken,
    with_current_lead,
)
from classify.corroboration.evidence import Evidence, weigh_evidence
from classify.corroboration.independence import independent_reports

__all__ = [
    "DraftNote",
    "Evidence",
    "find_clashes",
    "independent_reports",
    "is_overtaken",
    "weigh_evidence",
    "with_current_lead",
]
