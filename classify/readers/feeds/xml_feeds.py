"""RSS and Atom -> teasers, by feedparser, which knows what feeds do to their own standards."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from time import struct_time
from typing import Any

from classify.errors import ReadError
from classify.readers.dates import read_timestamp
from classify.readers.feeds.items import FeedItem, teasers_of_feed
from classify.readers.feeds.outlets import outlet_of_title
from classify.readers.section_labels import section_labels
from classify.readers.source import Intake
from classify.records import Teaser

_DATES = ("published", "created", "updated")
_ENCODINGS_OF_XML = frozenset({"utf-8", "utf-16", "utf-32"})
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>\s*")
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")


def read_xml_feed(content: bytes, intake: Intake) -> list[Teaser]:
    """Read the teasers of an RSS or Atom feed, numbered by their places in it.

    An item of an ill-formed feed is read as far as it can be; the fault goes to `intake.on_fault`.

    Parameters
    ----------
    content : bytes
        The feed, in the encoding that it declares.
    intake : Intake
        Its source; `intake.outlet` goes before the feed's title.

    Raises
    ------
    ReadError
        If it breaks the encoding that it declares: wrong letters in names, nobody would notice.
    """
    import feedparser

    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        content = _in_utf8(content, intake.source)
    # The text of a value is taken out later: what a browser might run is of no matter here.
    try:
        parsed = feedparser.parse(
            BytesIO(content), sanitize_html=False, resolve_relative_uris=False
        )
    # what it does not foresee in documents that break the rules
    except (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError,
            TypeError, ValueError) as error:  # fmt: skip
        raise ReadError(intake.source, f"is no feed that can be parsed ({error})") from error
    _check(parsed, content, intake)
    feed = parsed.feed
    link = _link(feed)
    outlet = intake.outlet or outlet_of_title(_plain(feed.get("title")), link)
    language = _plain(feed.get("language"))
    items = [_item(entry) for entry in parsed.entries]
    return teasers_of_feed(items, replace(intake, outlet=outlet), language)


def _in_utf8(content: bytes, source: str) -> bytes:
    """Turn UTF-16, which feedparser knows by its declaration only, into UTF-8 without one."""
    try:
        text = content.decode("utf-16")
    except UnicodeError as error:
        raise ReadError(source, "is marked as UTF-16 but breaks its rules") from error
    return _DECLARATION.sub("", text, count=1).encode("utf-8", "replace")


def _check(parsed: Any, content: bytes, intake: Intake) -> None:
    """Report what is wrong with the XML; raise if the letters themselves are in doubt."""
    error = parsed.get("bozo_exception")
    declared = _DECLARED.search(content[:1000])
    known = {declared[1].decode().casefold()} if declared else _ENCODINGS_OF_XML
    used = (parsed.get("encoding") or "utf-8").casefold()
    if type(error).__name__ == "CharacterEncodingOverride" and used not in known | {"utf-8"}:
        stated = declared[1].decode() if declared else "UTF-8, as it declares none"
        raise ReadError(intake.source, f"is a feed that is not in its encoding ({stated})")
    if hasattr(error, "getLineNumber"):
        place = f"line {error.getLineNumber()}"
        reason = f"is no well-formed XML ({error.getMessage()}); what follows may be incomplete"
        intake.on_fault(ReadError(intake.source, reason, item=place))


def _item(entry: Mapping[str, Any]) -> FeedItem:
    """Take from an entry what a teaser is made of."""
    carried = entry.get("source") or {}
    bodies = [_plain(body.get("value")) for body in entry.get("content") or ()]
    return FeedItem(
        headline=_plain(entry.get("title")),
        text=_plain(entry.get("summary")),
        body=max(bodies, key=len, default=""),
        published=_date(entry),
        url=_link(entry),
        id=_plain(entry.get("id")),
        outlet=_plain(carried.get("title") or carried.get("value")),
        language=_plain((entry.get("title_detail") or {}).get("language")),
        sections=section_labels([_category(tag) for tag in entry.get("tags") or ()]),
    )


def _category(tag: Mapping[str, Any]) -> str:
    """Return what a category is called: a term may be a key that only programs know."""
    return _plain(tag.get("label")) or _plain(tag.get("term"))


def _date(entry: Mapping[str, Any]) -> str:
    """Return the date as it is written, where that can be read; else as feedparser reads it."""
    # feedparser itself would give one of them for another, with a warning
    written = [_plain(dict.get(entry, name)) for name in _DATES]  # type: ignore[call-overload]
    for date in filter(None, written):
        try:
            read_timestamp(date)
        except ValueError:
            continue
        return date
    parsed = (dict.get(entry, f"{name}_parsed") for name in _DATES)  # type: ignore[call-overload]
    time = next((one for one in parsed if isinstance(one, struct_time)), None)
    if time is not None and 1 <= time.tm_year <= 9999:
        return "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*time[:6])
    return next(filter(None, written), "")


def _link(holder: Mapping[str, Any]) -> str:
    """Return the address of the item itself: links of what it quotes come behind its own."""
    links = holder.get("links") or ()
    own = (link.get("href") for link in links if link.get("rel") == "alternate")
    return _plain(next(filter(None, own), None) or holder.get("link"))


def _plain(value: object) -> str:
    """Return a text without white space around it; empty for what is none."""
    return value.strip() if isinstance(value, str) else ""
