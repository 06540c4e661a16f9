"""Fetching from a server on this machine: what comes, what is refused, and what is kept."""

import gzip
import json
from datetime import UTC, datetime

import pytest

from classify.errors import ReadError
from classify.readers import FetchLimits, fetch_sources, fetched_inputs, read_teasers
from tests.readers.web import RSS, Page, serving

HERE = ["127.0.0.1"]
AT_ONCE = FetchLimits(delay_s=0.0, connect_s=5.0, read_s=5.0, whole_s=10.0)
PAGE = """<html><head>%s<title>Port News</title></head><body>
<article><h2><a href="/a">Fähre kehrt im Sturm wieder um</a></h2><p>Es war spät.</p></article>
<article><h2><a href="/b">Kai nach Reparatur wieder offen</a></h2></article>
<article><h2><a href="/c">Hafengebühren steigen zum dritten Mal</a></h2></article>
</body></html>"""
OPML = """<opml version="2.0"><body><outline text="News">
<outline type="rss" text="Port" xmlUrl="%s"/><outline type="rss" xmlurl="%s"/>
<outline text="file" xmlUrl="file:///etc/passwd"/></outline></body></opml>"""


def fetch(*addresses, **options):
    """Fetch from this machine; returns sources, errors and notes."""
    errors: list[ReadError] = []
    notes: list[str] = []
    options = {"limits": AT_ONCE, "allow_private": HERE, "on_error": errors.append, **options}
    return fetch_sources(*addresses, on_note=notes.append, **options), errors, notes


def reason_for(page, **limits):
    """Fetch a page that cannot be fetched; returns why."""
    given = FetchLimits(**{"delay_s": 0.0, "whole_s": 10.0, **limits})
    with serving({"/feed": page}) as web, pytest.raises(ReadError) as caught:
        fetch(web.at("/feed"), limits=given)
    return caught.value.reason


def test_feeds_are_read_under_their_addresses():
    with serving({"/feed": RSS, "/again": RSS}) as web:
        found, errors, _ = fetch(web.at("/feed"), web.at("/nothing"))
        teasers = read_teasers(*found)
    assert [one.headline for one in teasers] == [
        "Ferry turns back in storm",
        "Quay opens after repairs",
    ]
    assert (teasers[1].sources[0].file, teasers[1].sources[0].position) == (web.at("/feed"), 2)
    assert [error.reason for error in errors] == ["answers 404 Not Found"]


def test_requests_say_who_asks_and_send_no_more():
    with serving({"/feed?a=1&b=ä": b"", "/feed?a=1&b=%C3%A4": RSS}) as web:
        fetch(web.at("/feed?a=1&b=ä#part"))
    headers = web.asked[-1][1]
    assert headers["user-agent"].startswith("classify-news/")
    assert set(headers) == {"host", "user-agent", "accept", "accept-encoding", "connection"}


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("https://user:secret@port.example/", "has a name or password"),
        ("https://user@port.example/", "has a name or password"),
        ("http://", "without a host"),
        ("http://[::1/", "is no address"),
        ("http://port.example:99999/", "is no address"),
        ("http://a b.example/", "has spaces"),
        ("http://port.example/\r\nX: y", "has spaces"),
        ("http://-.example/", "no name"),
        ("ftp://port.example/feed", "http:// or https://"),
        ("file:///etc/passwd", "http:// or https://"),
        ("no-such-file.opml", "no such file"),
    ],
)
def test_what_is_no_address_to_fetch(address, reason):
    with pytest.raises(ReadError, match=reason):
        fetch_sources(address)


def test_private_hosts_are_refused_unless_named():
    with serving({"/feed": RSS}) as web:
        for other in ((), ["port.example"], [f"127.0.0.1:{web.port + 1}"]):
            with pytest.raises(ReadError, match=r"private.*--allow-private 127"):
                fetch_sources(web.at("/feed"), allow_private=other)
        assert web.asked == []
        found, _, _ = fetch(web.at("/feed"), allow_private=[f"127.0.0.1:{web.port}"])
    assert len(found) == 1


@pytest.mark.parametrize(
    "location", ["http://10.0.0.1/x", "http://[::1]/", "http://169.254.169.254/latest/meta-data/"]
)
def test_a_redirect_leads_to_no_private_host(location):
    reason = reason_for(Page(status=302, headers={"Location": location}))
    assert reason.startswith("leads to ")
    assert "private or reserved network" in reason
    assert "--allow-private" not in reason


@pytest.mark.parametrize(
    "location", ["ftp://port.example/", "file:///etc/passwd", "http://u:p@127.0.0.1/", "http://["]
)
def test_a_redirect_leads_to_addresses_only(location):
    assert reason_for(Page(status=301, headers={"Location": location})).startswith("leads to ")


