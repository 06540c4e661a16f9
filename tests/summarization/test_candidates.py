"""The sentences of a story: which leans on which, and how they are read."""

from __future__ import annotations

import itertools

import numpy as np

from classify.summarization.candidates import StoryCandidates
from tests.builders import story, teaser

LEAD = teaser("Flood", "The river Orla broke its banks. Rescuers took forty people to safety.")
OTHER = teaser("Water", "A dam burst at Lipa. The mayor blamed the state. He said it was too late.")


def candidates(*teasers):
    return StoryCandidates.of(story(*teasers))


def read(found, chosen):
    return [found.candidates[row].text for row in found.in_reading_order(chosen)]


def test_what_opens_a_report_comes_first_and_the_lead_before_the_others():
    found = candidates(LEAD, OTHER)
    assert read(found, [0, 1, 2]) == [
        "The river Orla broke its banks.",
        "A dam burst at Lipa.",
        "Rescuers took forty people to safety.",
    ]


def test_a_leaning_sentence_follows_what_it_leans_on():
    found = candidates(LEAD, OTHER)
    assert found.needs.tolist() == [-1, -1, -1, -1, 3]
    # the mayor's words come before Rescuers only if the mayor does
    assert read(found, [1, 3, 4]) == [
        "Rescuers took forty people to safety.",
        "The mayor blamed the state.",
        "He said it was too late.",
    ]


def test_the_order_of_choosing_does_not_matter():
    found = candidates(LEAD, OTHER)
    orders = itertools.permutations(range(5))
    assert len({tuple(read(found, order)) for order in orders}) == 1


def test_a_sentence_whose_antecedent_is_not_there_is_never_met():
    found = candidates(LEAD, teaser("Water", "He said it was too late."))
    assert found.needs.tolist() == [-1, -1, 2]


def test_only_where_nothing_stands_by_itself_a_headline_explains_the_first_words():
    assert candidates(teaser("Court frees editor", "The ruling came late.")).needs.tolist() == [-1]
    assert candidates(teaser("Court frees editor", "He left.")).needs.tolist() == [0]
    ruling = teaser("Court frees editor", "The ruling came late. A crowd cheered.")
    assert candidates(ruling).needs.tolist() == [0, -1]
    assert candidates(LEAD, teaser("Court", "The ruling came late.")).needs.tolist() == [-1, -1, 2]


def test_earlier_days_come_first_where_all_are_dated():
    late = teaser("Dam", "A dam burst at Lipa.", hours=60)
    early = teaser("Rain", "Rain fell all week. Crews filled bags.", hours=2)
    noon = teaser("River", "The river rose.", hours=6)
    undated = teaser("Mayor", "The mayor left.", hours=None)
    told = [
        "Rain fell all week.",
        "The river rose.",
        "Crews filled bags.",
        "A dam burst at Lipa.",
    ]
    assert read(candidates(late, early, noon), [0, 1, 2, 3]) == told
    assert read(candidates(late, undated), [0, 1]) == [
        "A dam burst at Lipa.",
        "The mayor left.",
    ]


def test_what_is_no_news_is_no_candidate():
    dressed = teaser("Dam bursts", "LIPA (AP) - The dam burst. Dam bursts. Photo: AP")
    assert [one.text for one in candidates(dressed).candidates] == ["The dam burst."]


def test_a_denial_leans_on_what_is_known_and_does_not_repeat_it():
    known = teaser("Blast", "Police spoke. A blast in Hask killed nine people.")
    denial = teaser(
        "Count", "The ministry denied that forty people were killed in the blast in Hask."
    )
    found = candidates(denial, known)
    assert found.needs.tolist() == [2, -1, -1]
    assert read(found, [0, 2]) == [known.text.partition(". ")[2], denial.text]
    repeats = found.differing(np.ones((3, 3), dtype=bool))
    assert not repeats[0, 2]
    assert not repeats[2, 0]
    assert repeats.sum() == 7


def test_a_denial_with_nothing_known_stands_for_itself():
    denial = teaser("Count", "The ministry denied that forty people were killed in Hask.")
    assert candidates(denial, teaser("Hask", "Police closed the road.")).needs.tolist() == [-1, -1]
