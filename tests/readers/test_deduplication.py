import dataclasses
import itertools
from datetime import UTC, datetime

import pytest

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
    (merged,) = merge_copies([teaser("a", language="be", country="BY"), longer])
    assert merged == longer


def test_what_the_leading_copy_has_stays_unless_it_was_cut():
    cut = teaser("a", text="Roofs and […]", truncated=True)
    (merged,) = merge_copies([cut, teaser("a", text="Roofs and trees were lost")])
    assert (merged.text, merged.truncated) == ("Roofs and trees were lost", False)


def test_the_oldest_copy_leads_whatever_is_read_first():
    copies = [
        teaser("a", outlet, text="Roofs", published=datetime(2025, 1, day, tzinfo=UTC))
        for outlet, day in [("Vesna", 19), ("Dnieper Post", 18), ("Polesie", 20)]
    ]
    copies.append(teaser("a", "Undated"))
    merged = {tuple(merge_copies(order)) for order in itertools.permutations(copies)}
    ((found,),) = merged
    assert (found.text, found.published) == ("Roofs", datetime(2025, 1, 18, tzinfo=UTC))
    assert set(found.outlets) == {"Vesna", "Dnieper Post", "Polesie", "Undated"}


FERRY = "https://harbourpost.example/world/ferry"
TWO = ("Ferry fire: two dead, search goes on", "Two people were killed when a ferry caught fire.")
NINETEEN = (
    "Ferry fire: nineteen dead, captain detained",
    "Nineteen people were killed when a ferry caught fire. The captain was detained.",
)
STRIKE = ("Dockers end strike after wage offer", "Port workers returned to the quays.")
COURT = ("Court frees newspaper editor", "The editor left prison at noon.")


def item(id, told, *, file="a.csv", item=1, outlet="Harbour Post", day=20, **fields):
    headline, text = told
    if day:
        fields["published"] = datetime(2025, 1, day, 6, tzinfo=UTC)
    place = SourceRef(outlet=outlet, file=file, item=item)
    return Teaser(id=id, headline=headline, text=text, sources=(place,), **fields)


def merged_in_every_order(*items):
    """What comes out, the same whatever the order, with all notes."""
    found = []
    for order in itertools.permutations(items):
        notes = []
        teasers = merge_copies(order, on_note=notes.append)
        found.append(({(one.id, one) for one in teasers}, notes))
    assert all(teasers == found[0][0] for teasers, _ in found)
    return sorted((one for _, one in found[0][0]), key=lambda one: one.id), found[0][1]


@pytest.mark.parametrize(
    "id",
    [FERRY, "4711", "hp-2025-01-20-17", "tag:harbourpost.example,2025:ferry", f"{FERRY}?id=4711"],
)
def test_of_versions_the_newest_stands_and_the_others_are_named(id):
    (found,), (note,) = merged_in_every_order(
        item(id, TWO, file="a.csv"), item(id, NINETEEN, file="b.csv", day=21)
    )
    assert (found.id, found.headline, found.text) == (id, *NINETEEN)
    assert [place.file for place in found.sources] == ["b.csv"]  # a.csv says something else
    assert note == (
        f"a.csv, item 1: left out, as the article {id} stands in a newer version in b.csv, item 1"
    )


@pytest.mark.parametrize(
    "id",
    [
        "1", "0", "N/A", "none", "not available", "-", "4711", "https://harbourpost.example/",
        "https://www.harbourpost.example", "https://harbourpost.example/index.html",
        "https://harbourpost.example/news/world/", "https://harbourpost.example/rss.xml?utm_id=3",
    ],
)  # fmt: skip
def test_different_items_with_one_id_are_all_kept_and_named(id):
    given = [item(id, told, item=row) for row, told in enumerate((STRIKE, COURT, TWO, NINETEEN), 1)]
    found, (note,) = merged_in_every_order(*given)
    assert {(one.headline, one.text) for one in found} == {STRIKE, COURT, TWO, NINETEEN}
    assert len({one.id for one in found}) == 4
    assert all(len(one.sources) == 1 for one in found)
    assert f"one id, {id!r}; each is kept, with an id of its own" in note
    assert "a.csv, item" in note
    again = []
    assert sorted(merge_copies(found, on_note=again.append), key=lambda one: one.id) == found
    assert again == []


@pytest.mark.parametrize("day", [None, 20])
def test_versions_whose_order_is_not_known_are_all_kept(day):
    given = item(FERRY, TWO, day=day), item(FERRY, NINETEEN, item=2, day=day)
    found, (note,) = merged_in_every_order(*given)
    assert {(one.headline, one.text) for one in found} == {TWO, NINETEEN}
    assert "these say different things under one id" in note


def test_of_versions_of_one_time_the_one_that_says_all_stands():
    longer = (TWO[0], f"{TWO[1]} Tugs stood by.")
    (found,), _ = merged_in_every_order(item(FERRY, TWO), item(FERRY, longer, item=2))
    assert (found.text, found.sources[0].item) == (longer[1], 2)


