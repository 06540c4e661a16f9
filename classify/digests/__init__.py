"""Stories to a digest: order, sections, citations, changes, provenance."""

from classify.digests.changes import Standing, reconciled, stand, unseen, with_changes
from classify.digests.composer import bind_digest
from classify.digests.consequence_model import ConsequenceModel, find_consequence_model
from classify.digests.dating import without_impossible_dates
from classify.digests.drafting import draft
from classify.digests.drafts import BriefDraft
from classify.digests.provenance import state_provenance, training_facts
from classify.digests.ranking import RANKINGS, RankingSettings, StoryRanker, read_boosts
from classify.digests.review import MIN_PRIMARY_PROBABILITY
from classify.digests.sections import GROUPINGS, DigestLayout
from classify.digests.story_signals import story_features

__all__ = [
    "GROUPINGS",
    "MIN_PRIMARY_PROBABILITY",
    "RANKINGS",
    "BriefDraft",
    "ConsequenceModel",
    "DigestLayout",
    "RankingSettings",
    "Standing",
    "StoryRanker",
    "bind_digest",
    "draft",
    "find_consequence_model",
    "read_boosts",
    "reconciled",
    "stand",
    "state_provenance",
    "story_features",
    "training_facts",
    "unseen",
    "with_changes",
    "without_impossible_dates",
]
