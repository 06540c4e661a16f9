"""A user's CSS selectors for stubborn pages, and what pages state in microdata."""

from datetime import UTC, datetime

import pytest

from classify.errors import ReadError
from classify.readers import read_selectors
from tests.readers.sources import from_bytes

ITEM = """<div class="x"><span class="k">{section}</span><span class="t">{headline}</span>
<span class="b">{text}</span><script>var x = 1</script>
<i data-when="{moment}">some time</i><a class="m" href="/{id}"><img></a></div>"""
ITEMS = [
    ("World", "Ferry turns back", "It was late &amp; dark.", "2025-01-18T10:00:00Z", "a"),
    ("Money", "Quay opens", "Fees rise.", "17.01.2025 8:30", "b"),
    ("", "", "No headline here.", "", "c"),
]
PAGE = (
    '<html><head><link rel="canonical" href="https://news.port.example/all"></head><body>{}</body>'
)
STUBBORN = PAGE.format(
    "".join(
        ITEM.format(section=section, headline=headline, text=text, moment=moment, id=own)
        for section, headline, text, moment, own in ITEMS
    )
)
SELECTORS = """
item = "div.x"
headline = ".t"
text = ".b"
date = "i@data-when"
link = "a.m"
section = ".k"
"""


@pytest.fixture
def selecting(tmp_path):
    """Read a page by a file of selectors; returns teasers, errors and notes."""

    def read(selectors, page=STUBBORN):
        path = tmp_path / "selectors.toml"
        path.write_text(selectors, encoding="utf-8")
        errors: list[ReadError] = []
        notes: list[str] = []
        found = from_bytes(page, selectors=path, on_error=errors.append, on_note=notes.append)
        return found, errors, notes

    return read


def test_items_are_what_the_selectors_say(selecting):
    (ferry, quay), errors, notes = selecting(SELECTORS)
    assert (ferry.headline, ferry.text) == ("Ferry turns back", "It was late & dark.")
    assert ferry.published == datetime(2025, 1, 18, 10, tzinfo=UTC)
    assert quay.published == datetime(2025, 1, 17, 8, 30, tzinfo=UTC)
    place = quay.sources[0]
    assert (place.url, place.position, place.sections, place.outlet) == (
        "https://news.port.example/b",
        2,
        ("Money",),
        "news.port.example",
    )
    assert [(str(error.item), error.reason) for error in errors] == [("item 3", "has no headline")]
    assert notes == []


def test_headline_and_link_are_found_without_being_named(selecting):
    page = PAGE.format(
        '<p class="x"><a href="/a">Ferry turns back</a></p>'
        '<div class="x"><b>1</b><a href="/b"><h4>Quay opens</h4></a><a href="/c">more</a></div>'
        '<a class="x" href="/d">Snow falls</a>'
    )
    found, _, _ = selecting('item = ".x"', page)
    assert [(one.headline, one.id.rpartition("/")[2]) for one in found] == [
        ("Ferry turns back", "a"),
        ("Quay opens", "b"),
        ("Snow falls", "d"),
    ]


def test_a_site_has_selectors_of_its_own(selecting):
    found, _, _ = selecting(f'item = "nothing"\n["port.example"]{SELECTORS}')
    assert len(found) == 2
    found, _, _ = selecting(f'{SELECTORS}["www.other.example"]\nitem = "nothing"')
    assert len(found) == 2


def test_pages_of_no_named_site_are_read_by_their_structure(selecting):
    page = PAGE.format(
        "".join(f'<h2><a href="/{n}">Ferry {n} turns back in storm</a></h2>' for n in range(3))
    )
    found, _, _ = selecting('["other.example"]\nitem = "nothing"', page)
    assert len(found) == 3


def test_what_matches_nothing_is_named(selecting):
    with pytest.raises(ReadError, match=r"selectors\.toml: 'li\.story' matches nothing"):
        selecting('item = "li.story"')
    _, _, notes = selecting(SELECTORS.replace('".b"', '".lead"'))
    assert len(notes) == 1
    assert notes[0].endswith("selectors.toml, text: '.lead' matches nothing in 3 items")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "has no selectors; keys: item"),
        ("item = ", "is no TOML"),
        ('headline = "h2"', "item: is missing"),
        ('item = "div.."', r"item: is no CSS selector: 'div\.\.'"),
        ('item = "div"\ndate = "a["', "date: is no CSS selector"),
        ('item = "div"\ndate = ""', "date: is no CSS selector"),
        ('item = "div"\ntitle = "a"', "title: is no key; keys: item"),
        ('item = "div"\ntext = ["a"]', "text: is to be a CSS selector in quotes"),
        ('item = "div@id"', "item: selects elements"),
        ('["port.example"]\nheadline = "h2"', r"\[port\.example\] item: is missing"),
    ],
)
def test_what_is_wrong_in_a_file_is_named_with_its_key(tmp_path, content, reason):
    path = tmp_path / "selectors.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ReadError, match=reason) as caught:
        read_selectors(path)
    assert caught.value.source == str(path)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(ReadError, match="cannot be read"):
        from_bytes(STUBBORN, selectors=tmp_path / "none.toml")


MICRODATA = """<div itemscope itemtype="https://schema.org/NewsArticle">
<p itemprop="headline"><a itemprop="url" href="/a">Ferry turns back</a></p>
<p itemprop="description">It was late.</p><meta itemprop="datePublished" content="2025-01-18">
<span itemprop="articleSection">World</span>
<div itemprop="publisher" itemscope itemtype="https://schema.org/Organization">
<b itemprop="name">Port News</b></div></div>
<div itemscope itemtype="http://schema.org/Article/"><a href="/b">
<b itemprop="headline">Quay opens</b></a>
<time itemprop="datePublished" datetime="2025-01-17T08:00Z">Friday</time>
<span itemprop="author" itemscope itemtype="http://schema.org/Person">
<i itemprop="name">Jane Doe</i></span></div>
<div itemscope itemtype="http://schema.org/Event"><b itemprop="name">Harbour festival</b></div>
<meta itemprop="headline" content="of nothing">"""


def test_microdata_state_articles():
    ferry, quay = from_bytes(PAGE.format(MICRODATA))
    assert (ferry.headline, ferry.text) == ("Ferry turns back", "It was late.")
    assert (ferry.id, ferry.sources[0].sections) == ("https://news.port.example/a", ("World",))
    assert (ferry.published, ferry.date_precision) == (datetime(2025, 1, 18, tzinfo=UTC), "day")
    assert (quay.headline, quay.id) == ("Quay opens", "https://news.port.example/b")
    assert quay.published == datetime(2025, 1, 17, 8, tzinfo=UTC)


def test_microdata_complete_a_card_and_keep_its_place():
    shown = {
        "c": "Snow falls on the old port",
        "a": "Ferry turns back in storm",
        "b": "Quay opens again after repairs",
    }
    cards = "".join(
        f'<article><h2><a href="/{own}">{headline}</a></h2></article>'
        for own, headline in shown.items()
    )
    found = from_bytes(PAGE.format(cards + MICRODATA))
    assert [(one.id[-1], one.headline) for one in found] == list(shown.items())
    assert found[1].published == datetime(2025, 1, 18, tzinfo=UTC)


def test_deep_microdata_are_read_in_bounded_steps():
    deep = '<div itemscope itemtype="https://schema.org/Article"><p itemprop="name">' * 3_000
    found = from_bytes(PAGE.format(f"{MICRODATA}{deep}"), on_error=lambda error: None)
    assert found[0].headline == "Ferry turns back"
