"""A mail, or a box of mails -> teasers: one item a story, dated by its mail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import parseaddr, parsedate_to_datetime

from classify.errors import ReadError
from classify.readers.cleaning import plain_line
from classify.readers.dates import in_utc
from classify.readers.limits import MAX_MAIL, MAX_PAGE, check_size
from classify.readers.mails.stories import stories_of_html, stories_of_text
from classify.readers.markup.cards import Card
from classify.readers.rows import teaser_from_row
from classify.readers.source import Intake
from classify.records import Teaser

_ENVELOPE = re.compile(rb"^From \S+.*\d\d:\d\d.*\r?\n", re.MULTILINE)
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_ADDRESS = re.compile(r"[<(\[]?(?:mailto:)?[\w.+'=-]+@[\w-]+(?:\.[\w-]+)+[>)\]]?")
_MAX_DEPTH_OF_PARTS = 50
_MAX_HEADER_LETTERS = 4_000


def read_mail(content: bytes, intake: Intake) -> list[Teaser]:
    """Read the stories of newsletters, numbered through all mails of a box.

    Parameters
    ----------
    content : bytes
        One mail (.eml), or mails behind each other (.mbox).
    intake : Intake
        Its source; the sender's name is the outlet where none is given. Addresses of people never
        become text.

    Raises
    ------
    ReadError
        If there is no mail in it.
    """
    mails = _mails(content)
    teasers: list[Teaser] = []
    n_items = 0
    for number, raw in enumerate(mails, 1):
        place = None if len(mails) == 1 else f"mail {number}"
        if len(raw) > MAX_MAIL:
            reason = f"is a mail of {len(raw):,} bytes, and at most {MAX_MAIL:,} are read"
            intake.on_fault(ReadError(intake.source, reason, item=place))
            continue
        try:
            mail = message_from_bytes(_QUOTED_FROM.sub(rb"\1", raw), policy=policy.default)
        except RecursionError:
            reason = "is a mail whose parts are nested too deeply"
            intake.on_fault(ReadError(intake.source, reason, item=place))
            continue
        one = replace(intake, outlet=intake.outlet or _outlet(mail), unit="item")
        moment = _moment(mail, one, place)
        try:
            cards = _stories(mail, replace(one, as_of=moment or one.as_of))
        except ReadError as error:
            intake.on_fault(
                error if place is None else ReadError(error.source, error.reason, item=place)
            )
            continue
        if not cards:
            intake.on_fault(ReadError(intake.source, "is a mail without stories", item=place))
        for card in cards:
            n_items += 1
            try:
                teasers.append(teaser_from_row(_row(card, moment), n_items, one))
            except ReadError as error:
                intake.on_fault(error)
    return teasers


def _mails(content: bytes) -> list[bytes]:
    """Split a box at the lines that envelopes leave; one mail is one without them."""
    starts = [found for found in _ENVELOPE.finditer(content) if _begins_mail(content, found)]
    if starts and starts[0].start() == 0:
        ends = [found.start() for found in starts[1:]] + [len(content)]
        return [content[found.end() : end] for found, end in zip(starts, ends, strict=True)]
    return [content]


def _begins_mail(content: bytes, found: re.Match[bytes]) -> bool:
    """Tell an envelope, with headers behind it, from a sentence that begins with "From"."""
    leads = found.start() == 0 or content[: found.start()].endswith((b"\n\n", b"\r\n\r\n"))
    return (
        leads
        and re.match(rb"[A-Za-z][\w-]*:", content[found.end() : found.end() + 100]) is not None
    )


def _outlet(mail: EmailMessage) -> str | None:
    """Return the sender's name, or the host that sent it; never an address."""
    name, address = parseaddr(_header(mail, "from"))
    shown = plain_line(without_addresses(name))
    host = address.rpartition("@")[2].strip().casefold()
    return shown or host or None


def _header(mail: EmailMessage, name: str) -> str:
    """Return a header, decoded; empty if it is absent or breaks the rules."""
    raw = next((str(value) for key, value in mail.raw_items() if key.casefold() == name), "")
    try:  # cut, as Python's parser takes a time that grows with the square of the length
        return str(policy.default.header_fetch_parse(name, raw[:_MAX_HEADER_LETTERS]))
    except (ValueError, IndexError, AttributeError, LookupError, TypeError):
        return ""  # faults of Python's parser in headers that break the rules


def _moment(mail: EmailMessage, intake: Intake, place: str | None) -> datetime | None:
    """Return when the mail was sent."""
    written = _header(mail, "date")
    try:
        return in_utc(parsedate_to_datetime(written)) if written else None
    except (ValueError, TypeError, IndexError, OverflowError):
        reason = f"is dated {written[:60]!r}, which is no date; its stories are left undated"
        intake.on_doubt(ReadError(intake.source, reason, item=place))
        return None


def _stories(mail: EmailMessage, intake: Intake) -> list[Card]:
    """Find the stories in the part that tells most of them: HTML has the headlines marked."""
    html = [_text(part, intake) for part in _parts(mail, "text/html")]
    stories = [card for page in html for card in stories_of_html(page, intake)]
    if stories:
        return stories
    plain = [_text(part, intake) for part in _parts(mail, "text/plain")]
    stories = [card for text in plain for card in stories_of_text(text, intake)]
    subject = plain_line(without_addresses(_header(mail, "subject")))
    return stories or _only_story(subject, plain)


def _only_story(subject: str, plain: Sequence[str]) -> list[Card]:
    """Take a mail without headlines, such as an alert, as one story under its subject."""
    text = next((plain_line(without_addresses(one)) for one in plain if one.strip()), "")
    return [Card(subject, paragraphs=[text])] if subject and text else []


def _parts(mail: Message, kind: str, depth: int = 0) -> Iterator[Message]:
    """Yield the parts of a kind that are shown, those of forwarded mails too."""
    if mail.is_multipart() and depth < _MAX_DEPTH_OF_PARTS:
        payload = mail.get_payload()
        for part in payload if isinstance(payload, list) else []:
            if isinstance(part, Message):
                yield from _parts(part, kind, depth + 1)
    elif mail.get_content_type() == kind and mail.get_content_disposition() != "attachment":
        yield mail


def _text(part: Message, intake: Intake) -> str:
    """Decode a part by the encoding that it states; raise if it is in another."""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    check_size(len(content), MAX_PAGE, intake.source, "a part of a mail")
    stated = str(part.get_content_charset() or "utf-8")
    try:
        return content.decode(stated)
    except (LookupError, ValueError):  # no such encoding, or not in it
        pass
    try:  # "us-ascii" is stated by programs that never looked
        return content.decode("utf-8")
    except UnicodeError as error:
        reason = f"has a part that is not in the encoding that it states ({stated})"
        raise ReadError(intake.source, reason) from error


def without_addresses(text: str) -> str:
    """Take mail addresses out of a text: they belong to people."""
    return _ADDRESS.sub("", text) if "@" in text else text


def _row(card: Card, moment: datetime | None) -> dict[str, object]:
    """Give a story as a row of a table."""
    return {
        "headline": without_addresses(card.headline),
        "text": without_addresses(card.text),
        "url": card.url if card.url.startswith(("http://", "https://")) else "",
        "published": moment.isoformat() if moment else "",
    }
