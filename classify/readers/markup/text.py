"""A value that may hold markup -> its plain text."""

from __future__ import annotations

import html
import re

from classify.readers.inline_markup import text_of_value
from classify.readers.markup.nesting import MAX_DEPTH_OF_VALUE, is_too_deep

_MAY_BE_MARKUP = re.compile(r"<[a-zA-Z!/]|&(?:#\d|#[xX][0-9a-fA-F]|[a-zA-Z]\w*;)")
_TAG = re.compile(r"<[a-zA-Z!/]")
_LINE_ENDS = re.compile(r"[\r\n]+")
# What begins a line of its own, in print as on the page.
_BLOCKS = (
    "address,article,aside,blockquote,br,dd,div,dl,dt,figcaption,figure,footer,form,h1,h2,h3,h4,h5"
    ",h6,header,hr,li,main,nav,ol,p,pre,section,table,td,th,tr,ul"
)
_UNSEEN = ["head", "iframe", "noscript", "object", "script", "style", "svg", "template", "title"]


def text_of_markup(value: str) -> str:
    r"""Return what a reader of the page would see; blocks stand on lines of their own.

    Parameters
    ----------
    value : str
        HTML, a fragment of it, or plain text, which comes back as it is.

    Examples
    --------
    >>> text_of_markup("<p>Ships&nbsp;sailed.</p><p>Cranes &amp; <b>tugs</b> too.</p>")
    'Ships\xa0sailed.\nCranes & tugs too.'
    """
    if not _MAY_BE_MARKUP.search(value):
        return value
    if not _TAG.search(value):  # its line ends are its own
        return html.unescape(value)
    if is_too_deep(value, MAX_DEPTH_OF_VALUE):
        return text_of_value(value)
    from selectolax.lexbor import LexborHTMLParser  # plain values do without it

    tree = LexborHTMLParser(f"<body>{_LINE_ENDS.sub(' ', value)}")
    tree.strip_tags(_UNSEEN, recursive=True)
    for block in tree.css(_BLOCKS):
        block.insert_before("\n")
        block.insert_after("\n")
    lines = ((tree.body.text() if tree.body else "") or "").split("\n")
    return "\n".join(line.strip(" \t") for line in lines if line.strip())
