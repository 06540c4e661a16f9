"""A feed of any kind -> teasers."""

from __future__ import annotations

from classify.readers.decoding import decode
from classify.readers.feeds.json_feeds import read_json_feed
from classify.readers.feeds.xml_feeds import read_xml_feed
from classify.readers.source import Intake
from classify.records import Teaser


def read_feed(content: bytes, intake: Intake) -> list[Teaser]:
    """Read the teasers of an RSS, Atom or JSON feed.

    Raises
    ------
    ReadError
        As of `read_xml_feed` and `read_json_feed`.
    """
    if content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return read_json_feed(decode(content, intake.source), intake)
    return read_xml_feed(content, intake)
