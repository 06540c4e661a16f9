import dataclasses
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from classify.errors import ReadError
from classify.records import SourceRef, Teaser, teaser_id


def test_a_teaser_makes_its_own_id():
    assert Teaser(headline="Storm").id == teaser_id(None, "Storm", "")
    places = (SourceRef(outlet="Gazette"),)
    one = Teaser(headline="Storm", text="It hit.", sources=places)
    assert one.id == teaser_id("Gazette", "Storm", "It hit.")
    assert dataclasses.replace(one, text="").id == one.id  # the same teaser, changed
    assert Teaser(id="7", headline="Storm").id == "7"


def test_half_a_character_has_an_id_too():
    assert teaser_id(None, "\ud83d", "") != teaser_id(None, "\ud83e", "")
    assert Teaser(headline="\ud83d").id.startswith("t")


def test_what_is_not_given_is_sane():
    bare = Teaser(headline="Storm")
    assert (bare.text, bare.kind, bare.language, bare.sources) == ("", "news", "und", ())
    assert (bare.published, bare.date_precision, bare.date_basis) == (None, None, "none")
    east = datetime(2025, 1, 20, 12, tzinfo=timezone(timedelta(hours=3)))
    dated = Teaser(headline="Storm", published=east)
    assert dated.published.isoformat() == "2025-01-20T09:00:00+00:00"
    assert (dated.date_precision, dated.date_basis) == ("second", "feed")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"headline": None}, "Teaser: headline is NoneType; expected str"),
        ({"headline": 5}, "Teaser: headline is int; expected str"),
        ({"text": ["a"]}, "Teaser: text is list; expected str"),
        ({"id": 5}, "Teaser: id is int; expected str"),
        ({"language": None}, "Teaser: language is NoneType; expected str"),
        ({"sources": "Gazette"}, "Teaser: sources is not a tuple of SourceRef"),
        ({"sources": ("Gazette",)}, "Teaser: sources is not a tuple of SourceRef"),
        (
            {"published": datetime(2025, 1, 18)},
            "Teaser: published is 2025-01-18T00:00:00 without a time zone; expected an aware "
            "datetime, such as datetime(2025, 1, 18, tzinfo=UTC)",
        ),
        (
            {"published": date(2025, 1, 18)},
            "Teaser: published is date; expected an aware datetime",
        ),
        (
            {"published": datetime.max.replace(tzinfo=timezone(timedelta(hours=-3)))},
            "Teaser: published is no time that UTC can express",
        ),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_wrong_field_is_refused(fields, message):
    with pytest.raises(ReadError) as raised:
        Teaser(**({"headline": "Storm"} | fields))
    assert str(raised.value) == message


def test_times_are_in_utc():
    assert Teaser(headline="a", published=datetime(2025, 1, 1, tzinfo=UTC)).published.tzinfo is UTC
