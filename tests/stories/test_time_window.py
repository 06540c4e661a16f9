import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from classify.stories.time_window import Window

days = st.lists(st.sampled_from([0.0, 1.0, 2.5, 4.0, 9.0, np.nan]), min_size=1, max_size=12)


@given(days, st.integers(0, 2**12 - 1))
def test_how_many_are_near_is_what_is_not_far(days, bits):
    days = np.array(days)
    alone = np.array([bits >> row & 1 for row in range(len(days))], dtype=bool)
    window = Window(days=days, width=2.0, alone=alone)
    rows = np.arange(len(days))
    far = window.far(rows, rows)
    assert window.n_near().tolist() == (~far).sum(axis=1).tolist()
    one, other = np.meshgrid(rows, rows, indexing="ij")
    assert window.pairs_far(one.ravel(), other.ravel()).tolist() == far.ravel().tolist()


@given(days)
def test_nobody_near_is_out_of_reach(days):
    days = np.array(days)
    window = Window(days=days, width=2.0, alone=np.zeros(len(days), dtype=bool))
    rows = np.arange(len(days))
    for chunk in (rows[:3], rows[3:]):
        near = np.flatnonzero((~window.far(chunk, rows)).any(axis=0))
        assert np.isin(near, window.reach(chunk, rows)).all()


def test_what_is_days_away_is_out_of_reach():
    window = Window(
        days=np.array([0.0, 1.0, 9.0, np.nan]), width=2.0, alone=np.zeros(4, dtype=bool)
    )
    assert window.reach(np.array([0, 1]), np.arange(4)).tolist() == [0, 1, 3]
