"""Teasers to stories: candidate pairs, pair model, clustering, tracking over time, state."""

from classify.stories.background import Background
from classify.stories.clustering import StorySettings, find_stories
from classify.stories.constraints import Constraints
from classify.stories.event_space import EventSpace
from classify.stories.finder import StoryFinder, with_own_texts
from classify.stories.group_model import GroupModel
from classify.stories.groups import Group, GroupLink
from classify.stories.lexical_features import Lexicon, read_lexicon
from classify.stories.pair_features import GROUNDS
from classify.stories.pair_model import PairModel, find_pair_model
from classify.stories.state import read_state, render_state, state_lock, write_state
from classify.stories.tracking import check_made_with, follow

__all__ = [
    "GROUNDS",
    "Background",
    "Constraints",
    "EventSpace",
    "Group",
    "GroupLink",
    "GroupModel",
    "Lexicon",
    "PairModel",
    "StoryFinder",
    "StorySettings",
    "check_made_with",
    "find_pair_model",
    "find_stories",
    "follow",
    "read_lexicon",
    "read_state",
    "render_state",
    "state_lock",
    "with_own_texts",
    "write_state",
]
