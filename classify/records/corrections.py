"""What a person decided about teasers: told together, or told apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A decision that always wins over the model's."""

    kind: Literal["same", "different"]
    """Whether the teasers tell one event, or each another."""
    teasers: tuple[str, ...]
    """Two teasers or more, by id; by address or headline where they are still to be found in a pile
    (`classify.readers.resolve_corrections`)."""
    place: str = ""
    """Where it was written down, such as "corrections.txt, line 3"."""
