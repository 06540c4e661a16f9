import sys
from types import SimpleNamespace

import pytest

from classify.errors import MissingExtraError, ReadError, UnknownNameError
from classify.records import to_frame
from tests.builders import MONDAY, prediction, story, teaser
from tests.reports.sample import rich_digest

DIGEST = rich_digest()
ONE, OTHER = teaser("Storm hits coast", outlet="Gazette"), teaser("Storm passes", hours=1)


@pytest.fixture
def rows(monkeypatch):
    """A library whose frames are their rows."""
    monkeypatch.setitem(sys.modules, "pandas", SimpleNamespace(__name__="pandas", DataFrame=list))
    return to_frame


def test_a_mapping_is_a_column_for_each_key(rows):
    (row,) = rows([prediction(ONE, weather=0.8, sport=0.1)])
    assert row["probabilities.weather"] == 0.8
    assert (row["teaser_id"], row["topics"], row["primary"]) == (ONE.id, ["weather"], "weather")


def test_a_story_names_its_teasers(rows):
    (row,) = rows([story(ONE, OTHER, topics=("weather",))])
    assert row["teasers"] == [ONE.id, OTHER.id]
    assert row["first_reported"] == MONDAY


def test_a_digest_has_a_row_for_each_sentence(rows):
    found = rows(DIGEST)
    sentences = [one for brief in DIGEST.briefs for one in brief.sentences]
    assert [row["sentence"] for row in found if row["sentence"]] == [one.text for one in sentences]
    assert {row["story_id"] for row in found} == {brief.story_id for brief in DIGEST.briefs}
    assert DIGEST.to_frame() == found


def test_what_is_no_record_is_refused(rows):
    with pytest.raises(ReadError) as raised:
        rows([ONE, "Storm"])
    assert str(raised.value) == "to_frame, item 2: is a str; expected a record"
    with pytest.raises(ReadError, match="to_frame: got NoneType; expected a list of records"):
        rows(None)


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_frame_of_the_library_itself(library):
    frames = pytest.importorskip(library, reason=f"{library} is not installed")
    predicted = to_frame(
        [prediction(ONE, weather=0.8), prediction(OTHER, weather=0.2)], library=library
    )
    assert isinstance(predicted, frames.DataFrame)
    assert list(predicted["probabilities.weather"]) == [0.8, 0.2]
    assert len(to_frame([story(ONE), story(OTHER)], library=library)) == 2
    assert len(to_frame([], library=library)) == 0
    assert len(DIGEST.to_frame(library=library)) >= len(DIGEST.briefs)


def test_without_a_library_the_extra_is_named(monkeypatch):
    for name in ("pandas", "polars"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingExtraError) as raised:
        to_frame([ONE])
    assert str(raised.value) == (
        "pandas or polars is not installed. Install it with: pip install 'classify-news[frames]'"
    )


def test_an_unknown_library(rows):
    with pytest.raises(UnknownNameError, match="unknown library of data frames 'spark'"):
        rows([ONE], library="spark")


def test_predictions_join_to_their_teasers(rows):
    storm = teaser("Storm", "Roofs.", outlet="Gazette", extra={"Region": "North", "Status": "x"})
    first, second = rows([prediction(storm, weather=0.8)], teasers=[storm, OTHER])
    assert (first["teaser_id"], first["text"], first["outlet"]) == (storm.id, "Roofs.", "Gazette")
    assert (first["topics"], first["Region"], first["extra.Status"]) == (["weather"], "North", "x")
    assert (second["headline"], "topics" in second) == ("Storm passes", False)


def test_stories_join_to_their_teasers(rows):
    found = story(ONE, OTHER, topics=("weather",))
    first, second = rows([found], teasers=[OTHER, ONE])
    assert [row["story_id"] for row in (first, second)] == [found.id, found.id]
    assert [row["is_lead"] for row in (first, second)] == [False, True]
    assert (first["n_teasers"], first["story_headline"]) == (2, "Storm hits coast")
    with pytest.raises(ReadError, match="predictions and stories are what teasers go beside"):
        rows([ONE], teasers=[ONE])


def test_a_teaser_has_its_extra_columns(rows):
    (row,) = rows([teaser("Storm", extra={"Region": "North", "text": "x"})])
    assert (row["Region"], row["extra.text"], "extra" in row) == ("North", "x", False)
