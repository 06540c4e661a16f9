import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from classify.stories import StorySettings, find_stories

SETTINGS = StorySettings(window_days=5, min_similarity=0.5, word_weight=0.5)


def unit(rows):
    rows = np.asarray(rows, dtype=np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def stories(vectors, days=None, keys=None, words=None, settings=SETTINGS):
    vectors = unit(vectors)
    n = len(vectors)
    return find_stories(
        vectors,
        csr_matrix(vectors if words is None else words),
        np.zeros(n) if days is None else np.asarray(days, dtype=float),
        keys or [f"k{row}" for row in range(n)],
        settings,
    )


def partition(groups, keys):
    return {frozenset(keys[row] for row in found.members) for found in groups}


def test_the_near_are_together_and_the_far_apart():
    found = stories([[1, 0], [1, 0.2], [0, 1], [0.1, 1]])
    assert [group.members for group in found] == [(0, 1), (2, 3)]


def test_a_lone_teaser_is_a_story_of_one():
    (found,) = stories([[1, 0]])
    assert (found.members, found.lead, found.founder) == ((0,), 0, 0)
    assert found.cohesion == pytest.approx(1)


def test_no_teasers():
    assert (
        find_stories(np.zeros((0, 2), np.float32), csr_matrix((0, 3)), np.zeros(0), [], SETTINGS)
        == []
    )


def test_time_parts_what_is_alike():
    assert len(stories([[1, 0], [1, 0]], days=[0, 5.1])) == 2
    assert len(stories([[1, 0], [1, 0]], days=[0, 4.9])) == 1


def test_an_undated_teaser_may_join_any_time():
    (found,) = stories([[1, 0], [1, 0.1], [1, 0]], days=[np.nan, 100, 101])
    assert found.members == (1, 2, 0)
    assert found.founder == 1


def test_words_have_their_share():
    same_vectors = [[1, 0], [1, 0]]
    other_words = np.eye(2)
    assert len(stories(same_vectors, words=other_words)) == 1
    strict = StorySettings(min_similarity=0.6, word_weight=0.5)
    assert len(stories(same_vectors, words=other_words, settings=strict)) == 2


def test_a_chain_does_not_pull_strangers_together():
    # each is near its neighbour only: averages fall as the chain grows
    angles = np.deg2rad([0, 50, 100, 150])
    found = stories(np.stack([np.cos(angles), np.sin(angles)], axis=1))
    assert max(len(group.members) for group in found) == 2


def test_the_lead_is_nearest_to_the_centre_and_the_founder_the_oldest():
    (found,) = stories([[1, 0.4], [1, 0], [1, -0.4]], days=[2, 1, 0])
    assert found.lead == 1
    assert found.founder == 2


def test_equals_are_decided_by_age_then_key():
    (found,) = stories([[1, 0]] * 3, keys=["c", "a", "b"])
    assert found.members == (1, 2, 0)
    assert found.lead == 1


piles = st.integers(1, 14).flatmap(
    lambda n: st.tuples(
        # few distinct vectors and days, so that there are ties
        st.lists(st.sampled_from([(1, 0), (1, 0.5), (0, 1), (1, 1)]), min_size=n, max_size=n),
        st.lists(st.sampled_from([0.0, 1.0, 4.0, 9.0, np.nan]), min_size=n, max_size=n),
        st.permutations(range(n)),
    )
)


@given(piles)
def test_order_does_not_matter_and_nobody_is_lost(pile):
    vectors, days, turned = pile
    keys = [f"k{row}" for row in range(len(vectors))]
    found = stories(vectors, days, keys)
    assert sorted(row for group in found for row in group.members) == list(range(len(vectors)))
    again = stories(
        [vectors[row] for row in turned],
        [days[row] for row in turned],
        [keys[row] for row in turned],
    )
    assert partition(again, [keys[row] for row in turned]) == partition(found, keys)
    assert [keys[turned[group.lead]] for group in again] == [keys[group.lead] for group in found]
    assert [group.cohesion for group in again] == [group.cohesion for group in found]


def test_settings_survive_json():
    assert StorySettings.from_dict(SETTINGS.to_dict()) == SETTINGS


def test_what_tells_many_events_stands_alone():
    vectors = unit([[1, 0]] * 3)
    found = find_stories(
        vectors,
        csr_matrix(vectors),
        np.zeros(3),
        ["a", "b", "c"],
        SETTINGS,
        alone=np.array([False, True, False]),
    )
    assert [group.members for group in found] == [(0, 2), (1,)]
