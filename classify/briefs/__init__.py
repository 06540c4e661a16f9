"""Stories to briefs and a digest: what is told, in which order, cited by which numbers."""

from classify.briefs.binding import MIN_PRIMARY_PROBABILITY, bind_digest
from classify.briefs.drafts import BriefDraft, DraftFigure, DraftNote
from classify.briefs.layout import GROUPINGS, DigestLayout

__all__ = [
    "GROUPINGS",
    "MIN_PRIMARY_PROBABILITY",
    "BriefDraft",
    "DigestLayout",
    "DraftFigure",
    "DraftNote",
    "bind_digest",
]
