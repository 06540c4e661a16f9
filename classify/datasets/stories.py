"""Labelled stories, of one split."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from classify.datasets.files import read_labelled_stories, read_splits
from classify.datasets.teasers import ALL, SPLITS
from classify.errors import LabelError, UnknownNameError
from classify.records import LabelledStory, Teaser


@dataclass(frozen=True, slots=True)
class LabelledStories:
    """Labelled stories of one split."""

    stories: tuple[LabelledStory, ...]
    split: str

    @classmethod
    def read(cls, data: Path, *, split: str = ALL) -> LabelledStories:
        """Read labelled stories.

        Parameters
        ----------
        data : path
            A JSON Lines file, or a folder of such files, in `stories/` or directly.
        split : str
            Name of the part to take, where the folder has a `splits.json`; "all" takes everything.

        Raises
        ------
        ReadError
            If a file cannot be read.
        LabelError
            If there is no story of the split.
        UnknownNameError
            If there is no such split.
        """
        stories = read_labelled_stories(data)
        if not (data / SPLITS).is_file():
            return cls(tuple(stories), ALL)
        split_of = read_splits(data / SPLITS).split_of
        if split not in (*split_of.values(), ALL):
            raise UnknownNameError("split", split, (*set(split_of.values()), ALL))
        chosen = tuple(story for story in stories if split in (ALL, split_of.get(story.id)))
        if not chosen:
            raise LabelError(data, f"holds no labelled story of split {split!r}")
        return cls(chosen, split)

    @property
    def teasers(self) -> list[Teaser]:
        """All teasers, as one pile."""
        return [teaser for story in self.stories for teaser in story.teasers]

    @property
    def families(self) -> NDArray[np.int64]:
        """For each story the number of its group of confusable siblings; -1 without siblings."""
        number = {story.id: position for position, story in enumerate(self.stories)}
        found = [
            -1 if story.sibling not in number else min(number[story.id], number[story.sibling])
            for story in self.stories
        ]
        return np.array(found, dtype=np.int64)
