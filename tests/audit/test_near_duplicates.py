import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.audit import find_near_copies


def pairs(*texts, **options):
    return [(one.first, one.second) for one in find_near_copies(texts, **options)]


def test_finds_what_shares_its_wording():
    texts = (
        "Ferry runs aground off the northern harbour in thick fog",
        "Hive swarms in May",
        "Ferry runs aground off the southern harbour in thick fog",
    )
    (found,) = find_near_copies(texts)
    assert (found.first, found.second) == (0, 2)
    assert found.resemblance == pytest.approx(9 / 13)


def test_case_and_punctuation_do_not_count():
    (found,) = find_near_copies(["Hive swarms, again!", "HIVE SWARMS AGAIN"])
    assert found.resemblance == 1


def test_one_word_can_be_a_copy_and_none_cannot():
    assert pairs("Photos", "Photos", "", "…") == [(0, 1)]


def test_the_bound():
    texts = "a b c d", "a b c e"  # three of seven pairs
    assert pairs(*texts, min_resemblance=3 / 7) == [(0, 1)]
    assert pairs(*texts, min_resemblance=0.43) == []


def test_nothing_in_nothing_out():
    assert pairs() == []


@given(st.lists(st.text("ab ", max_size=8), max_size=8))
def test_every_pair_once_and_the_order_of_texts_changes_nothing(texts):
    there = {(texts[a], texts[b]) for a, b in pairs(*texts)}
    back = {(texts[::-1][b], texts[::-1][a]) for a, b in pairs(*texts[::-1])}
    assert there == back
    assert all(a < b for a, b in pairs(*texts))
