import dataclasses

import numpy as np
import pytest

from classify.encoders import load_encoder
from classify.stories import EventSpace, StorySettings, find_pair_model, find_stories
from classify.stories.approximate_neighbours import compare_some
from classify.stories.candidate_pairs import compare_all
from classify.stories.neighbours import surroundings
from classify.stories.time_window import Window
from tests.stories.piles import synthetic_pile


@pytest.fixture(scope="module")
def pile():
    return synthetic_pile(n_stories=300)


@pytest.fixture(scope="module")
def pair_model():
    """The bundled one, for vectors of sixteen numbers."""
    model, _ = find_pair_model(load_encoder())
    space = EventSpace(centre=np.zeros(16, np.float32), map=np.eye(16, dtype=np.float32))
    return dataclasses.replace(model, space=space)


def partition(pile, pair_model, **options):
    groups = find_stories(
        pile.vectors,
        pile.lexicon,
        pile.days,
        pile.keys,
        StorySettings(),
        pair_model=pair_model,
        **options,
    )
    return {frozenset(pile.keys[row] for row in found.members) for found in groups}


def compared(pile, width=3.0, alone=None):
    order = np.argsort(pile.days, kind="stable")
    sorted_pile = pile.take(order)
    window = Window(
        days=sorted_pile.days, width=width, alone=sorted_pile.alone if alone is None else alone
    )
    ways = (
        [surroundings(keys) for keys in way(sorted_pile.vectors, sorted_pile.lexicon.stems, window)]
        for way in (compare_all, compare_some)
    )
    return sorted_pile, window, *ways


def test_nearly_all_of_the_nearest_are_found(pile):
    _, _, exact, nearly = compared(pile)
    for wanted, found in zip(exact, nearly, strict=True):
        # of the same story, that is: what is next differs by the chance of this invented pile
        shared = [
            np.isin(a[:2], b).mean() for a, b in zip(wanted.nearest, found.nearest, strict=True)
        ]
        assert np.mean(shared) > 0.95


def test_what_is_found_is_near_in_time_and_rightly_measured(pile):
    sorted_pile, window, _, (meaning, words) = compared(pile)
    for around in (meaning, words):
        row, rank = np.nonzero(around.nearest >= 0)
        assert not window.pairs_far(row, around.nearest[row, rank]).any()
        assert all(len(set(own[own >= 0])) == (own >= 0).sum() for own in around.nearest)
    stems = sorted_pile.lexicon.stems
    similarity = np.zeros(words.nearest.shape)
    row, rank = np.nonzero(words.nearest >= 0)
    similarity[row, rank] = np.ravel(
        stems[row].multiply(stems[words.nearest[row, rank]]).sum(axis=1)
    )
    np.testing.assert_allclose(words.mean, similarity[:, :10].mean(axis=1), atol=1e-6)


def test_teasers_that_stand_alone_are_nobodys_candidates(pile):
    alone = np.zeros(len(pile.days), dtype=bool)
    alone[::7] = True
    _, _, _, nearly = compared(pile, alone=alone)
    for around in nearly:
        assert (around.nearest[alone] == -1).all()
        assert not alone[around.nearest[around.nearest >= 0]].any()


def test_nearly_the_same_stories(pile, pair_model):
    exact = partition(pile, pair_model)
    nearly = partition(pile, pair_model, max_exact=0)
    assert len(exact & nearly) > 0.95 * len(exact)


def test_the_order_of_the_input_does_not_matter(pile, pair_model):
    turned = np.random.default_rng(5).permutation(len(pile.keys))
    shuffled = partition(pile.take(turned), pair_model, max_exact=0)
    assert shuffled == partition(pile, pair_model, max_exact=0)


@pytest.mark.parametrize("n_stories", [1, 2, 5], ids="{} stories".format)
def test_fewer_teasers_than_cells(n_stories, pair_model):
    small = synthetic_pile(n_stories)
    assert partition(small, pair_model, max_exact=0) == partition(small, pair_model)


def test_without_vectors_or_words_nothing_breaks(pair_model):
    empty = synthetic_pile(3).take(np.arange(12))
    blank = type(empty)(
        vectors=np.zeros_like(empty.vectors),
        lexicon=empty.lexicon,
        days=np.full(12, np.nan),
        keys=empty.keys,
        truth=empty.truth,
        headlines=[""] * 12,
    ).take(np.arange(12))
    found = partition(blank, pair_model, max_exact=0)
    assert sorted(key for story in found for key in story) == blank.keys
