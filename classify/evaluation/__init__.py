"""How right we are: scores of topics and stories, with intervals."""

from classify.evaluation.confusions import Confusion, confusions
from classify.evaluation.coverage import CoveragePoint, coverage_curve, coverage_point
from classify.evaluation.intervals import Estimate, bootstrap, draw_weights, estimate
from classify.evaluation.paired import Comparison, TopicDifference, compare_topics
from classify.evaluation.reliability import Bin, reliability
from classify.evaluation.slices import SliceFigures, score_slices
from classify.evaluation.stories import StoryScores, b_cubed, pairwise, score_stories
from classify.evaluation.topics import TopicFigures, TopicScores, score_topics
from classify.evaluation.weighted import area_under_roc

__all__ = [
    "Bin",
    "Comparison",
    "Confusion",
    "CoveragePoint",
    "Estimate",
    "SliceFigures",
    "StoryScores",
    "TopicDifference",
    "TopicFigures",
    "TopicScores",
    "area_under_roc",
    "b_cubed",
    "bootstrap",
    "compare_topics",
    "confusions",
    "coverage_curve",
    "coverage_point",
    "draw_weights",
    "estimate",
    "pairwise",
    "reliability",
    "score_slices",
    "score_stories",
    "score_topics",
]
