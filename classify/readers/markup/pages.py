"""A listing page in HTML, saved or a fragment of one -> teasers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import urljoin

from classify.errors import ReadError
from classify.readers.addresses import canonical_address
from classify.readers.dates import read_timestamp
from classify.readers.feeds.outlets import outlet_of_title
from classify.readers.listing.chronology import DatedItem, place_in_time
from classify.readers.markup.blocks import blocks_of, decode_markup, without_unseen
from classify.readers.markup.cards import Card, cards_of
from classify.readers.markup.structured_data import StatedArticle, stated_articles, stated_in_head
from classify.readers.markup.text import text_of_markup
from classify.readers.rows import teaser_from_row
from classify.readers.source import Intake
from classify.records import Teaser

_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S+)")  # written by browsers
_PROBED_LETTERS = 2_000


def read_page(content: bytes, intake: Intake) -> list[Teaser]:
    """Read the teasers of a listing page, numbered in reading order.

    What the page states for machines about an article completes what it shows.

    Parameters
    ----------
    content : bytes
        The page, in the encoding that it declares.
    intake : Intake
        Its source, outlet and as-of time.

    Raises
    ------
    ReadError
        If the encoding is not the one declared, or nothing on the page looks like an item.
    """
    from selectolax.lexbor import LexborHTMLParser

    page = decode_markup(content, intake.source)
    tree = LexborHTMLParser(page)
    head = stated_in_head(tree)
    stated = stated_articles(tree)
    saved = _SAVED_FROM.search(page[:_PROBED_LETTERS])
    base = (
        head["base"] or head["canonical"] or head.get("og:url", "") or (saved[1] if saved else "")
    )
    cards = cards_of(blocks_of(without_unseen(tree).body), intake.as_of, linked=True)
    cards = _completed([_placed(card, base) for card in cards], stated, base)
    if not cards:
        raise ReadError(intake.source, "is a web page in markup on which no items were found")
    title = head.get("og:site_name") or head["title"]
    outlet = intake.outlet or (outlet_of_title(title, base) if title or base else None)
    return _teasers(cards, replace(intake, outlet=outlet, unit="item"))


def _placed(card: Card, base: str) -> Card:
    """Make the address of a card complete; half an address leads nowhere."""
    return replace(card, url=_complete(card.url, base))


def _complete(address: str, base: str) -> str:
    try:
        joined = urljoin(base, address)
    except ValueError:  # such as "http://[news"
        return ""
    return joined if joined.startswith(("http://", "https://")) else ""


def _completed(cards: Sequence[Card], stated: Sequence[StatedArticle], base: str) -> list[Card]:
    """Fold cards of one article, give them what is stated, and add articles without a card."""
    by_place: dict[str, Card] = {}
    for card in cards:
        key = canonical_address(card.url) if card.url else card.headline
        before = by_place.get(key)
        if before is None:
            by_place[key] = card
        elif not before.text and card.text:
            by_place[key] = replace(
                card,
                moment=card.moment or before.moment,
                section=before.section or card.section,
            )
    for article in stated:
        address = _complete(article.url, base)
        key = canonical_address(address) if address else article.headline
        card = by_place.get(key) or Card(article.headline, url=address)
        text = [card.text] if card.text else [text_of_markup(article.text)]
        by_place[key] = replace(
            card,
            paragraphs=list(filter(None, text)),
            moment=article.published or card.moment,
            section=article.section or card.section,
        )
    return list(by_place.values())


def _teasers(cards: Sequence[Card], intake: Intake) -> list[Teaser]:
    """Make a teaser of each card; cards that give none go to `intake.on_fault`."""
    moments = [_stated_time(card) for card in cards]
    written = [
        DatedItem(card.date, is_mention=False) if card.date and not moment else None
        for card, moment in zip(cards, moments, strict=True)
    ]
    teasers = []
    placed = place_in_time(written, intake.as_of)
    for number, (card, moment, date) in enumerate(zip(cards, moments, placed, strict=True), 1):
        row: dict[str, object] = {
            "headline": card.headline,
            "text": card.text,
            "url": card.url,
            "position": number,
            "sections": card.section,
        }
        row.update(_date_fields(card, moment, date.isoformat() if date else ""))
        try:
            teasers.append(teaser_from_row(row, number, intake))
        except ReadError as error:
            intake.on_fault(error)
    return teasers


def _stated_time(card: Card) -> str:
    """Return the time that is marked up; what cannot be read only where no words date the card."""
    try:
        read_timestamp(card.moment)
    except ValueError:
        return "" if card.date else card.moment
    return card.moment


def _date_fields(card: Card, moment: str, placed: str) -> Mapping[str, object]:
    """Give the fields of a row that date a card: by markup before words."""
    if moment:
        return {"published": moment}
    if not placed or card.date is None:
        return {}
    return {"published": placed, "date_precision": card.date.precision, "date_basis": "text"}
