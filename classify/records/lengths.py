"""How long each brief may be, as a person says it."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

_PART = re.compile(r"([0-9]+)\s*([^\W\d_]+)")
_FIELDS = {"word": "max_words", "sentence": "max_sentences", "character": "max_characters"}
_LONGEST = 999_999
_ACCEPTED = (
    'Say words, sentences, characters or several of them, such as "40 words" or '
    '"2 sentences, 280 characters".'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefLength:
    """Limits of each brief, without its headline; what is None stays as the model has it.

    Raises
    ------
    ValueError
        If a limit does not lie between 1 and 999999.
    """

    max_words: int | None = None
    max_sentences: int | None = None
    max_characters: int | None = None
    """Of the sentences joined by single spaces."""

    def __post_init__(self) -> None:
        for field in fields(self):
            limit = getattr(self, field.name)
            if limit is not None and not 1 <= limit <= _LONGEST:
                raise ValueError(f"{field.name} is a number from 1 to {_LONGEST}, not {limit}")

    @classmethod
    def parse(cls, text: str) -> BriefLength:
        """Read limits such as "1 sentence" or "2 sentences, 280 characters".

        Parameters
        ----------
        text : str
            Parts between commas: a number from 1 and its unit, each unit once.

        Raises
        ------
        ValueError
            If it is no such text; says what is wrong, and what is accepted.
        """
        limits: dict[str, int] = {}
        for part in map(str.strip, text.split(",")):
            field, limit = _read_part(part)
            if field in limits:
                unit = field.removeprefix("max_")
                raise ValueError(f"{text!r} limits {unit} more than once. {_ACCEPTED}")
            limits[field] = limit
        return cls(**limits)


def _read_part(part: str) -> tuple[str, int]:
    """Return the field of one limit, and the limit."""
    if not (found := _PART.fullmatch(part)):
        raise ValueError(f"{part!r} is no number with its unit. {_ACCEPTED}")
    number, unit = found.groups()
    field = _FIELDS.get(unit.casefold().removesuffix("s"))
    if field is None:
        raise ValueError(f"unknown unit {unit!r} in {part!r}. {_ACCEPTED}")
    # the digits are counted first: int() refuses to read thousands of them
    if len(number.lstrip("0")) > len(str(_LONGEST)) or not 1 <= int(number) <= _LONGEST:
        raise ValueError(f"{part!r}: the number goes from 1 to {_LONGEST}. {_ACCEPTED}")
    return field, int(number)
