"""Real weeks: all teasers of some days from eight outlets, with the stories that annotators found.

`data`/weeks/*.jsonl; a pair is one story where every annotator joins it without doubt, two where
every annotator parts it; other pairs do not count.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from classify.encoders import CheckedEncoder
from classify.readers import as_compared
from classify.records import SourceRef, Teaser
from scripts.story_piles import Pile, make_pile

TRAINING = ("east-1", "east-5", "world-1", "world-2", "world-3", "world-7", "world-8")
DEVELOPMENT = ("world-4", "east-2")


def week(data: Path, name: str, encoder: CheckedEncoder) -> Pile:
    """Read a week; what an outlet prints in two sections stands in it once."""
    with (data / "weeks" / f"{name}.jsonl").open(encoding="utf-8") as lines:
        rows = {row["id"]: row for row in reversed([json.loads(line) for line in lines])}
    items = [*reversed(rows.values())]
    teasers = [
        Teaser(
            id=row["id"],
            headline=row["headline"],
            text=row["text"] or "",
            language="en",
            published=datetime.fromisoformat(row["published"]).replace(tzinfo=UTC),
            date_precision="day",
            sources=(SourceRef(outlet=row["outlet"]),),
        )
        for row in items
    ]
    pile = make_pile(name, as_compared(teasers), [str(row["story"][0]) for row in items], encoder)
    same, disputed = _judged(
        np.array([row["story"] for row in items]), np.array([row["doubt"] for row in items])
    )
    return replace(pile, same=same, disputed=disputed)


def headlines_of(data: Path, *names: str) -> set[str]:
    """Headlines of weeks, to be left out of what is learned elsewhere."""
    found = set()
    for name in names:
        with (data / "weeks" / f"{name}.jsonl").open(encoding="utf-8") as lines:
            found |= {json.loads(line)["headline"] for line in lines}
    return found


def _judged(
    stories: NDArray[np.int64], doubts: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Pairs that all annotators join, and those that do not count; both (n, n)."""
    joined = stories[:, None] == stories[None]  # (n, n, n_annotators)
    sure = joined & ~(doubts[:, None] | doubts[None])
    same, different = sure.all(axis=2), ~joined.any(axis=2)
    np.fill_diagonal(same, val=True)
    return same, ~(same | different)
