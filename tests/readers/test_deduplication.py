import dataclasses
import itertools
from datetime import UTC, datetime

from classify.readers import distinct, merge_copies
from classify.records import SourceRef, Teaser


def teaser(id: str, outlet: str = "Vesna", **fields) -> Teaser:
    return Teaser(id=id, headline="Storm hits coast", sources=(SourceRef(outlet=outlet),), **fields)


def test_copies_are_merged_at_the_place_of_the_first():
    merged = merge_copies([teaser("a"), teaser("b"), teaser("a", "Dnieper Post"), teaser("a")])
    assert [(t.id, t.outlets) for t in merged] == [
        ("a", ("Dnieper Post", "Vesna")),
        ("b", ("Vesna",)),
    ]


def test_what_the_leading_copy_lacks_comes_from_another():
    day = datetime(2025, 1, 18, tzinfo=UTC)
    dated = teaser("a", published=day, date_precision="day", date_basis="feed")
    told = teaser("a", text="Roofs", truncated=True, language="en", country="BY")
    (merged,) = merge_copies([told, dated])
    assert merged == dataclasses.replace(
        dated, text="Roofs", truncated=True, language="en", country="BY"
    )


def test_what_the_leading_copy_has_stays():
    longer = teaser("a", text="Roofs and trees", language="en", country="PL")
    (merged,) = merge_copies([teaser("a", text="Other", language="be", country="BY"), longer])
    assert merged == longer


def test_the_oldest_copy_leads_whatever_is_read_first():
    copies = [
        teaser("a", text=text, published=datetime(2025, 1, day, tzinfo=UTC))
        for day, text in [(19, "Roofs and trees were lost"), (18, "Roofs"), (20, "Trees")]
    ]
    copies.append(teaser("a", "Dnieper Post", text="Undated, and longer than all of the others"))
    merged = {tuple(merge_copies(order)) for order in itertools.permutations(copies)}
    ((found,),) = merged
    assert found.text == "Roofs"
    assert {ref.outlet for ref in found.sources} == {"Vesna", "Dnieper Post"}


def test_distinct_teasers_come_in_the_order_of_their_ids():
    pile = [teaser("b"), teaser("a"), teaser("b", "Dnieper Post")]
    found = distinct(pile)
    assert [(one.id, len(one.sources)) for one in found] == [("a", 1), ("b", 2)]
    assert distinct(pile[::-1]) == found
    assert distinct([]) == []
