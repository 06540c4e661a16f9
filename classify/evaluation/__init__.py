"""Scores of topics and stories, with intervals."""

from classify.evaluation.bootstrap import bootstrap, estimate
from classify.evaluation.clustering_metrics import b_cubed, pairwise, score_stories
from classify.evaluation.comparison import compare_topics
from classify.evaluation.confusions import Confusion, confusions
from classify.evaluation.coverage import coverage_curve, coverage_point
from classify.evaluation.multilabel_metrics import Counts, area_under_roc
from classify.evaluation.reliability import reliability
from classify.evaluation.resampling import draw_weights
from classify.evaluation.slices import score_slices
from classify.evaluation.stories import evaluate_stories
from classify.evaluation.topic_metrics import score_topics
from classify.evaluation.topics import evaluate_topics

__all__ = [
    "Confusion",
    "Counts",
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
