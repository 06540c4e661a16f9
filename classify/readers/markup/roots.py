"""What a document in markup is, by its first element."""

from __future__ import annotations

import codecs
import re

FEED_ROOTS = frozenset({"rss", "feed", "rdf", "channel"})
_WORDS_OF_HTML_TAGS = """
    html head body title meta link base style script noscript template a abbr address article
    aside b blockquote br button center dd details div dl dt em figcaption figure font footer
    form h1 h2 h3 h4 h5 h6 header hr i iframe img input label li main menu nav ol p picture
    pre q section select small span strong sub sup svg table tbody td th thead time tr u ul
    video
"""
HTML_TAGS = frozenset(_WORDS_OF_HTML_TAGS.split())
_PROBED_BYTES = 65_536
_BEFORE_ROOT = re.compile(
    r"[\ufeff\s]*(?:<!--.*?-->|<\?.*?\?>|<!(?!--)[^>\[]*(?:\[.*?\]\s*)?>)", re.S
)
_ROOT = re.compile(r"[\ufeff\s]*</?(?:[A-Za-z_][\w.-]*:)?(?P<name>[A-Za-z_][\w.-]*)[\s/>]")
_TAG = re.compile(r"</?(?P<name>[A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?/?>")


def root_of(content: bytes) -> str | None:
    """Return the name of the first element without prefix, small; None if there is no markup.

    Comments, instructions and declarations before it are passed over; a page that consists of
    nothing else is "html".
    """
    start = _start_of(content)
    place = 0
    while before := _BEFORE_ROOT.match(start, place):
        place = before.end()
    root = _ROOT.match(start, place)
    if root:
        return root["name"].casefold()
    return "html" if place and start[:200].lstrip("\ufeff \t\r\n")[:2] in ("<!", "<?") else None


def n_tags(text: str) -> int:
    """Count the tags of HTML in a text."""
    return sum(tag["name"].casefold() in HTML_TAGS for tag in _TAG.finditer(text))


def _start_of(content: bytes) -> str:
    """Decode the beginning so far that ASCII in it can be read."""
    start = content[:_PROBED_BYTES]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return start.decode("utf-16", "replace")
    return start.removeprefix(codecs.BOM_UTF8).decode("latin-1")
