"""How right we are: scores of topics and stories, with intervals."""

from classify.evaluation.intervals import Estimate, bootstrap
from classify.evaluation.stories import StoryScores, b_cubed, pairwise, score_stories
from classify.evaluation.topics import TopicFigures, TopicScores, score_topics

__all__ = [
    "Estimate",
    "StoryScores",
    "TopicFigures",
    "TopicScores",
    "b_cubed",
    "bootstrap",
    "pairwise",
    "score_stories",
    "score_topics",
]
