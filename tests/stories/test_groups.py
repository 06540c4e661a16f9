import numpy as np
import pytest

from classify.stories import EventSpace, StorySettings
from classify.stories.groups import Leads, shape

VECTORS = np.array([[1, 0], [0, 1], [0.6, 0.8], [0.8, 0.6]], np.float32)


def test_members_keep_their_order_and_the_first_is_the_founder():
    found = shape([3, 0, 2], VECTORS)
    assert (found.members, found.founder) == ((3, 0, 2), 3)


def test_the_lead_is_nearest_to_the_centre():
    assert shape([0, 1, 2], VECTORS).lead == 2
    assert shape([0, 2, 3], VECTORS).lead == 3


def test_of_equals_the_first_leads():
    assert shape([1, 0], VECTORS).lead == 1
    assert shape([0, 1], VECTORS).lead == 0


def test_those_that_may_lead_come_first():
    leading = np.array([True, True, False, False])
    assert shape([0, 1, 2], VECTORS, leads=Leads(may=leading)).lead == 1
    assert shape([2, 3], VECTORS, leads=Leads(may=leading)).lead == 2  # none of them may


def test_who_leads_changes_no_cohesion():
    leads = Leads(may=np.array([True, False, False, False]))
    led = shape([0, 1, 2], VECTORS, leads=leads)
    assert led.cohesion == shape([0, 1, 2], VECTORS).cohesion


def test_the_lead_is_looked_for_among_events():
    # only the second axis tells events apart there: most go up, and the first says nothing
    space = EventSpace(centre=np.zeros(2, np.float32), map=np.diag([0, 1]).astype(np.float32))
    near = np.array([[1, 0], [0.9, 0.4], [0.9, 0.3], [0.8, -0.6]], np.float32)
    assert shape([0, 1, 2, 3], near).lead == 0
    assert shape([0, 1, 2, 3], near, leads=Leads(space=space)).lead == 1
    only_last = np.array([False, False, False, True])
    assert shape([0, 1, 2, 3], near, leads=Leads(space=space, may=only_last)).lead == 3


def test_cohesion_is_the_mean_cosine_to_the_centre():
    assert shape([0, 1], VECTORS).cohesion == pytest.approx(np.sqrt(0.5), abs=1e-6)
    assert shape([1], VECTORS).cohesion == pytest.approx(1)


def test_opposites_have_no_centre():
    found = shape([0, 1], np.array([[1, 0], [-1, 0]], np.float32))
    assert (found.lead, found.cohesion) == (0, 0)


@pytest.mark.parametrize(
    "values", [{"window_days": 0}, {"min_similarity": 0}, {"word_weight": 1.5}], ids=str
)
def test_settings_out_of_range(values):
    with pytest.raises(ValueError, match=next(iter(values))):
        StorySettings(**values)
