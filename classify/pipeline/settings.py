"""How a pipeline finds stories, condenses them and tells genres."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from classify.storage import entry
from classify.stories import StorySettings
from classify.summarization import CondensingSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineSettings:
    """How stories are found and condensed, whether genres are told; kept in the bundle."""

    stories: StorySettings = field(default_factory=StorySettings)
    condensing: CondensingSettings = field(default_factory=CondensingSettings)
    genres: bool = True
    """Whether wording shows the kind of a teaser whose source states none."""

    def to_dict(self) -> dict[str, Any]:
        """Return the settings in JSON values."""
        return {
            "stories": self.stories.to_dict(),
            "condensing": self.condensing.to_dict(),
            "genres": self.genres,
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> PipelineSettings:
        """Restore what `to_dict` returned."""
        return cls(
            stories=StorySettings.from_dict(values["stories"]),
            condensing=CondensingSettings.from_dict(values["condensing"]),
            # models that were trained before there were genres say nothing of them
            genres=entry(values, "genres", bool, place="settings") if "genres" in values else True,
        )
