"""Topics: a feature matrix to calibrated probabilities, decisions and novelty.

`TopicClassifier`, which learns them, stands in `classify.topics.classifier`: it takes scikit-learn,
which predicting does not wait for.
"""

from classify.topics.linear import LinearTopics
from classify.topics.novelty import NoveltyDetector
from classify.topics.unseen import UnseenTexts

__all__ = ["LinearTopics", "NoveltyDetector", "UnseenTexts"]
