import dataclasses
from datetime import UTC, datetime
from itertools import permutations

import pytest

from classify.corroboration import find_clashes, is_overtaken, with_current_lead
from tests.builders import story, teaser


def report(text, hours=0, **fields):
    """A report of an event of its own words."""
    return teaser(f"Report {text[:12]} {hours}", text, hours=hours, **fields)


def told(notes):
    return [
        (note.what, note.who, note.kind, [(one.count, one.at_least) for one in note.figures])
        for note in notes
    ]


THREE = report("At the mill three people were killed.", 1)
TWELVE = report("The bridge fell. Twelve people were killed, the mayor said.", 5)


def test_a_later_higher_figure_is_the_newer_state():
    (note,) = find_clashes([THREE, TWELVE])
    assert told([note]) == [("killed", "people", "updated", [(12, False), (3, False)])]
    assert [one.teasers for one in note.figures] == [(TWELVE.id,), (THREE.id,)]


@pytest.mark.parametrize(
    ("early", "late"),
    [
        ({"hours": 5}, {"hours": 1}),  # the later one is lower
        ({"hours": 1}, {"hours": None}),
        ({"hours": 1}, {"hours": 1}),
        ({"hours": 1, "date_precision": "day"}, {"hours": 5}),
        ({"hours": 1, "date_precision": "month"}, {"hours": 100, "date_precision": "second"}),
        ({"hours": 1, "date_precision": "year"}, {"hours": 100, "date_precision": "month"}),
    ],
)
def test_where_times_do_not_tell_the_figures_differ(early, late):
    notes = find_clashes(
        [report("Three people were killed.", **early), report("12 people were killed.", **late)]
    )
    assert told(notes) == [("killed", "people", "differ", [(3, False), (12, False)])]


@pytest.mark.parametrize("precision", ["day", "month", "year"])
def test_coarse_times_tell_where_they_are_far_enough_apart(precision):
    later = datetime(2026, 3, 1, tzinfo=UTC)
    notes = find_clashes(
        [
            report("Three people were killed.", date_precision=precision),
            report("12 people were killed.", published=later, date_precision=precision),
        ]
    )
    assert [note.kind for note in notes] == ["updated"]


def test_sources_that_agree_are_no_note():
    assert find_clashes([THREE, report("3 killed at mill", 7)]) == ()
    assert find_clashes([TWELVE, report("At least 12 people were killed.", 1)]) == ()
    assert find_clashes([THREE]) == find_clashes([]) == ()


def test_a_lower_bound_agrees_with_a_larger_number_only_when_that_is_later():
    bound = "At least three people were killed."
    (note,) = find_clashes([report(bound, 1), TWELVE])
    assert told([note]) == [("killed", "people", "updated", [(12, False), (3, True)])]
    (note,) = find_clashes([report(bound, 9), TWELVE])
    assert told([note]) == [("killed", "people", "differ", [(3, True), (12, False)])]


def test_estimates_say_nothing_against_a_figure():
    assert find_clashes([TWELVE, report("About 40 people were killed.", 9)]) == ()


def test_soldiers_are_not_compared_with_people_nor_with_those_of_the_other_side():
    notes = find_clashes(
        [
            report("Three people were killed."),
            report("12 soldiers were killed.", 1),
            report("40 Tarn soldiers were killed.", 2),
        ]
    )
    assert notes == ()


def test_the_name_of_those_counted_keeps_its_capitals_but_not_those_of_a_headline():
    notes = find_clashes(
        [
            report("It said 40 Tarn soldiers were killed.", 2),
            teaser("Blast Kills 60 Tarn Soldiers", hours=4),
        ]
    )
    assert told(notes) == [
        ("killed", "Tarn soldiers", "updated", [(60, False), (40, False)]),
    ]


def test_the_missing_may_become_fewer():
    notes = find_clashes([report("Nine are missing.", 1), report("Two people are missing.", 5)])
    assert told(notes) == [("missing", "people", "updated", [(2, False), (9, False)])]


def test_a_teaser_with_two_figures_of_a_kind_says_nothing():
    both = report("Three people were killed in Hask. Two people were killed in Talva.", 9)
    assert find_clashes([both, TWELVE]) == ()


def test_a_figure_that_was_cut_off_is_none():
    cut = report("The bridge fell, killing 1 […]", 9, truncated=True)
    assert find_clashes([cut, TWELVE]) == ()


def test_a_late_reprint_is_as_old_as_what_it_reprints():
    wire = (
        "Three people were killed on Monday when a footbridge fell into the mill race at Ostrova, "
        "police said."
    )
    first, reprint = (
        report(wire, 1, outlet="Post"),
        report(f"OSTROVA - {wire}", 9, outlet="Courier"),
    )
    (note,) = find_clashes([first, TWELVE, reprint])
    assert note.kind == "updated"
    assert set(note.figures[1].teasers) == {first.id, reprint.id}


def test_three_states_in_a_row():
    middle = report("Rescuers said seven people were killed.", 3)
    (note,) = find_clashes([TWELVE, THREE, middle])
    assert told([note]) == [
        ("killed", "people", "updated", [(12, False), (7, False), (3, False)]),
    ]


def test_the_order_of_the_teasers_does_not_matter():
    teasers = [THREE, TWELVE, report("40 people were injured.", 2), report("9 injured.", 3)]
    first = find_clashes(teasers)
    assert [note.what for note in first] == ["killed", "injured"]
    assert all(find_clashes(order) == first for order in permutations(teasers))


def test_overtaken_is_what_gives_an_older_figure():
    notes = find_clashes([THREE, TWELVE])
    assert is_overtaken("Police said 3 people were killed.", THREE.id, notes)
    assert not is_overtaken("Police said 12 people were killed.", THREE.id, notes)
    assert not is_overtaken("Police closed the bridge; 3 were injured.", THREE.id, notes)
    assert not is_overtaken("Police said 3 people were killed.", THREE.id, ())
    differ = [dataclasses.replace(note, kind="differ") for note in notes]
    assert not is_overtaken("Police said 3 people were killed.", THREE.id, differ)


def test_a_headline_that_was_overtaken_does_not_lead():
    old = teaser("Bridge fall kills three", "Divers searched.", hours=1)
    new = teaser("Bridge fall: death toll rises to 12", "The mayor spoke.", hours=5)
    opinion = teaser("12 killed, and nobody resigns", "Why?", hours=9, kind="opinion")
    told_first = story(old, new, opinion)
    notes = find_clashes(told_first.teasers)
    assert with_current_lead(told_first, notes).lead == new.id
    assert with_current_lead(told_first, ()) == told_first
    led_by_new = dataclasses.replace(told_first, lead=new.id)
    assert with_current_lead(led_by_new, notes) == led_by_new
