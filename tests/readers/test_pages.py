import json
from datetime import UTC, datetime

import pytest

from classify.errors import ReadError
from classify.readers import raise_fault
from classify.readers.markup.page_words import is_no_news
from classify.readers.markup.text import text_of_markup
from tests.readers.sources import from_bytes

NEWS = [
    ("Port workers end strike after wage offer", "Dockers in Gdansk returned to work on Monday."),
    ("Ferry crews announce walkout for Friday", "Crews of three lines will stop for a whole day."),
    ("Court frees the editor of a newspaper", "The editor left prison after eleven months there."),
    ("Bridge over the river reopens to cars", "Cars crossed the river again after two years."),
]
MENU = "".join(f"<li><a href='/{word}'>{word}</a></li>" for word in ("World", "Sport", "Culture"))
FOOT = (
    "<footer><h3><a href='/terms'>Terms of use for all readers</a></h3><p>© Harbour Post</p>"
    "</footer>"
)


def page(cards: list[str], head: str = "") -> str:
    return (
        "<!DOCTYPE html><html lang='en'><head><title>World - Harbour Post</title>"
        f"<link rel='canonical' href='https://harbourpost.example/world'>{head}</head><body>"
        f"<nav><ul>{MENU}</ul></nav><div class='menu'><ul>{MENU}</ul></div><h1>World</h1>"
        f"<main>{''.join(cards)}</main><h2>Most read</h2>{FOOT}</body></html>"
    )


def cards(shape: str) -> list[str]:
    return [shape.format(n=n, headline=one[0], text=one[1]) for n, one in enumerate(NEWS)]


