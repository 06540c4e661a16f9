from datetime import UTC, datetime

from classify.readers import merge_copies
from classify.records import SourceRef, Teaser


def teaser(id: str, outlet: str = "Vesna", **fields) -> Teaser:
    return Teaser(id=id, headline="Storm hits coast", sources=(SourceRef(outlet=outlet),), **fields)


def test_copies_are_merged_at_the_place_of_the_first():
    merged = merge_copies([teaser("a"), teaser("b"), teaser("a", "Dnieper Post"), teaser("a")])
    assert [(t.id, t.outlets) for t in merged] == [
        ("a", ("Dnieper Post", "Vesna")),
        ("b", ("Vesna",)),
    ]


def test_what_the_first_lacks_comes_from_a_copy():
    day = datetime(2025, 1, 18, tzinfo=UTC)
    dated = teaser(
        "a", published=day, date_precision="day", date_basis="feed", text="Roofs", truncated=True,
        language="en", country="BY",
    )  # fmt: skip
    (merged,) = merge_copies([teaser("a"), dated])
    assert merged == dated


def test_what_the_first_has_stays():
    first = teaser("a", text="Roofs", language="en", country="PL")
    (merged,) = merge_copies([first, teaser("a", text="Other", language="be", country="BY")])
    assert merged == first
