"""A correction mends what it names, and nothing else gets worse.

Golf is nearest to tennis, and rather near to football; tennis and football have nothing in common.
So golf and tennis are one story, wrongly, and only that keeps golf from football.
"""

import numpy as np
import pytest

from classify import StoryFinder
from classify.records import Correction
from classify.stories import StorySettings
from tests.builders import teaser

HEADLINES = ["Golf open won", "Golf playoff", "Tennis final", "Tennis on clay", "Cup won", "Rovers"]
GOLF, TENNIS, FOOTBALL = {0, 1}, {2, 3}, {4, 5}
PILE = [teaser(one, outlet=f"Outlet {row}", hours=row) for row, one in enumerate(HEADLINES)]
EVENTS = np.array([[1.0, 0.6, 0.5], [0.6, 1.0, 0.1], [0.5, 0.1, 1.0]])
SHARE_OF_EVENT = 0.9  # cosine of two reports of one event


class EventEncoder:
    """Two reports of each event, as near to each other as EVENTS says."""

    name, sha256, n_dims, precision = "events", "2" * 64, 9, "float32"

    def encode(self, texts, *, on_progress=None):
        events = np.repeat(np.linalg.cholesky(EVENTS), 2, axis=0) * SHARE_OF_EVENT**0.5
        own = np.eye(len(HEADLINES)) * (1 - SHARE_OF_EVENT) ** 0.5
        vectors = np.hstack([events, own]).astype(np.float32)
        return vectors[[HEADLINES.index(text) for text in texts]]


def groups(*corrections):
    """Positions in the pile, story by story."""
    finder = StoryFinder(EventEncoder(), settings=StorySettings(word_weight=0, min_similarity=0.42))
    row = {one.id: number for number, one in enumerate(PILE)}
    found = finder.find(PILE, corrections=corrections)
    return {frozenset(row[one.id] for one in story.teasers) for story in found}


def told(kind, *rows):
    return Correction(kind=kind, teasers=tuple(HEADLINES[row] for row in rows))


def test_golf_and_tennis_are_one_at_first():
    assert groups() == {frozenset(GOLF | TENNIS), frozenset(FOOTBALL)}


def test_what_is_told_apart_is_apart_and_what_is_told_together_is_together():
    assert not any({0, 2} <= story for story in groups(told("different", 0, 2)))
    assert any({2, 5} <= story for story in groups(told("same", 2, 5)))


@pytest.mark.parametrize("rows", [(0, 2), (1, 3), (0, 2, 4)])
def test_after_a_cut_nothing_is_joined_that_was_not(rows):
    """Golf, parted from tennis, is not pushed to football."""
    assert groups(told("different", *rows)) == {
        frozenset(GOLF), frozenset(TENNIS), frozenset(FOOTBALL)
    }  # fmt: skip


def test_a_join_of_two_events_draws_no_third_one_in():
    found = groups(told("same", 2, 4), told("different", 0, 2))
    assert found == {frozenset(GOLF), frozenset(TENNIS | FOOTBALL)}
