"""What surely belongs to a story, and what possibly does."""

from dataclasses import replace

import pytest

from classify.corroboration import MIN_SURE_JOIN, part_joins, weigh_evidence
from classify.records import Link
from tests.builders import story, teaser

BLAST = teaser("Depot blast kills 3", "A blast in Hask killed 3 people.", hours=1, outlet="Post")
TOLL = teaser("Hask toll at 9", "The blast in Hask killed 9 people.", hours=4, outlet="Gazette")
OTHER = teaser("Blast heard", "A blast in Hask killed 40 people.", hours=9, outlet="Courier")


def link(one, other, probability, *, grounds=True, corrected=False):
    return Link(
        teasers=(one.id, other.id),
        probability=probability,
        grounds={"words": 1.0} if grounds else {},
        corrected=corrected,
    )


def linked(*links, lead=BLAST):
    return replace(story(BLAST, TOLL, OTHER), links=links, lead=lead.id)


SURE, WEAK = link(BLAST, TOLL, 0.9), link(TOLL, OTHER, MIN_SURE_JOIN - 0.01)


def test_a_teaser_is_as_sure_as_its_strongest_link():
    joins = part_joins(linked(SURE, WEAK))
    assert [one.id for one in joins.sure.teasers] == [BLAST.id, TOLL.id]
    assert joins.possible == {OTHER.id: WEAK.probability}
    assert joins.sure.outlets == ("Gazette", "Post")
    assert joins.sure.last_reported == TOLL.published


def test_the_bound_decides():
    assert part_joins(linked(SURE, WEAK), min_probability=WEAK.probability).possible == {}
    assert part_joins(linked(SURE, WEAK), min_probability=0).sure == linked(SURE, WEAK)
    assert set(part_joins(linked(SURE, WEAK), min_probability=1).possible) == {TOLL.id, OTHER.id}


@pytest.mark.parametrize(
    "certain",
    [link(TOLL, OTHER, 0.1, corrected=True), link(TOLL, OTHER, 0.1, grounds=False)],
    ids=["a person joined them", "a similarity is no probability"],
)
def test_what_is_no_judgement_of_the_model_is_not_in_doubt(certain):
    assert part_joins(linked(SURE, certain)).possible == {}


def test_without_links_nothing_is_in_doubt():
    assert part_joins(story(BLAST, TOLL)).possible == {}


def test_of_a_weak_pair_the_lead_is_told():
    pair = replace(story(BLAST, OTHER), links=(link(BLAST, OTHER, 0.4),), lead=OTHER.id)
    joins = part_joins(pair)
    assert [one.id for one in joins.sure.teasers] == [OTHER.id]
    assert joins.possible == {BLAST.id: 0.4}


def test_news_takes_the_place_of_a_weak_lead():
    told = replace(
        linked(SURE, WEAK, lead=OTHER), teasers=(replace(BLAST, kind="live"), TOLL, OTHER)
    )
    assert part_joins(told).sure.lead == TOLL.id


def test_a_weak_lead_gives_way_to_those_that_are_sure():
    joins = part_joins(linked(SURE, WEAK, lead=OTHER))
    assert joins.sure.lead == BLAST.id
    assert set(joins.possible) == {OTHER.id}


def test_what_is_possible_counts_for_nothing():
    found = weigh_evidence(linked(SURE, WEAK))
    assert found.n_independent == 2
    assert [[figure.count for figure in note.figures] for note in found.notes] == [[9, 3]]
    assert found.story.lead == found.sure.lead == TOLL.id
    assert len(found.story.teasers) == 3
    everything = weigh_evidence(linked(SURE, WEAK), min_sure_join=0)
    assert everything.n_independent == 3
    assert [[figure.count for figure in note.figures] for note in everything.notes] == [[40, 9, 3]]
