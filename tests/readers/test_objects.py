import math
import pickle
from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
import pytest

from classify.errors import ReadError
from classify.readers import anchor_time, as_teaser, as_teasers
from classify.records import SourceRef, Teaser

EXPECTED = (
    "expected a list of headlines, of dicts with a key 'headline', or of Teaser objects, "
    "or a pandas or polars DataFrame with a column 'headline'"
)
ROWS = [
    {"Title": "Storm hits coast", "date": "2025-01-20", "outlet": "Gazette", "link": "https://a/1"},
    {"Title": "Bees swarm", "date": None, "outlet": None, "link": None},
]


def test_headlines_dicts_and_teasers_keep_their_order_and_their_copies():
    made = Teaser(headline="Bees swarm over the harbour")
    items = ["Storm hits coast", {"headline": "Storm hits coast"}, made, "Storm hits coast"]
    found = as_teasers(iter(items))
    assert [one.headline for one in found] == [
        "Storm hits coast",
        "Storm hits coast",
        "Bees swarm over the harbour",
        "Storm hits coast",
    ]
    assert found[2] is made
    assert found[0] == found[1] == found[3] == as_teaser("Storm hits coast")
    assert found[0].id == Teaser(headline="Storm hits coast").id
    assert found[0].sources == ()


def test_nothing_gives_nothing():
    assert as_teasers([]) == []


def test_the_keys_are_those_of_json_lines():
    (one,) = as_teasers([ROWS[0] | {"summary": "It was strong.", "country": "by"}])
    assert (one.text, one.country) == ("It was strong.", "BY")
    assert (one.published, one.date_precision) == (datetime(2025, 1, 20, tzinfo=UTC), "day")
    assert one.sources == (SourceRef(outlet="Gazette", url="https://a/1"),)


@pytest.mark.parametrize(
    ("value", "precision"),
    [
        (datetime(2025, 1, 20), "second"),
        (datetime(2025, 1, 20, tzinfo=UTC), "second"),
        (datetime(2025, 1, 20, 3, tzinfo=timezone(timedelta(hours=3))), "second"),
        (date(2025, 1, 20), "day"),
        (np.datetime64("2025-01-20"), "day"),
        (np.datetime64("2025-01-20T00:00:00", "ns"), "second"),
    ],
    ids=["naive", "aware", "elsewhere", "a date", "a day of numpy", "nanoseconds of numpy"],
)
def test_a_time_of_a_row_may_be_an_object(value, precision):
    one = as_teaser({"headline": "Storm hits coast", "published": value})
    assert one.published == datetime(2025, 1, 20, tzinfo=UTC)
    assert one.date_precision == precision


@pytest.mark.parametrize(
    "missing", [None, math.nan, np.float64("nan"), np.datetime64("NaT")], ids=repr
)
def test_a_missing_value_is_an_empty_cell(missing):
    row = {"headline": "Storm hits coast", "published": missing, "outlet": missing}
    assert as_teaser(row) == as_teaser("Storm hits coast")


def test_values_of_numpy_are_values():
    row = {"id": np.int64(7), "headline": np.str_("Storm"), "truncated": np.bool_(True)}
    one = as_teaser(row)
    assert (one.id, one.headline, one.truncated) == ("7", "Storm", True)


class Frame:
    """A data frame as one of the two libraries would have it."""

    def __init__(self, rows, method):
        self.columns = list(rows[0])
        self._rows = rows
        setattr(self, method, lambda *orient: self._rows)


@pytest.mark.parametrize("method", ["to_dicts", "to_dict"])
def test_a_data_frame_is_known_by_its_methods(method):
    assert as_teasers(Frame(ROWS, method)) == as_teasers(ROWS)


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_data_frame_of_the_library_itself(library):
    frames = pytest.importorskip(library, reason=f"{library} is not installed")
    rows = [
        ROWS[0] | {"date": datetime(2025, 1, 20)},
        ROWS[1],
    ]
    found = as_teasers(frames.DataFrame(rows))
    assert found == as_teasers(rows)
    assert found[1].sources == ()
    assert as_teasers(frames.DataFrame(rows)["Title"]) == as_teasers([one["Title"] for one in rows])
    with pytest.raises(ReadError) as raised:
        as_teasers(frames.DataFrame({"story": ["Storm hits coast"]}))
    assert str(raised.value) == (
        "teasers: has no column 'headline' (or 'title'); its columns are 'story'"
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (None, f"teasers: is None; {EXPECTED}"),
        (5, f"teasers: is a int; {EXPECTED}"),
        (Teaser(headline="Storm"), f"teasers: is a Teaser; {EXPECTED}"),
        (
            "Storm hits coast",
            f"teasers: is a str; put it into a list; files are read by read_teasers: {EXPECTED}",
        ),
        (b"Storm", f"teasers: is a bytes; decode it first: {EXPECTED}"),
        ({"headline": "Storm"}, f"teasers: is a dict; put it into a list: {EXPECTED}"),
        (
            ["Storm", None],
            "teasers, item 2: is None; "
            "expected a headline, a dict with a key 'headline', or a Teaser",
        ),
        (
            [3.5],
            "teasers, item 1: is a float; "
            "expected a headline, a dict with a key 'headline', or a Teaser",
        ),
        ([""], "teasers, item 1: has no headline"),
        (
            [{"headlin": "Storm"}],
            "teasers, item 1: has no key 'headline' (or 'title'); its keys: 'headlin'",
        ),
        ([{}], "teasers, item 1: has no key 'headline' (or 'title'); its keys: none"),
        ([{"headline": None}], "teasers, item 1: has no headline"),
        ([{"headline": 5}], "teasers, item 1: headline is a number, not text"),
        ([{5: "Storm"}], "teasers, item 1: has the key 5, which is no text"),
        (
            [{"headline": "Storm", "text": ["a"]}],
            "teasers, item 1: text is a list, not text",
        ),
        (["\ud83d"], "teasers, item 1: headline holds half a character (a lone surrogate)"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_what_is_given_wrongly_is_told_what_is_expected(given, message):
    with pytest.raises(ReadError) as raised:
        as_teasers(given)
    assert str(raised.value) == message


def test_a_lazy_frame_is_to_be_collected():
    class LazyFrame:
        columns = ("headline",)

    with pytest.raises(ReadError) as raised:
        as_teasers(LazyFrame())
    assert str(raised.value) == f"teasers: is a LazyFrame; collect it first: {EXPECTED}"


def test_a_naive_anchor_is_in_utc():
    assert anchor_time(datetime(2025, 1, 31, 12)) == datetime(2025, 1, 31, 12, tzinfo=UTC)
    east = datetime(2025, 1, 31, 12, tzinfo=timezone(timedelta(hours=3)))
    assert anchor_time(east).isoformat() == "2025-01-31T09:00:00+00:00"
    assert anchor_time(None).tzinfo is UTC


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            "2025-01-31",
            "as_of: is str; expected a datetime, such as datetime(2025, 1, 31, 12, tzinfo=UTC)",
        ),
        (
            datetime.min.replace(tzinfo=timezone(timedelta(hours=3))),
            "as_of: 0001-01-01T00:00:00+03:00 is no time that UTC can express",
        ),
    ],
    ids=["a text", "before all time"],
)
def test_a_wrong_anchor(given, message):
    with pytest.raises(ReadError) as raised:
        anchor_time(given)
    assert str(raised.value) == message


def test_a_teaser_survives_pickling():
    one = as_teaser(ROWS[0])
    assert pickle.loads(pickle.dumps(one)) == one
