import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.errors import ReadError
from classify.records import NO_EXTRA, ExtraColumns, Teaser, merged_columns, to_json_dict

COLUMNS = st.dictionaries(st.text(max_size=5), st.text(min_size=1, max_size=8), max_size=4)


def test_a_teaser_with_columns_is_a_value():
    one = Teaser(headline="Storm", extra={"Region": "North", "Nr": "7"})
    assert one == Teaser(headline="Storm", extra=ExtraColumns({"Nr": "7", "Region": "North"}))
    assert len({one, Teaser(headline="Storm", extra={"Nr": "7", "Region": "North"})}) == 1
    assert one != Teaser(headline="Storm")
    assert pickle.loads(pickle.dumps(one)) == copy.deepcopy(one) == one
    assert to_json_dict(one)["extra"] == {"Region": "North", "Nr": "7"}
    with pytest.raises(TypeError):
        one.extra["Region"] = "South"
    with pytest.raises(KeyError):
        one.extra["Desk"]


@pytest.mark.parametrize("extra", [{"Nr": 7}, {7: "Nr"}, ["Nr"], "Nr"])
def test_what_is_no_text_is_refused(extra):
    with pytest.raises(ReadError, match="extra is to map names of columns to texts"):
        Teaser(headline="Storm", extra=extra)


def test_columns_of_places_are_merged():
    first, second = {"Region": "North", "Nr": "1"}, {"Region": "South", "Nr": "1", "Desk": "B"}
    merged = merged_columns([first, {}, second])
    assert merged == {"Region": "North | South", "Nr": "1", "Desk": "B"}
    assert list(merged) == ["Region", "Nr", "Desk"]
    assert merged_columns([{}, {}]) is NO_EXTRA


@given(st.lists(COLUMNS, min_size=1, max_size=4))
def test_merging_what_was_merged_adds_nothing(places):
    merged = merged_columns(places)
    assert merged_columns([merged, *places]) == merged_columns([merged]) == merged
    assert set(merged) == {name for place in places for name in place}
