"""Markup and entities inside a value of a table -> plain text.

Feeds and interfaces give HTML where a table has text. Only what is surely markup is taken away: the
tags of HTML, and entities that end with a semicolon, so that "5 < 6 & 7 > 3" and addresses with
"&copy=1" stay.
"""

from __future__ import annotations

import re
from html.entities import html5

_SUSPECT = re.compile(r"<[a-zA-Z/!?]|&[#a-zA-Z]")
_ENTITY = re.compile(
    r"&(?:#(?P<number>\d{1,7})|#[xX](?P<hex>[0-9a-fA-F]{1,6})|(?P<name>\w{2,31}));"
)
# In possession of what they took, and bounded: no text makes them look twice at the same place.
_ATTRIBUTES = r"""(?:\s(?:[^<>"']|"[^"]{0,4000}+"|'[^']{0,4000}+'){0,4000}+)?+"""
_BLOCKS = (
    "address|article|aside|blockquote|br|center|dd|details|div|dl|dt|footer|form|h[1-6]|header|hr|li"
    "|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_INLINE = (
    "a|abbr|acronym|amp-img|audio|b|bdi|bdo|big|body|button|cite|code|data|del|dfn|em|embed|figcaption"
    "|figure|font|html|i|img|input|ins|kbd|label|link|mark|meta|object|param|picture|q|ruby|rp|rt|s"
    "|samp|small|source|span|strike|strong|sub|sup|time|title|track|tt|u|var|video|wbr"
    r"|[a-z]+:[a-z]+"
)
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCKS}){_ATTRIBUTES}\s*/?>", re.IGNORECASE)
_INLINE_TAG = re.compile(rf"</?(?:{_INLINE}){_ATTRIBUTES}\s*/?>", re.IGNORECASE)
_HIDDEN = re.compile(r"<(?P<tag>script|style|iframe|noscript|template|svg|head)\b", re.IGNORECASE)
_CUT_TAG = re.compile(rf"</?(?:{_BLOCKS}|{_INLINE})(?:\s[^<>]{{0,4000}})?$", re.IGNORECASE)
_MOST_ROUNDS = 4  # what was escaped twice is resolved twice; nobody escapes more often


def text_of_value(raw: str) -> str:
    """Return a value as a reader of the page would see it; blocks become lines.

    Parameters
    ----------
    raw : str
        HTML, or plain text, which comes back as it is.

    Examples
    --------
    >>> text_of_value("Prices aren&#8217;t <b>stable</b>, he said.")
    'Prices aren’t stable, he said.'
    """
    if "<" not in raw and "&" not in raw:
        return raw
    text = raw
    for _ in range(_MOST_ROUNDS):
        if not _SUSPECT.search(text):
            break
        before, text = text, _ENTITY.sub(_character, _without_tags(text))
        if text == before:
            break
    return text


def _without_tags(text: str) -> str:
    """Take tags away, with what a page does not show: scripts, styles, comments."""
    if "<" not in text:
        return text
    text = text.replace("<![CDATA[", "").replace("]]>", "")
    text = _without_hidden(_without_comments(text))
    plain = _INLINE_TAG.sub("", _BLOCK_TAG.sub("\n", text))
    # What cut the value may have cut it inside a tag.
    return _CUT_TAG.sub("", plain) if "<" in plain[-4_100:] else plain


def _without_comments(text: str) -> str:
    kept, begin = [], 0
    while (start := text.find("<!--", begin)) >= 0:
        kept.append(text[begin:start])
        end = text.find("-->", start)
        begin = len(text) if end < 0 else end + 3
    return "".join([*kept, text[begin:]]) if kept or begin else text


def _without_hidden(text: str) -> str:
    """Take elements away whose content is not shown; one that is not closed hides nothing."""
    kept, begin = [], 0
    folded = text.lower() if "<" in text else text
    if len(folded) != len(text):  # letters that become two in lower case
        folded = text
    unclosed: set[str] = set()
    for found in _HIDDEN.finditer(text):
        tag = found["tag"].lower()
        if found.start() < begin or tag in unclosed:
            continue
        close = folded.find(f"</{tag}", found.end())
        end = folded.find(">", close) if close >= 0 else -1
        if end < 0:
            unclosed.add(tag)
            continue
        kept.append(text[begin : found.start()])
        begin = end + 1
    return "".join([*kept, text[begin:]])


def _character(found: re.Match[str]) -> str:
    """Return what an entity stands for; one that is not known stays."""
    if found["name"]:
        return html5.get(f"{found['name']};", found[0])
    code = int(found["number"]) if found["number"] else int(found["hex"], 16)
    if 0x80 <= code <= 0x9F:  # Windows' characters, as browsers read them
        return bytes([code]).decode("cp1252", "replace")
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else found[0]
