"""A digest as an e-mail draft: plain text and HTML with all style inlined."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from classify.records import Digest
from classify.reports import figure_notes, remarks, wording
from classify.reports.frames import render_page
from classify.reports.text import render_text
from classify.taxonomy import Taxonomy

_PAGE = "mail.html.j2"


def render_mail(digest: Digest, taxonomy: Taxonomy) -> str:
    """Render a digest as a multipart message without sender and receiver, to open and to send.

    The same digest gives the same bytes. Style stands in each element and nothing is fetched: mail
    programs drop style sheets, and readers block pictures.
    """
    text = render_text(digest, taxonomy)
    words = {"figure_notes": figure_notes, "remarks": remarks, "wording": wording}
    page = render_page(_PAGE, {"digest": digest, "taxonomy": taxonomy, **words})
    message = EmailMessage(policy=SMTP)
    message["Subject"] = f"{wording.title_words(digest.title)}: {subject_words(digest)}"
    message["Date"] = format_datetime(digest.as_of)
    message["X-Unsent"] = "1"  # mail programs open it as a draft
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{sha256(text.encode()).hexdigest()[:32]}")
    return message.as_bytes().decode("ascii")


def subject_words(digest: Digest) -> str:
    """Say in a subject line what is in a digest."""
    stories = wording.number_of(len(digest.briefs), "story", "stories")
    return f"{stories}, {wording.period_words(digest.period)}"
