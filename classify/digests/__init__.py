"""Stories to a digest: order, sections, citations, changes, provenance."""

from classify.digests.changes import Standing, reconciled, stand, unseen, with_changes
from classify.digests.composer import bind_digest
from classify.digests.dating import without_impossible_dates
from classify.digests.drafting import draft
from classify.digests.drafts import BriefDraft
from classify.digests.provenance import state_provenance, training_facts
from classify.digests.review import MIN_PRIMARY_PROBABILITY
from classify.digests.sections import GROUPINGS, DigestLayout

__all__ = [
    "GROUPINGS",
    "MIN_PRIMARY_PROBABILITY",
    "BriefDraft",
    "DigestLayout",
    "Standing",
    "bind_digest",
    "draft",
    "reconciled",
    "stand",
    "state_provenance",
    "training_facts",
    "unseen",
    "with_changes",
    "without_impossible_dates",
]
