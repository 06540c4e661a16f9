"""A digest as an e-mail draft: plain text and HTML with all style inlined."""

from __future__ import annotations

import unicodedata
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from markupsafe import Markup

from classify.records import Digest
from classify.reports.digests.contents import contents_of
from classify.reports.digests.plain_text import render_text
from classify.reports.digests.story_lines import StoryLines
from classify.reports.digests.template_context import template_words
from classify.reports.digests.words import DigestWords
from classify.reports.escaping import plain
from classify.reports.pages import render_page
from classify.taxonomy import Taxonomy

_PAGE = "mail.html.j2"


def render_mail(digest: Digest, taxonomy: Taxonomy, words: DigestWords) -> str:
    """Render a digest as a multipart message without sender and receiver, to open and to send.

    The same digest gives the same bytes. Style stands in each element and nothing is fetched: mail
    programs drop style sheets, and readers block pictures.
    """
    text = render_text(digest, taxonomy, words)
    content = {
        "digest": digest,
        "taxonomy": taxonomy,
        "sources": {source.number: source for source in digest.sources},
        "contents": contents_of(digest),
        "lines": StoryLines(digest, taxonomy, words),
        "dir": _direction,
        **template_words(words),
    }
    page = render_page(_PAGE, content)
    title = words.phrases.title_words(digest.title)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = plain(f"{title}: {subject_words(digest, words)}")
    message["Date"] = format_datetime(digest.as_of)
    message["X-Unsent"] = "1"  # mail programs open it as a draft
    message.set_content(text, cte=_shorter(text))
    message.add_alternative(page, subtype="html", cte=_shorter(page))
    message.set_boundary(f"=_{sha256(text.encode()).hexdigest()[:32]}")
    return message.as_bytes().decode("ascii")


def _shorter(text: str) -> str:
    """Name the encoding that makes a text shorter: base64 where letters are seldom Latin."""
    n_bytes = len(text.encode(errors="replace"))
    n_escaped = 3 * (n_bytes - sum(char.isascii() for char in text))
    n_plain = n_bytes - n_escaped // 3
    return "base64" if n_escaped + n_plain > 4 * n_bytes / 3 else "quoted-printable"


def _direction(text: str) -> Markup:
    """Return the attribute of an element whose text runs from right to left; "" for all others.

    Mail programs that lay out by Word know neither `bdi` nor `dir="auto"`.
    """
    strong = (unicodedata.bidirectional(char) for char in plain(text))
    first = next((kind for kind in strong if kind in ("L", "R", "AL")), "L")
    return Markup("") if first == "L" else Markup(' dir="rtl"')


def subject_words(digest: Digest, words: DigestWords) -> str:
    """Say in a subject line what is in a digest."""
    stories = words.phrases.catalogue.count(digest.counts.n_stories, "{n} story", "{n} stories")
    return f"{stories}, {words.phrases.period_words(digest.period)}"