SHAPES = {
    "article": "<article><h2><a href='/a{n}'>{headline}</a></h2><p>{text}</p>"
    "<time datetime='2025-01-20T12:0{n}:00Z'>an hour ago</time></article>",
    "link around": "<div class='c'><a href='/a{n}'><img alt='x'><h3>{headline}</h3><p>{text}</p>"
    "<span>2025-01-20T12:0{n}:00Z</span><span>World</span></a></div>",
    "links of one look": "<div class='card'><span class='k'>World</span><a class='t' href='/a{n}'>"
    "{headline}</a><div class='s'>{text}</div>"
    "<time datetime='2025-01-20T12:0{n}:00Z'></time></div>",
    "table": "<table><tr><td><a href='/a{n}'>{headline}</a></td></tr><tr><td>{text}</td></tr>"
    "<tr><td><time datetime='2025-01-20T12:0{n}:00Z'>20 Jan</time></td>"
    "</tr></table>",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_cards_are_found_by_structure(shape: str):
    teasers = from_bytes(page(cards(SHAPES[shape])))
    assert [(one.headline, one.text) for one in teasers] == NEWS
    assert [one.sources[0].url for one in teasers] == [
        f"https://harbourpost.example/a{n}" for n in range(4)
    ]
    assert {one.outlets for one in teasers} == {("Harbour Post",)}
    assert [one.sources[0].item for one in teasers] == [1, 2, 3, 4]


def test_sections_with_links_are_no_items():
    section = "<section><h2><a href='/us'>US & Canada</a></h2>"
    shape = section + "<h3><a href='/a{n}'>{headline}</a></h3><p>{text}</p></section>"
    assert [(one.headline, one.text) for one in from_bytes(page(cards(shape)))] == NEWS


def test_a_second_heading_in_one_link_is_a_text():
    shape = "<a href='/a{n}'><h2>{headline}</h2><h3>{text}</h3></a><p>Posted on Jan 20, 2025</p>"
    teasers = from_bytes(page(cards(shape)))
    assert [(one.headline, one.text) for one in teasers] == NEWS
    assert {one.published for one in teasers} == {datetime(2025, 1, 20, tzinfo=UTC)}


def test_pages_of_blogs():
    shape = (
        "<article class='post'><header><h2 class='t'><a href='/a{n}'>{headline}</a></h2><div>"
        "<span>Posted on</span> <a href='/d'>January 20, 2025</a> by <a href='/x'>Jane Doe</a>"
        "</div></header><div class='s'><p>{text} <a class='more' href='/a{n}'>Continue reading "
        "<span>{headline}</span></a></p></div><footer><a href='/t'>Tagged</a></footer></article>"
    )
    teasers = from_bytes(page(cards(shape)))
    assert [one.headline for one in teasers] == [headline for headline, _ in NEWS]
    assert all(one.text.startswith(text) for one, (_, text) in zip(teasers, NEWS, strict=True))
    assert {one.published for one in teasers} == {datetime(2025, 1, 20, tzinfo=UTC)}


def test_times_by_markup():
    teasers = from_bytes(page(cards(SHAPES["article"])))
    assert [one.published for one in teasers] == [
        datetime(2025, 1, 20, 12, n, tzinfo=UTC) for n in range(4)
    ]


def test_dates_for_readers():
    shape = "<div><h2><a href='/a{n}'>{headline}</a></h2><p>{text}</p>"
    shape += "<span>2 hrs ago</span><span>World</span></div>"
    teasers = from_bytes(page(cards(shape)), as_of=datetime(2025, 1, 20, 12, tzinfo=UTC))
    assert {one.published for one in teasers} == {datetime(2025, 1, 20, 10, tzinfo=UTC)}
    assert {one.date_basis for one in teasers} == {"text"}


@pytest.mark.parametrize(
    "shape", ["<article><h2>{headline}</h2><p>{text}</p></article>", SHAPES["article"]]
)
def test_fragments(shape: str):
    teasers = from_bytes("".join(cards(shape)))
    assert [(one.headline, one.text) for one in teasers] == NEWS
    assert {one.sources[0].url for one in teasers} == {None}


def test_a_saved_page_begins_with_a_comment():
    saved = "<!-- saved from url=(0029)https://harbourpost.example/ -->\n"
    content = saved + "".join(cards(SHAPES["article"]))
    assert from_bytes(content)[0].sources[0].url == "https://harbourpost.example/a0"


def test_an_article_shown_twice_is_one_item():
    bare = "<li><h3><a href='/a{n}?utm_source=top'>{headline}</a></h3></li>"
    teasers = from_bytes(page(cards(bare) + cards(SHAPES["article"])))
    assert [(one.headline, one.text) for one in teasers] == NEWS


def test_structured_data_complete_what_the_page_shows():
    articles = [
        {
            "@type": ["NewsArticle"],
            "headline": headline,
            "description": text,
            "url": f"/a{n}",
            "datePublished": "2025-01-20T09:00:00+01:00",
        }
        for n, (headline, text) in enumerate(NEWS)
    ]
    graph = {
        "@graph": [{"@type": "ItemList", "itemListElement": [{"item": one} for one in articles]}]
    }
    head = f'<script type="application/ld+json">{json.dumps(graph)}</script>'
    head += '<script type="application/ld+json">{broken</script>'
    bare = cards("<h3><a href='/a{n}'>{headline}</a></h3>")[:3]
    for content in (page(bare, head), page([], head)):
        teasers = from_bytes(content)
        assert [(one.headline, one.text) for one in teasers] == NEWS
        assert {one.published for one in teasers} == {datetime(2025, 1, 20, 8, tzinfo=UTC)}


def test_encodings_are_those_that_the_page_declares():
    text = page(cards("<h3><a href='/a{n}'>Паром вернулся в порт {n}</a></h3>"))
    declared = text.replace("<head>", "<head><meta charset='windows-1251'>")
    assert from_bytes(declared.encode("cp1251"))[0].headline == "Паром вернулся в порт 0"
    with pytest.raises(ReadError, match="not in the encoding that it declares"):
        from_bytes(text.encode("cp1251"))
    with pytest.raises(ReadError, match="'klingon', which is not known"):
        from_bytes(text.replace("<head>", "<head><meta charset='klingon'>"))


@pytest.mark.parametrize(
    ("news", "words"),
    [
        (False, "Sponsored by Acme"),
        (False, "Advertisement"),
        (False, "Privacy policy"),
        (False, "Good morning, readers!"),
        (False, "Join our newsletter"),
        (False, "Copyright © 2025 Post"),
        (True, "Advertising revenue of papers falls"),
        (True, "Sponsors of the cup withdraw"),
        (True, "Privacy watchdog fines a search engine"),
        (True, "Good morning show loses its host after a dispute"),
        (True, "Join the fight, minister tells farmers"),
        (True, "Copyright ruling hits a search engine"),
        (True, "Promoted side wins at home"),
    ],
)
def test_news_may_speak_of_what_pages_say_of_themselves(news: bool, words: str):
    assert is_no_news(words) is not news


def test_a_page_without_items_is_refused():
    with pytest.raises(ReadError, match="no items were found"):
        from_bytes("<html><body><p>Hello</p></body></html>")


def test_depth_without_end_is_no_crash():
    deep = "<div>" * 10_000 + "x" + "</div>" * 10_000
    teasers = from_bytes(page([deep, *cards(SHAPES["article"])]))
    assert len(teasers) == 4


@pytest.mark.parametrize(
    ("plain", "markup"),
    [
        ("a < b & c", "a < b & c"),
        ("AT&T", "AT&T"),
        ("Cranes & tugs", "Cranes &amp; tugs"),
        ("One.\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("One\nTwo", "One<br/>Two"),
        ("Ferry turns", "<b>Ferry</b> turns<script>x</script><style>y</style>"),
    ],
)
def test_text_of_markup(plain: str, markup: str):
    assert text_of_markup(markup) == plain


@pytest.mark.parametrize(("words", "day"), [("Jan 20, 2025", "2025-01-20"), ("of late", None)])
def test_a_marked_time_that_is_none_gives_way_to_words_or_is_named(words, day):
    shape = (
        "<article><h2><a href='/a{n}'>{headline}</a></h2><p>{text}</p>"
        f"<time datetime='soon'>{words}</time></article>"
    )
    notes: list[str] = []
    teasers = from_bytes(page(cards(shape)), on_error=raise_fault, on_note=notes.append)
    days = {one.published and one.published.date().isoformat() for one in teasers}
    assert days == {day}
    assert len(notes) == (0 if day else len(NEWS))
    assert all("'soon'" in note for note in notes)
