"""Piles to learn and measure stories on."""

from __future__ import annotations

import numpy as np
import pytest

from scripts.pair_training import n_teasers
from scripts.story_piles import crumbled, make_pile
from tests.builders import WordEncoder, teaser


@pytest.fixture
def pile():
    teasers = [teaser(f"Headline {story} of {number}") for story in "abcdefg" for number in (1, 2)]
    return make_pile("made", teasers, [one for one in "abcdefg" for _ in (1, 2)], WordEncoder())


@pytest.mark.parametrize("size", [1, 3, 4, 100])
def test_crumbs_hold_whole_stories_each_once(pile, size):
    parts = crumbled(pile, size, seed=0)
    assert sorted(key for part in parts for key in part.keys) == sorted(pile.keys)
    for part in parts:
        assert set(np.bincount(part.truth, minlength=1)) <= {0, 2}
        assert len(part.keys) <= size + 1
        assert part.vectors.shape[0] == len(part.keys)


def test_piles_of_one_name_are_counted_together(pile):
    assert n_teasers(crumbled(pile, 4, seed=0)) == {"made, 4 at a time": 14}
