"""The guard: which addresses are public, and that a connection goes to the one that was checked."""

import ssl
from pathlib import Path

import pytest

from classify.readers.fetching.client import Client
from classify.readers.fetching.guard import FetchFault, is_public, look_up, places_of, target_of
from classify.readers.fetching.manners import Manners
from classify.readers.fetching.sources import FetchLimits
from tests.readers.web import RSS, Page, answering, serving

LIMITS = FetchLimits(delay_s=0.0, whole_s=10.0)
CERTIFICATE = Path(__file__).parent / "port.example.pem"  # valid for a hundred years, trusted here
PUBLIC = ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822"]
PRIVATE = """
    127.0.0.1 127.8.8.8 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0
    224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255 192.0.2.1 198.18.0.1 203.0.113.9
    :: ::1 fe80::1 fe80::1%eth0 fc00::1 fd12::1 fec0::1 ff02::1 2001:db8::1
    ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 2002:7f00:1::1 2002:a00:1::
    2001:0:4136:e378:8000:63bf:f5ff:fffe nonsense
"""


@pytest.mark.parametrize("place", [*PUBLIC, "::ffff:93.184.216.34"])
def test_public(place):
    assert is_public(place)


@pytest.mark.parametrize("place", PRIVATE.split())
def test_private(place):
    assert not is_public(place)


def resolving(*places):
    """A resolver that knows one answer, and what it was asked."""
    asked = []

    def resolve(host, port):
        asked.append(host)
        return places

    return resolve, asked


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "017700000001"])
def test_other_ways_to_write_an_address_are_resolved_by_the_system(host):
    """They are no IP addresses by the rules, but systems take them for some."""
    resolve, asked = resolving("127.0.0.1")
    with pytest.raises(FetchFault, match="private"):
        places_of(target_of(f"http://{host}/"), resolve)
    assert asked == [host]


def test_all_that_a_host_stands_for_is_checked():
    resolve, _ = resolving(PUBLIC[0], "10.0.0.1")
    with pytest.raises(FetchFault, match=r"10\.0\.0\.1"):
        places_of(target_of("http://port.example/"), resolve)
    resolve, _ = resolving(*PUBLIC)
    assert places_of(target_of("http://port.example/"), resolve) == PUBLIC
    resolve, _ = resolving()
    with pytest.raises(FetchFault, match="not known"):
        places_of(target_of("http://port.example/"), resolve)


def test_an_ip_address_is_not_looked_up():
    resolve, asked = resolving()
    assert places_of(target_of(f"http://[{PUBLIC[1]}]:8080/a"), resolve) == [PUBLIC[1]]
    assert asked == []


def test_addresses_are_taken_apart():
    target = target_of(" HTTPS://Новости.Example:443/a b".replace(" b", "%20б?q=ü#x").strip())
    assert target.url == "https://xn--b1amnebsh.example/a%20%D0%B1?q=%C3%BC"
    assert target_of("http://port.example:8080").origin == "http://port.example:8080"
    assert target_of("http://[::1]:80/").origin == "http://[::1]"


def test_a_connection_goes_to_the_very_address_that_was_checked():
    """A name that leads elsewhere at a second look-up is not looked up a second time."""
    resolve, asked = resolving("127.0.0.1")
    with serving({"/feed": RSS}) as web:
        client = Client(limits=LIMITS, allow_private=["port.example"], resolve=resolve)
        answer = client.get(target_of(f"http://port.example:{web.port}/feed"))
    assert answer.content == RSS
    assert asked == ["port.example"]
    assert web.asked[0][1]["host"] == f"port.example:{web.port}"


def test_a_redirect_is_checked_as_the_first_address_is():
    def resolve(host, port):
        return ["127.0.0.1"] if host == "port.example" else ["10.0.0.1"]

    with serving({"/": Page(status=302, headers={"Location": "http://inner.example/"})}) as web:
        client = Client(limits=LIMITS, allow_private=["port.example"], resolve=resolve)
        with pytest.raises(FetchFault, match=r"leads to http://inner\.example/.*10\.0\.0\.1"):
            client.get(target_of(f"http://port.example:{web.port}/"))


def secured(listener):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context.wrap_socket(listener, server_side=True)


def test_a_certificate_must_be_valid_and_of_the_host():
    resolve, _ = resolving("127.0.0.1")
    with serving({"/": RSS}, wrap=secured) as web:
        own = {"limits": LIMITS, "allow_private": ["port.example", "other.example"]}
        trusting = ssl.create_default_context(cafile=CERTIFICATE)
        address = f"https://port.example:{web.port}/"
        client = Client(resolve=resolve, context=trusting, **own)
        assert client.get(target_of(address)).content == RSS
        with pytest.raises(FetchFault, match="certificate"):
            client.get(target_of(address.replace("port", "other")))
        with pytest.raises(FetchFault, match="certificate"):
            Client(resolve=resolve, **own).get(target_of(address))


