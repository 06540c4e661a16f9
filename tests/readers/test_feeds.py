import json

import pytest

from classify.errors import ReadError
from classify.readers import raise_fault
from classify.readers.feeds.outlets import host_of, outlet_of_title
from tests.readers.sources import from_bytes

ITEM = """<item><title>Ferry turns back</title><description>&lt;p&gt;All are
safe &amp;amp; well.&lt;/p&gt;</description><link>https://post.example/a-ferry-1</link>
<pubDate>Mon, 20 Jan 2025 14:05:00 +0200</pubDate><category>Sea</category></item>"""


def rss(items: str = ITEM, version: str = "2.0", head: str = "") -> str:
    return (
        f'<?xml version="1.0"?><rss version="{version}"><channel><title>Harbour Post - World'
        f"</title><link>https://www.harbourpost.example/world</link>{head}{items}</channel></rss>"
    )


RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="x"><title>Harbour Post - World</title>
<link>https://www.harbourpost.example/world</link></channel>
<item rdf:about="https://post.example/a-ferry-1"><title>Ferry turns back</title>
<link>https://post.example/a-ferry-1</link><description>All are
safe &amp; well.</description><dc:date>2025-01-20T12:05:00Z</dc:date></item></rdf:RDF>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post - World</title>
<link href="https://www.harbourpost.example/world"/>
<entry><title type="html">Ferry turns back</title><link rel="enclosure" href="https://x.example/y"/>
<link href="https://post.example/a-ferry-1"/><published>2025-01-20T12:05:00Z</published>
<updated>2025-01-21T12:05:00Z</updated>
<summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>All are
safe &amp; well.</p></div></summary></entry></feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Harbour Post - World",
        "home_page_url": "https://www.harbourpost.example/world",
        "items": [
            {
                "id": 1,
                "title": "Ferry turns back",
                "content_html": "<p>All are\nsafe &amp; well.</p>",
                "url": "https://post.example/a-ferry-1",
                "date_published": "2025-01-20T14:05:00+02:00",
            }
        ],
    },
    indent=1,
)


@pytest.mark.parametrize(
    "feed",
    [rss(), rss(version="0.92"), RDF, ATOM, JSON_FEED],
    ids=["RSS 2.0", "RSS 0.92", "RSS 1.0", "Atom", "JSON Feed"],
)
def test_feeds_of_every_kind_say_the_same(feed: str):
    (teaser,) = from_bytes(feed)
    assert (teaser.headline, teaser.text) == ("Ferry turns back", "All are safe & well.")
    assert teaser.published is not None
    assert teaser.published.isoformat() == "2025-01-20T12:05:00+00:00"
    (place,) = teaser.sources
    assert (place.outlet, place.url, place.item) == (
        "Harbour Post",
        "https://post.example/a-ferry-1",
        1,
    )


def test_places_in_the_feed_are_kept():
    items = "".join(f"<item><title>Ferry {n} turns back</title></item>" for n in range(3))
    found = [teaser.sources[0].item for teaser in from_bytes(rss(items))]
    assert found == [1, 2, 3]


def test_an_item_without_a_title_has_its_first_line_for_a_headline():
    (teaser,) = from_bytes(rss("<item><description>Ferry turns back.&lt;br&gt;All are safe."
                               "</description></item>"))  # fmt: skip
    assert (teaser.headline, teaser.text) == ("Ferry turns back.", "All are safe.")


def test_a_description_that_repeats_the_headline_is_no_text():
    (teaser,) = from_bytes(rss("<item><title>Ferry turns back</title>"
                               "<description>Ferry turns back</description></item>"))  # fmt: skip
    assert teaser.text == ""


def test_an_aggregator_names_the_outlet_of_an_item():
    (teaser,) = from_bytes(
        rss(
            "<item><title>Ferry turns back - Vesna</title>"
            '<source url="https://vesna.example">Vesna</source></item>'
        )
    )
    assert (teaser.headline, teaser.outlets) == ("Ferry turns back", ("Vesna",))


@pytest.mark.parametrize(
    ("text", "description"),
    [
        (
            "",
            "&lt;a href='x'&gt;Ferry turns back&lt;/a&gt;&amp;nbsp; &lt;font&gt;Vesna&lt;/font&gt;",
        ),
        ("", "&lt;a href='x'&gt;Comments&lt;/a&gt;"),
        ("All are safe.", "&lt;b&gt;Ferry turns back&lt;/b&gt;&lt;p&gt;All are safe.&lt;/p&gt;"),
        ("Ferry turns back after an hour.", "Ferry turns back after an hour."),
        (
            "A line that a program broke to a width.\nSo.",
            "A line that a program\nbroke to a\n width.\nSo.",
        ),
    ],
)
def test_what_is_no_text_of_an_item(text: str, description: str):
    (teaser,) = from_bytes(
        rss(
            f"<item><title>Ferry turns back</title><source url='x'>Vesna</source>"
            f"<description>{description}</description></item>"
        )
    )
    assert teaser.text == text