def test_redirects():
    pages = {f"/{n}": Page(status=302, headers={"Location": f"{n + 1}"}) for n in range(6)}
    pages |= {"/old": Page(status=301, headers={"Location": "/feed"}), "/feed": Page(RSS)}
    pages |= {"/round": Page(status=307, headers={"Location": "/round"})}
    with serving(pages) as web:
        found, errors, notes = fetch(*map(web.at, ["/old", "/0", "/round", "/feed"]))
    assert [one.url for one in found] == [web.at("/feed")]
    assert [error.reason for error in errors] == ["is redirected more than 5 times"] * 2
    assert notes == [
        f"{web.at('/old')}: has moved for good to {web.at('/feed')}",
        f"{web.at('/feed')}: leads to {web.at('/feed')}, which is fetched already",
    ]


def endlessly(piece):
    def write(stream):
        while True:
            stream.write(piece)

    return write


def slowly(stream):
    import time

    for _ in range(2_000):
        stream.write(b" ")
        stream.flush()
        time.sleep(0.02)


def never(stream):
    import time

    time.sleep(5)


@pytest.mark.parametrize(
    ("page", "limits", "reason"),
    [
        (Page(b"x" * 2_000), {}, "too large"),
        (Page(write=endlessly(b"x" * 999)), {}, "too large"),
        (Page(gzip.compress(b"0" * 10**7), headers={"Content-Encoding": "gzip"}),
         {"max_bytes": 20_000}, "too large"),
        (Page(write=slowly), {"whole_s": 0.5}, "took longer than 0.5 s"),
        (Page(write=never), {"read_s": 0.2}, "does not answer"),
        (Page(b"1", headers={"Content-Encoding": "br"}), {}, "packed"),
        (Page(gzip.compress(RSS)[:-9], headers={"Content-Encoding": "gzip"}), {}, "cut off"),
        (Page(b"no gzip", headers={"Content-Encoding": "gzip"}), {}, "rules of HTTP"),
        (Page(RSS, length=False, headers={"Content-Length": "999"}), {}, "cut off"),
        (Page(status=503, headers={"Retry-After": "120"}), {}, "503.*again in 120 s"),
        (Page(status=304), {}, "304"),
        (Page(b""), {}, "is empty"),
        (Page(b"%PDF-1.7 x"), {}, "PDF"),
        (Page(b"Service is down.\n\nCome back later.\n"), {}, "plain text"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_is_not_taken(page, limits, reason):
    import re

    assert re.search(reason, reason_for(page, **{"max_bytes": 1_000, **limits}))


def test_a_compressed_answer_is_unpacked():
    with serving({"/f": Page(gzip.compress(RSS), headers={"Content-Encoding": "gzip"})}) as web:
        (found,), _, _ = fetch(web.at("/f"))
    assert found.read() == RSS


def test_a_folder_keeps_what_came_and_servers_may_say_that_nothing_is_new(tmp_path):
    with serving({"/feed": Page(RSS, headers={"ETag": '"one"'})}) as web:
        statuses = [fetch(web.at("/feed"), folder=tmp_path)[0][0].status for _ in range(2)]
        assert [ask.get("if-none-match") for path, ask in web.asked if path == "/feed"] == [
            None,
            '"one"',
        ]
        (path,) = tmp_path.glob("*.xml")
        path.write_bytes(b"changed by hand")
        statuses.append(fetch(web.at("/feed"), folder=tmp_path)[0][0].status)
        web.pages["/feed"].headers["ETag"] = '"two"'  # but the same content
        statuses.append(fetch(web.at("/feed"), folder=tmp_path)[0][0].status)
    assert statuses == ["new", "unchanged", "new", "unchanged"]
    assert len(read_teasers(tmp_path)) == 2
    assert path.name.startswith(f"127-0-0-1-{web.port}-feed-")


def test_what_tells_a_version_is_sent_to_the_address_that_gave_it(tmp_path):
    pages = {
        "/feed": Page(status=302, headers={"Location": "/one"}),
        "/one": Page(RSS, headers={"ETag": '"1"'}),
        "/two": Page(RSS),
    }
    with serving(pages) as web:
        fetch(web.at("/feed"), folder=tmp_path)
        web.pages["/feed"].headers["Location"] = "/two"
        fetch(web.at("/feed"), folder=tmp_path)
    assert [ask.get("if-none-match") for _, ask in web.asked] == [None] * len(web.asked)
    assert web.paths == ["/feed", "/one", "/feed", "/two"]


@pytest.mark.parametrize(
    "state",
    [
        "no json",
        '{"format": 99, "sources": {}}',
        '{"format": 1, "sources": {"a": {"file": "../x"}}}',
        json.dumps(
            {
                "format": 1,
                "sources": {
                    "a": {"file": "../x", "url": "u", "etag": None, "last_modified": None,
                          "fetched": "2025-01-01T00:00:00+00:00", "sha256": "0"}
                },
            }
        ),
    ],
)  # fmt: skip
def test_a_damaged_state_is_named(tmp_path, state):
    (tmp_path / ".fetched.json").write_text(state, encoding="utf-8")
    with pytest.raises(ReadError, match=r"fetched\.json.*delete it"):
        fetch_sources("https://port.example", folder=tmp_path)


def test_the_links_of_a_page_are_complete_and_its_letters_right(tmp_path):
    latin = PAGE % ""
    stated = PAGE % '<meta charset="utf-8">'
    wrong = PAGE % '<meta charset="windows-1251">'
    pages = {
        "/by-server": Page(
            latin.encode("latin-1"), headers={"Content-Type": "text/html; charset=iso-8859-1"}
        ),
        "/by-itself": Page(
            stated.encode(), headers={"Content-Type": "text/html; charset=ISO-8859-1"}
        ),
        "/server-knows": Page(wrong.encode(), headers={"Content-Type": "text/html; charset=utf-8"}),
        "/marked": Page(b"\xef\xbb\xbf" + latin.encode()),
    }
    for path, page in pages.items():
        with serving({path: page}) as web:
            _, errors, _ = fetch(web.at(path), folder=tmp_path / path[1:])
            teasers = read_teasers(tmp_path / path[1:])
        assert errors == []
        assert teasers[0].headline == "Fähre kehrt im Sturm wieder um", path
        assert teasers[0].sources[0].url == web.at("/a"), path


def test_lists_of_feeds(tmp_path):
    with serving({"/feed": RSS, "/gone": Page(status=410), "/bad": b"<opml>"}) as web:
        opml = OPML % (web.at("/feed"), web.at("/gone"))
        web.pages["/list"] = Page(opml.encode())
        path = tmp_path / "subscriptions.opml"
        path.write_text(opml, encoding="utf-8")
        for one in (path, web.at("/list")):
            found, errors, notes = fetch(one)
            assert [source.name for source in found] == [web.at("/feed")]
            assert [error.reason for error in errors] == ["answers 410 Gone"]
            assert "file:///etc/passwd" in notes[0]
        path.write_text(OPML % (web.at("/list"), web.at("/bad")), encoding="utf-8")
        with pytest.raises(ReadError, match=r"inside a list of feeds.*1 more"):
            fetch(path)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<opml><body/></opml>", "names no feed"),
        ("<opml><body>", "well-formed"),
        ('<!DOCTYPE opml [<!ENTITY a "b">]><opml><body/></opml>', "entities"),
        ("Ferry turns back", "no list of feeds"),
    ],
)
def test_what_is_no_list_of_feeds(tmp_path, content, reason):
    path = tmp_path / "list.opml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ReadError, match=reason):
        fetch_sources(path)


def test_nothing_is_fetched_unless_asked(tmp_path):
    path = tmp_path / "list.opml"
    path.write_text(OPML % ("http://a.example", "http://b.example"), encoding="utf-8")
    with pytest.raises(ReadError, match=r"list of feeds \(OPML\).*classify fetch .*list\.opml"):
        read_teasers(path)
    with pytest.raises(ReadError, match="nothing is fetched unless asked"):
        read_teasers("https://port.example/feed?a=1")


def test_inputs_of_both_kinds_keep_their_order(tmp_path):
    path = tmp_path / "own.jsonl"
    path.write_text('{"headline": "Snow falls on the port"}', encoding="utf-8")
    with serving({"/feed": RSS}) as web:
        found = fetched_inputs([str(path), web.at("/feed")], allow_private=HERE)
        assert [one.headline for one in read_teasers(*found)][:2] == [
            "Snow falls on the port",
            "Ferry turns back in storm",
        ]


def test_strict_stops_at_the_first():
    with serving({"/feed": RSS}) as web, pytest.raises(ReadError, match="404"):
        fetch(web.at("/nothing"), web.at("/feed"), strict=True)
    assert web.paths == ["/nothing"]


def test_words_of_distance_refer_to_when_the_content_came(tmp_path):
    from dataclasses import replace

    feed = RSS.replace(
        b"</title><link>https://port.example/a",
        b"</title><pubDate>yesterday</pubDate><link>https://port.example/a",
    )
    with serving({"/feed": feed}) as web:
        (found,), _, _ = fetch(web.at("/feed"))
    old = replace(found, fetched=datetime(2025, 1, 20, 12, tzinfo=UTC))
    assert read_teasers(old)[0].published == datetime(2025, 1, 19, tzinfo=UTC)
    path = tmp_path / "feed.xml"
    path.write_bytes(feed)
    entry = {"url": "u", "etag": None, "last_modified": None, "sha256": "0", "file": "feed.xml"}
    entry["fetched"] = old.fetched.isoformat()
    state = {"format": 1, "sources": {"u": entry}}
    (tmp_path / ".fetched.json").write_text(json.dumps(state), encoding="utf-8")
    for source in (path, str(path), tmp_path, str(tmp_path / "*.xml")):
        assert read_teasers(source)[0].published == datetime(2025, 1, 19, tzinfo=UTC)
    (tmp_path / ".fetched.json").write_text("damaged", encoding="utf-8")
    assert read_teasers(path)[0].published > datetime(2025, 1, 19, tzinfo=UTC)
    later = datetime(2025, 1, 10, 12, tzinfo=UTC)
    assert read_teasers(old, as_of=later)[0].published == datetime(2025, 1, 9, tzinfo=UTC)
