import pytest

from classify.text import NameReader
from classify.text.names import is_same_name, without


def names(passage, *texts, known=()):
    return NameReader((passage, *texts), known=known).read(passage)


@pytest.mark.parametrize(
    ("passage", "found", "places"),
    [
        ("A boat capsized off Lesbos on Sunday.", {"lesbos"}, {"lesbos"}),
        ("A drone hit a plant in the northern city of Sumy.", {"sumy"}, {"sumy"}),
        ("An attack on Russia's Bryansk", {"russia", "bryansk"}, {"russia", "bryansk"}),
        ("Tbilisi police detain 40", {"tbilisi"}, {"tbilisi"}),
        ("Rescuers searched the river.", set(), set()),
        ("Grief after the fire", set(), set()),
        ("Police said Mayor Iva Sorn had left.", set(), set()),
        ("He left, Iva Sorn said.", set(), set()),
        ("A ferry sank in Lake Victoria", {"victoria"}, {"victoria"}),
        ("The blast in New Delhi", {"delhi"}, {"delhi"}),
        ("The UN and the EU met in the U.S. in March.", {"america"}, {"america"}),
        ("", set(), set()),
    ],
)
def test_names_and_places(passage, found, places):
    read = names(passage)
    assert (read.all, read.places) == (found, places)


def test_title_case_makes_no_names_but_other_texts_know_them():
    headline = "Blast Kills Twelve Guards, Hask Mourns"
    assert names(headline).all == set()
    assert names(headline, "Guards died in Hask on Monday.").all == {"hask"}
    assert names("BLAST KILLS TWELVE NEAR HASK").places == {"hask"}


def test_a_place_is_where_something_happens():
    assert names("Hask market blast kills 3").places == {"hask"}
    assert names("The shelling of Hask went on").places == {"hask"}


def test_what_is_written_small_elsewhere_is_no_name():
    assert names("Hive swarms over the Bridge", "The bridge stood; the hive hummed.").all == set()


def test_outlets_say_nothing():
    assert names("A bus fell, the Valley Herald wrote", known=["Valley Herald"]).all == set()


def test_endings_tell_no_names_apart():
    assert is_same_name("russia", "russian")
    assert is_same_name("zelensky", "zelenskyy")
    assert not is_same_name("iran", "iraq")
    assert not is_same_name("austria", "australia")
    assert without({"ukrainian", "sumy"}, {"ukraine"}) == {"sumy"}
    assert names("A Polish bus").all == names("A bus in Poland").all == {"poland"}
