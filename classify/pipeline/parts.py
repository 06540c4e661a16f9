"""What a pipeline is made of, and what of it decides the results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from classify.digests import StoryRanker
from classify.errors import EncoderError
from classify.pipeline.settings import PipelineSettings
from classify.records import hash_json
from classify.stories import StoryFinder
from classify.summarization import StorySummarizer
from classify.topics import GenreClassifier, TopicClassifier


@dataclass(frozen=True, kw_only=True)
class PipelineParts:
    """Components on one encoder, and where they come from.

    Raises
    ------
    EncoderError
        If the components have different encoders.
    """

    classifier: TopicClassifier
    story_finder: StoryFinder
    summarizer: StorySummarizer
    genres: GenreClassifier
    ranker: StoryRanker
    name: str
    sha256: str
    """Hash of the bundle that they were loaded from; empty if they were not."""
    facts: Mapping[str, Any]
    """What is known of the training, in JSON values."""

    def __post_init__(self) -> None:
        own = self.classifier.encoder
        for other in (self.story_finder, self.summarizer, self.genres, self.ranker):
            if other.encoder.sha256 != own.sha256:
                raise EncoderError(
                    other.encoder.name,
                    f"is not the classifier's, {own.name!r}: give all components of a "
                    "pipeline the same one",
                )

    @property
    def settings(self) -> PipelineSettings:
        """How stories are found and condensed, and whether genres are told."""
        return PipelineSettings(
            stories=self.story_finder.settings,
            condensing=self.summarizer.settings,
            genres=self.genres.is_on,
        )

    @property
    def configuration(self) -> list[Any]:
        """All settings that the results depend on, in JSON values."""
        return [
            self.classifier.head.settings.to_dict(),
            self.settings.to_dict(),
            self.story_finder.pair_model_sha256,
            self.summarizer.concept_model_sha256,
            self.genres.model_sha256,
            self.ranker.model_sha256,
        ]

    @property
    def made_with(self) -> str:
        """Hash of all that decides which teasers tell one event."""
        finder = self.story_finder
        # kinds decide who stands alone
        genres = self.genres.model_sha256
        grouping = [finder.settings.to_dict(), finder.pair_model_sha256, genres]
        return hash_json([self.sha256, self.classifier.encoder.sha256, *grouping])