def test_a_host_that_nobody_knows():
    with pytest.raises(FetchFault, match="not known"):
        look_up("no-such-host.invalid", 80)


def test_a_look_up_that_takes_too_long(monkeypatch):
    import threading

    end = threading.Event()
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: end.wait(10) and [])
    with pytest.raises(FetchFault, match=r"within 0\.05 s"):
        look_up("port.example", 80, patience_s=0.05)
    end.set()


OK = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff" * 40,
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 200",
        OK + b"Content-Length: -5\r\n\r\n",
        OK + b"Content-Length: \xb2\r\n\r\n",
        OK + b"Content-Length: 99999999999999999999\r\n\r\n",
        OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        OK + b"Transfer-Encoding: chunked\r\n\r\nfffffffff\r\nx",
        OK + b"X: " + b"y" * 70_000 + b"\r\n\r\n",
        OK + b"X: y\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://\xff\xfe[\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: //\r\n\r\n",
        [b"HTTP/1.1 100 Continue\r\n\r\n"] * 1_000_000,
    ],
    ids=lambda raw: repr(raw[:40]) if isinstance(raw, bytes) else "100 without end",
)
def test_answers_against_the_rules(raw):
    limits = FetchLimits(whole_s=1.0, read_s=1.0, max_bytes=1_000)
    client = Client(limits=limits, allow_private=["127.0.0.1"])
    with answering(raw) as port:
        try:
            answer = client.get(target_of(f"http://127.0.0.1:{port}/"))
        except FetchFault as fault:
            assert str(fault)
        else:  # a length that is none is no length
            assert (answer.status, answer.content) == (200, b"")


class Clock:
    """Time that passes only where somebody waits."""

    def __init__(self):
        self.now, self.waits = 100.0, []

    def __call__(self):
        return self.now

    def wait(self, seconds):
        self.waits.append(round(seconds, 3))
        self.now += seconds


def visit(robots, *paths, delay_s=1.0):
    """Ask for paths at a host with these rules; returns what is forbidden, waits and requests."""
    clock, faults = Clock(), []
    pages = {"/robots.txt": robots if isinstance(robots, Page) else Page(robots)}
    with serving(pages | {path: Page(RSS) for path in paths}) as web:
        client = Client(limits=FetchLimits(delay_s=delay_s), allow_private=["127.0.0.1"])
        manners = Manners(client, clock=clock, wait=clock.wait)
        for path in paths:
            try:
                client.get(target_of(web.at(path)), before=manners.before)
            except FetchFault as fault:
                faults.append(str(fault))
    return faults, clock.waits, [path for path, _ in web.asked]


def test_what_robots_may_not_ask_for():
    rules = b"User-agent: *\nDisallow: /*.xml$\nAllow: /open.xml\nDisallow: /inner/\n"
    faults, _, asked = visit(rules, "/feed.xml", "/open.xml", "/inner/a", "/page")
    assert asked == ["/robots.txt", "/open.xml", "/page"]
    assert len(faults) == 2
    assert "is closed to programs by http://127.0.0.1" in faults[0]


def test_rules_may_speak_of_us():
    rules = b"User-agent: classify-news\nDisallow: /\n\nUser-agent: *\nAllow: /\n"
    assert visit(rules, "/feed")[2] == ["/robots.txt"]


@pytest.mark.parametrize("robots", [Page(status=404), Page(status=403), b"", b"\xff\x00<html>"])
def test_without_rules_all_is_open(robots):
    assert visit(robots, "/feed")[2] == ["/robots.txt", "/feed"]


@pytest.mark.parametrize("status", [500, 503, 429])
def test_rules_that_cannot_be_read_close_all(status):
    faults, _, asked = visit(Page(status=status), "/feed", "/page")
    assert asked == ["/robots.txt"]
    assert f"robots.txt cannot be read ({status}" in faults[0]
    assert len(faults) == 2


def test_requests_to_one_host_are_spaced():
    assert visit(b"", "/a", "/b", "/c")[1] == [1.0, 1.0]
    assert visit(b"User-agent: *\nCrawl-delay: 7\n", "/a", "/b")[1] == [7.0]
    assert visit(b"User-agent: *\nCrawl-delay: 86400\n", "/a", "/b")[1] == [30.0]
    assert visit(b"", "/a", "/b", delay_s=0.0)[1] == []