def test_the_given_outlet_goes_before_the_title_of_the_feed():
    assert from_bytes(rss(), outlet="Vesna")[0].outlets == ("Vesna",)


def test_the_language_of_the_feed_decides_for_short_items_if_others_are_in_it():
    head = "<language>ru-RU</language>"
    items = "".join(
        f"<item><title>{title}</title></item>"
        for title in (
            "Правительство обсудило бюджет на следующий год и новые налоги",
            "Власти города объявили о закрытии моста на время ремонта",
            "Порт и суд",
        )
    )
    assert [one.language for one in from_bytes(rss(items, head=head))] == ["ru"] * 3
    english = "<item><title>The government and the court say that they would resign</title></item>"
    assert [one.language for one in from_bytes(rss(english, head=head))] == ["en"]


def test_a_feed_that_breaks_off_gives_what_is_whole_and_says_so():
    faults: list[ReadError] = []
    broken = rss()[: rss().index("</channel>")]
    assert len(from_bytes(broken, on_error=faults.append)) == 1
    assert "no well-formed XML" in faults[0].reason
    assert faults[0].item == "line 3"
    with pytest.raises(ReadError, match="no well-formed XML"):
        from_bytes(broken)


def test_encodings():
    declared = '<?xml version="1.0" encoding="windows-1251"?>'
    text = rss("<item><title>Паром вернулся в порт</title></item>")
    content = text.replace('<?xml version="1.0"?>', declared).encode("cp1251")
    assert from_bytes(content)[0].headline == "Паром вернулся в порт"
    with pytest.raises(ReadError, match="not in its encoding"):
        from_bytes(text.encode("cp1251"))
    assert from_bytes(text.encode("utf-16"))[0].headline == "Паром вернулся в порт"


def test_entities_that_multiply_are_not_followed():
    bomb = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">'
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    item = "<item><title>Ferry turns back &i;</title></item>"
    content = bomb + "]>" + rss(item).removeprefix('<?xml version="1.0"?>')
    (teaser,) = from_bytes(content, on_error=lambda error: None)
    assert len(teaser.headline) < 100


def test_a_declaration_that_cannot_be_read_is_refused():
    broken = rss().encode().replace(b'"1.0"', b'"1.0" encoding="\x99"')
    with pytest.raises(ReadError, match="no feed that can be parsed"):
        from_bytes(broken)


def test_a_feed_without_items_is_refused():
    with pytest.raises(ReadError, match="holds no teaser"):
        from_bytes(rss(""))


@pytest.mark.parametrize(
    ("outlet", "title", "address"),
    [
        ("BBC News", "BBC News - World", "https://www.bbc.co.uk/news"),
        ("The Guardian", "World news | The Guardian", "https://www.theguardian.com/world"),
        ("NYT", "NYT > Top Stories", "https://www.nytimes.com/section"),
        ("Радио Свобода", "Радио Свобода — Новости", "https://www.svoboda.org/"),
        ("Vesna", "Vesna", None),
        ("vesna.example", "", "https://www.vesna.example/rss"),
        (None, "", None),
    ],
)
def test_outlets(outlet: str | None, title: str, address: str | None):
    assert outlet_of_title(title, address) == outlet


def test_a_broken_address_has_no_host():
    assert host_of("https://[news/") is None


def test_the_order_of_day_and_month_is_told_by_the_whole_feed():
    items = [
        f"<item><title>{title}</title><pubDate>{day}</pubDate></item>"
        for title, day in (("Ports", "1/9/2025"), ("Storm hits the coast", "1/20/2025"))
    ]
    notes: list[str] = []
    feed = rss("".join(items), head="<language>en</language>")
    teasers = from_bytes(feed, on_note=notes.append)
    assert [str(one.published)[:10] for one in teasers] == ["2025-01-09", "2025-01-20"]
    assert [one.language for one in teasers] == ["en", "en"]
    assert notes == ["<stream>, item 1: '1/9/2025' read month first, as other dates show"]
    (teaser,) = from_bytes(rss(items[0]), on_error=raise_fault, on_note=notes.append)
    assert teaser.published is None
    assert "left undated" in notes[-1]


def test_a_date_that_is_none_leaves_the_item_undated():
    feed = rss(ITEM.replace("Mon, 20 Jan 2025 14:05:00 +0200", "soon"))
    notes: list[str] = []
    (teaser,) = from_bytes(feed, on_error=raise_fault, on_note=notes.append)
    assert teaser.published is None
    assert "item 1: 'soon'" in notes[0]
    with pytest.raises(ReadError, match="'soon'"):
        from_bytes(feed)
