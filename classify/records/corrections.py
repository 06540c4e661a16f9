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
    """Two ids of teasers or more."""
    place: str = ""
    """Where it was written down, such as "corrections.txt, line 3"."""
