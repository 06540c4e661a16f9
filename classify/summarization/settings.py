"""How long a brief may be, and how its sentences are chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from classify.errors import UnknownNameError
from classify.records import BriefLength
from classify.storage import settings_from_json
from classify.summarization.raters import RATERS
from classify.summarization.selection import Limits

CONCEPTS = "concepts"
FACILITY_LOCATION = "facility location"
METHODS = (CONCEPTS, FACILITY_LOCATION, *RATERS)
"""How sentences can be chosen."""

_CHARACTERS_PER_WORD = 6  # of English news, with the space behind it


@dataclass(frozen=True, slots=True, kw_only=True)
class CondensingSettings:
    """How long a brief may be, and how its sentences are chosen."""

    method: str = CONCEPTS
    """One of `METHODS`. What is learned of concepts goes with the bundled encoder; with another one
    likeness to the centroid stands in for it."""
    max_words: int = 70
    max_sentences: int = 3
    max_characters: int | None = None
    """Of the sentences joined by single spaces; no limit if None."""
    redundancy: float = 0.3
    """How much likeness to what is chosen counts against a sentence, where the method rates each
    by itself."""

    @property
    def limits(self) -> Limits:
        """How much of a story may be chosen."""
        return Limits(
            max_words=self.max_words,
            max_sentences=self.max_sentences,
            max_characters=self.max_characters,
        )

    @property
    def n_expected_words(self) -> int:
        """Words that a brief of this length has, where its characters end it before its words."""
        if self.max_characters is None:
            return self.max_words
        return min(self.max_words, self.max_characters // _CHARACTERS_PER_WORD)

    def with_length(self, length: BriefLength) -> CondensingSettings:
        """Return the same settings with other limits; those that are not named stay.

        Where characters are named and words are not, words do not count: as many are allowed as
        there could ever be.
        """
        limits = {name: limit for name, limit in asdict(length).items() if limit is not None}
        if length.max_characters and not length.max_words:
            limits["max_words"] = (length.max_characters + 1) // 2  # one letter each, and spaces
        return replace(self, **limits)

    def to_dict(self) -> dict[str, Any]:
        """Return the settings in JSON values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> CondensingSettings:
        """Restore what `to_dict` returned."""
        settings = settings_from_json(cls, values, place="settings.condensing")
        if settings.method not in METHODS:
            raise UnknownNameError("method", settings.method, METHODS)
        BriefLength(
            max_words=settings.max_words,
            max_sentences=settings.max_sentences,
            max_characters=settings.max_characters,
        )
        return settings
