"""How right we are: scores of topics and stories, with intervals."""

from classify.evaluation.bootstrap import Estimate, bootstrap, draw_weights, estimate
from classify.evaluation.clustering_metrics import StoryScores, b_cubed, pairwise, score_stories
from classify.evaluation.comparison import Comparison, TopicDifference, compare_topics
from classify.evaluation.confusions import Confusion, confusions
from classify.evaluation.coverage import CoveragePoint, coverage_curve, coverage_point
from classify.evaluation.multilabel_metrics import area_under_roc
from classify.evaluation.reliability import Bin, reliability
from classify.evaluation.slices import SliceFigures, score_slices
from classify.evaluation.stories import LabelledStories, evaluate_stories
from classify.evaluation.topic_metrics import TopicFigures, TopicScores, score_topics
from classify.evaluation.topics import Evaluation, evaluate_topics

__all__ = [
    "Bin",
    "Comparison",
    "Confusion",
    "CoveragePoint",
    "Estimate",
    "Evaluation",
    "LabelledStories",
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
    "evaluate_stories",
    "evaluate_topics",
    "pairwise",
    "reliability",
    "score_slices",
    "score_stories",
    "score_topics",
]
