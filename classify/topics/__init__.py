"""Teasers to topics: calibrated probabilities, decisions, novelty, explanations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from classify.topics.cascade import FirstLook
from classify.topics.classifier import TopicClassifier
from classify.topics.explanation import explain
from classify.topics.genres import GenreClassifier, GenreModel, find_genre_model
from classify.topics.head import TopicHead, TopicSettings
from classify.topics.held_out import UnseenTexts
from classify.topics.linear_model import LinearTopics
from classify.topics.nearest_examples import Examples
from classify.topics.novelty import NoveltyDetector
from classify.topics.story_topics import topics_of_story
from classify.topics.training import TrainingTexts, train_topics

if TYPE_CHECKING:
    from classify.topics.estimator import TopicEstimator

__all__ = [
    "Examples",
    "FirstLook",
    "GenreClassifier",
    "GenreModel",
    "LinearTopics",
    "NoveltyDetector",
    "TopicClassifier",
    "TopicEstimator",
    "TopicHead",
    "TopicSettings",
    "TrainingTexts",
    "UnseenTexts",
    "explain",
    "find_genre_model",
    "topics_of_story",
    "train_topics",
]


def __getattr__(name: str) -> Any:
    # it needs scikit-learn, which predicting does not wait for
    if name == "TopicEstimator":
        from classify.topics import estimator

        return getattr(estimator, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
