"""The source's own sections, and the places of its items, in every format that has them."""

import csv
import json
import unicodedata
from io import StringIO

import pytest

from classify.readers.section_labels import MAX_LABEL_LETTERS, MAX_LABELS, section_labels
from classify.records import SourceRef, to_json_dict
from classify.reports import render_rows
from tests.readers.sources import from_bytes

RSS = """<rss version="2.0"><channel><title>Port News</title>
<item><title>Ferry turns back in storm</title><link>https://port.example/a</link>
<category>World</category><category domain="x">Ships &amp;amp; Sea</category></item>
<item><title>Quay opens after repairs</title><link>https://port.example/b</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Port News</title>
<entry><title>Ferry turns back in storm</title><id>urn:a</id>
<category term="k17" label="World"/><category term="Sea"/></entry></feed>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Port News",
    "items": [{"id": "1", "title": "Ferry turns back in storm", "tags": ["World", "Sea"]}],
}
PAGE = """<html><body><h1>Port News</h1>
<h2>World</h2>
<article><h3><a href="/a">Ferry turns back in heavy storm</a></h3><p>It was late.</p></article>
<article><h3><a href="/b">Quay opens again after repairs</a></h3></article>
<h2>Money</h2>
<article><h3><a href="/c">Harbour fees rise for the third time</a></h3></article>
</body></html>"""


def places(content, **options):
    return [
        (place.position, place.sections)
        for one in from_bytes(content, **options)
        for place in one.sources
    ]


def test_categories_of_a_feed():
    assert places(RSS) == [(1, ("World", "Ships & Sea")), (2, ())]
    assert places(ATOM) == [(1, ("World", "Sea"))]
    assert places(json.dumps(JSON_FEED)) == [(1, ("World", "Sea"))]


def test_sections_of_a_page_are_the_headings_over_its_items():
    assert places(PAGE) == [(1, ("World",)), (2, ("World",)), (3, ("Money",))]


def test_a_page_states_the_section_of_an_article():
    stated = {
        "@type": "NewsArticle",
        "headline": "Quay opens again after repairs",
        "url": "/b",
        "articleSection": ["Local", "Harbour"],
    }
    script = f'<script type="application/ld+json">{json.dumps(stated)}</script>'
    found = places(PAGE.replace("<h1>", script + "<h1>"))
    assert found[1] == (2, ("Local", "Harbour"))


def test_a_listing_has_places():
    listing = "Ferry turns back\nIt was a storm.\n\nQuay opens\nRepairs are over.\n"
    assert places(listing, input_format="listing") == [(1, ()), (2, ())]


@pytest.mark.parametrize(
    "row",
    [
        {"section": "World; Sea"},
        {"category": ["World", "Sea"]},
        {"categories": [{"name": "World"}, {"name": "Sea", "id": 4}]},
        {"Rubrik": "World;Sea"},
        {"рубрика": "World;Sea"},
        {"sections": ["World", "Sea"], "category": "other"},
    ],
)
def test_keys_and_columns(row):
    assert places(json.dumps({"headline": "Ferry turns back", **row})) == [(None, ("World", "Sea"))]


def test_a_section_with_a_name_of_its_own():
    row = {"headline": "Ferry turns back", "section": {"id": "w", "name": "World"}}
    assert places(json.dumps(row)) == [(None, ("World",))]


def test_copies_keep_the_place_of_each():
    other = RSS.replace("<category>World</category>", "").replace(
        "<item><title>Ferry", "<item><title>Snow falls on the port</title></item><item><title>Ferry"
    )
    from io import BytesIO

    from classify.readers import read_teasers

    ferry = read_teasers(BytesIO(RSS.encode()), BytesIO(other.encode()), strict=True)[0]
    assert [(one.position, one.sections) for one in ferry.sources] == [
        (1, ("World", "Ships & Sea")),
        (2, ("Ships & Sea",)),
    ]


def test_a_position_that_is_an_office_is_no_place():
    notes: list[str] = []
    rows = "headline,position\nFerry turns back,Captain\nQuay opens,2\nSnow falls,0\n"
    assert [place for place, _ in places(rows, on_note=notes.append)] == [None, 2, None]
    assert "position" in notes[0]


@pytest.mark.parametrize("first_line", ["Sections", "Position"])
def test_these_words_alone_begin_a_copied_listing(first_line):
    listing = f"{first_line}\n\nFerry turns back in storm\nIt was late, and the sea was high.\n"
    assert [one.headline for one in from_bytes(listing)] == ["Ferry turns back in storm"]


def test_labels_are_bounded_and_composed():
    decomposed = unicodedata.normalize("NFD", "Économie")
    assert section_labels([decomposed, "x" * (MAX_LABEL_LETTERS + 1), "\ud800", "7", 7]) == (
        "Économie",
    )
    assert len(section_labels([f"label {chr(97 + n)}" for n in range(26)])) == MAX_LABELS
    assert section_labels({"id": 4}) == section_labels(None) == section_labels("https://x.y") == ()


def test_what_is_written_reads_back_equal():
    teasers = from_bytes(RSS)
    rows = [to_json_dict(teaser) for teaser in teasers]
    assert from_bytes(render_rows(rows, "jsonl")) == teasers
    assert rows[0]["sources"][0]["sections"] == ["World", "Ships & Sea"]
    flat = [{**row, **row.pop("sources")[0]} for row in rows]
    written = render_rows(flat, "csv")
    assert next(csv.DictReader(StringIO(written)))["sections"] == "World;Ships & Sea"
    assert from_bytes(written) == teasers


def test_a_place_of_an_earlier_version_has_neither():
    place = SourceRef.from_json_dict({"outlet": "Port", "url": None, "file": None, "item": 4})
    assert place == SourceRef(outlet="Port", item=4)
    assert SourceRef.from_json_dict(to_json_dict(place)) == place