def test_a_page_that_looks_like_an_article_takes_a_headline_written_anew():
    page = "https://harbourpost.example/2025/01/20/ferry-fire-off-coast"
    anew = ("Captain held", "The master of the ferry was taken away.")
    (found,), _ = merged_in_every_order(item(page, TWO), item(page, anew, item=2, day=21))
    assert found.headline == "Captain held"
    # but reports of a live page stand under one address, each with a fragment of its own
    found, _ = merged_in_every_order(
        item(f"{page}#report-1", TWO), item(f"{page}#report-2", anew, item=2, day=21)
    )
    assert len(found) == 2


def test_strangers_under_an_articles_address_are_kept():
    found, (note,) = merged_in_every_order(item(FERRY, STRIKE), item(FERRY, COURT, item=2))
    assert len(found) == 2
    assert FERRY in note
    # and once it is no article's address, nothing is folded for its sake
    found, _ = merged_in_every_order(
        item(FERRY, TWO), item(FERRY, NINETEEN, item=2), item(FERRY, COURT, item=3)
    )
    assert len(found) == 3


def test_boilerplate_makes_no_versions():
    about = "All the news of the harbour from Harbour Post, the paper of the coast since 1891."
    given = [item(FERRY, (told[0], about), item=row) for row, told in enumerate((STRIKE, COURT))]
    others = [
        item(f"{FERRY}/{row}", (headline, about))
        for row, headline in enumerate(("Snow closes mountain pass", "Goalkeeper breaks finger"))
    ]
    assert len(merge_copies([*given, *others], on_note=lambda note: None)) == 4


def test_one_article_by_many_ways_is_one():
    ways = [
        FERRY, f"{FERRY}?utm_source=rss&utm_medium=feed", f"{FERRY}?fbclid=Iw3", f"{FERRY}/",
        f"{FERRY}?at_medium=RSS&at_campaign=rss", f"{FERRY}#comments", f"{FERRY}#2",
        FERRY.replace("https://", "http://www."),
    ]  # fmt: skip
    (found,) = merge_copies([item(way, TWO, item=row) for row, way in enumerate(ways)])
    assert (found.id, len(found.sources)) == (FERRY, len(ways))


def test_one_article_in_two_sections_is_one_with_both():
    given = item(FERRY, TWO, outlet="Post World"), item(FERRY, TWO, outlet="Post Economy")
    (found,), notes = merged_in_every_order(*given)
    assert (found.outlets, notes) == (("Post Economy", "Post World"), [])


def test_a_headline_that_comes_again_after_months_is_another_item():
    headline = "Explosion reported in port district"
    made = [
        Teaser(headline=headline, published=datetime(year, 3, 2, tzinfo=UTC), sources=())
        for year in (2024, 2025)
    ]
    found, (note,) = merged_in_every_order(*made)
    assert [one.published.year for one in sorted(found, key=lambda one: one.published)] == [
        2024,
        2025,
    ]
    assert len({one.id for one in found}) == 2
    assert "dated too far apart to be one item" in note
    (same,), _ = merged_in_every_order(*(
        item(FERRY, (headline, ""), day=None, published=one.published) for one in made
    ))  # fmt: skip
    assert same.published.year == 2024  # an article's address, listed again


def test_a_bare_headline_belongs_to_one_text_alone():
    given = [item("1", (TWO[0], text), item=row) for row, text in enumerate(("", TWO[1], COURT[1]))]
    found, _ = merged_in_every_order(*given)
    assert {one.text for one in found} == {TWO[1], COURT[1]}
    assert sum(len(one.sources) for one in found) == 3


def test_what_was_known_keeps_its_id_and_takes_the_newer_text():
    known = [item(f"{FERRY}?utm_source=rss", TWO, day=None), item("1", STRIKE)]
    found = merge_copies(
        [item(FERRY, NINETEEN, day=None), item("1", COURT), item("2", TWO, outlet="Other")],
        known=known,
        on_note=lambda note: None,
    )
    by_headline = {(one.headline, one.text): one.id for one in found}
    assert by_headline[NINETEEN] == f"{FERRY}?utm_source=rss"
    assert by_headline[STRIKE] == "1"
    assert by_headline[COURT].startswith("1~")
    assert by_headline[TWO] == "2"
    # what was parted before is found again by what it says
    parted = [one for one in found if (one.headline, one.text) in (STRIKE, COURT)]
    assert merge_copies([item("1", COURT)], known=parted) == parted


def test_an_older_version_that_comes_late_changes_nothing():
    known = [item(FERRY, NINETEEN, day=21)]
    assert merge_copies([item(FERRY, TWO, day=20)], known=known) == known


def test_an_id_of_very_many_texts_is_no_articles():
    many = [
        item(FERRY, (f"Ferry fire, report {row}", "On the fire."), item=row) for row in range(300)
    ]
    assert len(merge_copies(many, on_note=lambda note: None)) == 300


def test_distinct_teasers_come_in_the_order_of_their_ids():
    pile = [teaser("b"), teaser("a"), teaser("b", "Dnieper Post")]
    found = distinct(pile)
    assert [(one.id, len(one.sources)) for one in found] == [("a", 1), ("b", 2)]
    assert distinct(pile[::-1]) == found
    assert distinct([]) == []
