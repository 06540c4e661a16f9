"""What editors said of real weeks: which stories must lead, stand high, or never lead.

`data`/weeks/*.picks.jsonl: by each editor A (must lead), B (upper part) and X (never leads), as a
teaser of the story. Order is scored as nDCG@10 (A = 3, B = 1), the mean over editors.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

GAINS = {"A": 3.0, "B": 1.0}
DEPTH = 10
N_FIRST = 5  # places in which nothing may stand that never leads


@dataclass(frozen=True, kw_only=True)
class Editors:
    """Grades by story of one week."""

    story_of: Mapping[str, int]
    """Teaser -> the annotators' story."""
    grades: Mapping[str, Mapping[int, str]]
    """Editor -> story -> A, B or X."""

    def gain(self, teaser: str) -> float:
        """Mean gain of the story of a teaser, over the editors."""
        story = self.story_of[teaser]
        return float(np.mean([GAINS.get(one.get(story, ""), 0.0) for one in self.grades.values()]))

    def upper_share(self, teaser: str) -> float:
        """Share of the editors that put the story of a teaser in the upper part."""
        story = self.story_of[teaser]
        return float(np.mean([one.get(story) in GAINS for one in self.grades.values()]))

    def score(self, order: Sequence[str]) -> tuple[float, int]:
        """Return nDCG@10 of an order of teasers, and the X among the first five, at most."""
        shown = [*dict.fromkeys(self.story_of[one] for one in order)]
        scores = []
        for grades in self.grades.values():
            best = sorted((GAINS.get(one, 0.0) for one in grades.values()), reverse=True)
            found = [GAINS.get(grades.get(one, ""), 0.0) for one in shown]
            scores.append(_discounted(found) / _discounted(best))
        never = max(
            sum(grades.get(one) == "X" for one in shown[:N_FIRST])
            for grades in self.grades.values()
        )
        return float(np.mean(scores)), never


def editors_of(data: Path, name: str) -> Editors:
    """Read what editors said of a week."""
    with (data / "weeks" / f"{name}.jsonl").open(encoding="utf-8") as lines:
        story_of = {row["id"]: row["story"][0] for row in map(json.loads, lines)}
    grades: dict[str, dict[int, str]] = {}
    with (data / "weeks" / f"{name}.picks.jsonl").open(encoding="utf-8") as lines:
        for pick in map(json.loads, lines):
            grades.setdefault(pick["editor"], {})[story_of[pick["teaser"]]] = pick["grade"]
    return Editors(story_of=story_of, grades=grades)


def _discounted(gains: Sequence[float]) -> float:
    return float(sum(gain / np.log2(place + 2) for place, gain in enumerate(gains[:DEPTH])))
