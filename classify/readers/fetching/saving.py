"""What was fetched, as it is saved: readable by itself, under a name that tells its address."""

from __future__ import annotations

import hashlib
import re

from classify.readers.fetching.client import Answer
from classify.readers.markup.blocks import stated_encoding
from classify.readers.markup.roots import HTML_TAGS, root_of

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_NO_NAME = re.compile(r"[^a-z0-9]+")
_MAX_NAME_LETTERS = 60
_ENDINGS = {
    "csv": ".csv",
    "feed": ".xml",
    "html": ".html",
    "jsonl": ".json",
    "mail": ".eml",
    "parquet": ".parquet",
    "archive": ".zip",
    "spreadsheet": ".xlsx",
}


def file_name(url: str, format: str, content: bytes) -> str:
    """Name the file of an address: its words, a hash that keeps two apart, an ending."""
    words = _NO_NAME.sub("-", re.sub(r"^https?://(www\.)?", "", url.casefold())).strip("-")
    ending = _ENDINGS.get(format, ".bin")
    if format == "feed" and content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        ending = ".json"
    own = hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{words[:_MAX_NAME_LETTERS].strip('-')}-{own}{ending}"


def as_saved(answer: Answer) -> bytes:
    """Return a content that says by itself what its answer said beside it.

    A page begins with the comment in which browsers keep the address of a page that they save, so
    that its links are complete. What does not state its encoding, or, as a page, states another
    than its server, is kept in UTF-8 with its mark.
    """
    content = answer.content
    is_page = root_of(content) in HTML_TAGS
    if recoded := _recoded(content, answer.charset, is_page=is_page):
        content = recoded
    if not is_page or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content
    url = answer.target.url.replace("--", "%2D%2D")
    mark = _BYTE_ORDER_MARK if content.startswith(_BYTE_ORDER_MARK) else b""
    comment = f"<!-- saved from url=({len(url):04})" + url + " -->\n"
    return mark + comment.encode("ascii", "replace") + content.removeprefix(mark)


def _recoded(content: bytes, charset: str | None, *, is_page: bool) -> bytes | None:
    """Return a content in UTF-8 with its mark, if its server says more of its encoding than it."""
    if not charset or content.startswith((_BYTE_ORDER_MARK, b"\xff\xfe", b"\xfe\xff")):
        return None
    stated = stated_encoding(content)
    if stated and (not is_page or stated.casefold() == charset.casefold()):
        return None
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:  # what servers say is often a default that nobody looked at; letters do not lie
        is_hidden = stated and stated.casefold() != "utf-8" and charset.casefold() == "utf-8"
        return _BYTE_ORDER_MARK + content if is_hidden else None
    try:
        return _BYTE_ORDER_MARK + content.decode(charset).encode("utf-8")
    except (LookupError, ValueError):
        return None
