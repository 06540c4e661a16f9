"""How a pipeline finds stories and condenses them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from classify.stories import StorySettings
from classify.summarization import CondensingSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineSettings:
    """How stories are found and condensed; kept in the bundle."""

    stories: StorySettings = field(default_factory=StorySettings)
    condensing: CondensingSettings = field(default_factory=CondensingSettings)

    def to_dict(self) -> dict[str, Any]:
        """Return the settings in JSON values."""
        return {"stories": self.stories.to_dict(), "condensing": self.condensing.to_dict()}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> PipelineSettings:
        """Restore what `to_dict` returned."""
        return cls(
            stories=StorySettings.from_dict(values["stories"]),
            condensing=CondensingSettings.from_dict(values["condensing"]),
        )
