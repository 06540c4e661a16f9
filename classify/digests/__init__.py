"""Stories to a digest: order, sections, citations, changes, provenance."""

from classify.digests.changes import Standing, reconciled, stand, unseen, with_changes
from classify.digests.composer import MIN_PRIMARY_PROBABILITY, bind_digest
from classify.digests.drafting import draft
from classify.digests.drafts import BriefDraft
from classify.digests.provenance import state_provenance, training_facts
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
]
