import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.text import KINDS, read_tallies
from classify.text.figure_patterns import ACTIVE, HINTS, NOUNS, PASSIVE, TOLLS


def counted(text):
    return [(one.what, one.who, one.bound, one.count) for one in read_tallies(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3 dead", ("killed", "people", "exact", 3)),
        ("Death toll rises to 12", ("killed", "people", "exact", 12)),
        ("Death toll from Orla flood rose from 3 to 12", ("killed", "people", "exact", 12)),
        ("The death toll passed 1,300 on Monday", ("killed", "people", "at least", 1300)),
        ("The mayor put the dead at nine.", ("killed", "people", "exact", 9)),
        ("At least twelve people were killed", ("killed", "people", "at least", 12)),
        ("A blast shook the port, killing 12", ("killed", "people", "exact", 12)),
        ("The blast left two dead", ("killed", "people", "exact", 2)),
        ("Storm claims 12 lives", ("killed", "people", "exact", 12)),
        ("It claimed the lives of at least 40 people.", ("killed", "people", "at least", 40)),
        ("Two deaths, officials said", ("killed", "people", "exact", 2)),
        ("Twelve miners have died", ("killed", "miners", "exact", 12)),
        ("one soldier was killed", ("killed", "soldiers", "exact", 1)),
        ("Three Tarn border guards were killed", ("killed", "Tarn border guards", "exact", 3)),
        ("12 people, two of them children, were killed", ("killed", "people", "exact", 12)),
        ("More than 100 people were injured", ("injured", "people", "at least", 100)),
        ("a dozen people were hurt", ("injured", "people", "about", 12)),
        ("about 60 wounded", ("injured", "people", "about", 60)),
        ("12 people are still missing.", ("missing", "people", "exact", 12)),
        ("Police arrest 40 in Hask", ("detained", "people", "exact", 40)),
        ("Police detained over 1,200 protesters", ("detained", "protesters", "at least", 1200)),
        ("137 arrests after rally", ("detained", "people", "exact", 137)),
        ("Court jails seven activists for up to 9 years", ("jailed", "activists", "exact", 7)),
        ("Four men were sentenced to 12 years in prison", ("jailed", "men", "exact", 4)),
        ("Six charged with arson", ("charged", "people", "exact", 6)),
        ("4,000 people evacuated from Hask", ("evacuated", "people", "exact", 4000)),
        ("Floods displace 4,000", ("displaced", "people", "exact", 4000)),
        ("Divers rescued 14 passengers.", ("rescued", "passengers", "exact", 14)),
        ("52 prisoners freed", ("freed", "prisoners", "exact", 52)),
        ("Gunmen abduct 25 girls from school", ("abducted", "girls", "exact", 25)),
        ("Nine miners trapped after blast", ("trapped", "miners", "exact", 9)),
        ("Five people were taken to hospital", ("hospitalised", "people", "exact", 5)),
        ("Tarn expels 12 diplomats", ("expelled", "diplomats", "exact", 12)),
        ("Three men were executed at dawn", ("executed", "men", "exact", 3)),
    ],
)
def test_what_news_count(text, found):
    assert counted(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "He was sentenced to 12 years in prison",
        "jailed for 12 years",
        "Two of the 12 were killed",
        "12 out of 40 passengers died",
        "A 12-year-old was killed",
        "A boy, aged 12, was killed",
        "killed 12 years ago",
        "It was hit on January 12 and killed",
        "Flight 447 missing",
        "It happened in 2024, killed",
        "12 dead whales",
        "12 more people were killed",
        "another 3 people were killed",
        "Dozens were killed",
        "hundreds injured",
        "1.5 million displaced",
        "10 to 12 people were killed",
        "Two or three people were killed",
        "between 10 and 12 people were killed",
        "up to 12 feared dead",
        "12 people could be killed",
        "The plan would displace 300 people",
        "She denied killing 12 people",
        "the man who killed 51 worshippers",
        "12 people were killed since January",
        "Last year 12 people were killed",
        "A crash in 2019 killed 40 people",
        "12 people are killed every day",
        "The hospital lists 12 dead on this side",
        "His wife and two others were killed",
        "including 3 children killed",
        "Twelve dead and missing",
        "12 people were killed or injured",
        "Police hurt, 20 other people injured",
        "Ships carry 12 containers",
        "",
    ],
)
def test_rather_none_than_a_wrong_one(text):
    assert counted(text) == []


def test_several_counts_in_one_sentence():
    assert counted("Three killed and seven wounded as a bus overturns; 12 arrested.") == [
        ("killed", "people", "exact", 3),
        ("injured", "people", "exact", 7),
        ("detained", "people", "exact", 12),
    ]


def test_others_are_all_the_injured_but_not_all_the_dead():
    assert counted("The blast killed three. Twelve others were injured.") == [
        ("killed", "people", "exact", 3),
        ("injured", "people", "exact", 12),
    ]
    assert counted("Twelve others were injured.") == []


def test_another_time_is_that_of_its_own_sentence():
    text = "In 2019 a flood killed 40. This one killed 3 people."
    assert counted(text) == [("killed", "people", "exact", 3)]


def test_one_and_many_have_one_name():
    names = {
        tally.who
        for text in ("one policewoman was hurt", "Two policewomen were hurt")
        for tally in read_tallies(text)
    }
    assert names <= {"policewomen"}
    assert counted("one man was hurt") == [("injured", "men", "exact", 1)]
    assert counted("One child was hurt") == [("injured", "children", "exact", 1)]


def test_offsets_lead_to_the_words():
    text = "On Monday at least 12 people were killed in Hask, and police arrested 3."
    assert [text[one.start : one.end] for one in read_tallies(text)] == [
        "at least 12 people were killed",
        "arrested 3",
    ]


def test_every_word_that_counts_is_hinted_at():
    for family in (PASSIVE, ACTIVE, NOUNS, TOLLS):
        assert set(family) <= set(KINDS)
        for words in family.values():
            for word in re.split(r"\|(?![^(]*\))", words):
                assert any(hint in word for hint in HINTS), word


PIECES = (
    "12 three at least killed killing people were of the and dead, toll death rose to others "
    "injured; 1,200 (missing) Jan. U.S. 2,000. over «arrested» soldiers […] 7"
)


@given(st.lists(st.sampled_from(PIECES.split()), max_size=25).map(" ".join))
def test_what_is_read_stands_there_apart_and_in_order(text):
    found = read_tallies(text)
    assert all(text[one.start : one.end].strip() for one in found)
    assert all(one.count > 0 and one.what in KINDS for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
