"""Blocks of a page or newsletter -> items: a headline and what stands below it.

Pages have no common markup, but each is consistent in itself: headlines are headings, or links of
one look, or lines set in one style. Which it is, the page as a whole shows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median

from classify.readers.dates import WrittenDate
from classify.readers.listing.lines import LineKind, classify_line
from classify.readers.markup.blocks import Block
from classify.readers.markup.page_words import is_no_news

_MIN_CARDS = 3
_MIN_HEADLINE_LETTERS = 12
_MAX_HEADLINE_LETTERS = 250
_MIN_LINK_WORDS = 5
_MIN_MEDIAN_LETTERS = 20
_MIN_TEXT_LETTERS = 40
_MIN_STYLED_RATIO = 1.15  # of a headline's letters to those of the text
_RANK = re.compile(r"\d{1,3}[.)]?")
_BYLINE = re.compile(r"(?<=\d) (?:by|von|par|por|di) [^.,]{3,60}$")  # behind a date
_MORE = re.compile(r"(?:read|full|continue|see|learn|mehr|weiter|lire|leer|читать|подробнее)", re.I)


@dataclass(slots=True)
class Card:
    """One item of a page."""

    headline: str
    url: str = ""
    paragraphs: list[str] = field(default_factory=list)
    moment: str = ""
    """Its time as marked up for machines."""
    date: WrittenDate | None = None
    """Its date as written for readers."""
    section: str = ""
    """The heading of the part of the page that it stands in."""

    is_promotion: bool = False
    """Whether its text begins as advertisements do."""

    @property
    def text(self) -> str:
        """Its paragraphs, one a line."""
        return "\n".join(self.paragraphs)


def cards_of(blocks: Sequence[Block], as_of: datetime, *, linked: bool) -> list[Card]:
    """Put items together.

    Parameters
    ----------
    blocks : sequence of Block
        Of a page or a mail, in reading order.
    as_of : datetime
        Anchor of relative dates.
    linked : bool
        Whether headlines lead to articles, as on a listing page; stories in a newsletter need not,
        but then have a text.
    """
    is_headline = _headlines(blocks, linked=linked)
    cards: list[Card] = []
    current: Card | None = None
    waiting = section = ""
    for block in blocks:
        is_deck = current and block.link and block.link == current.url and not current.paragraphs
        if current and is_deck and is_headline(block):  # a second heading in one link
            current.paragraphs.append(_one_line(block.text))
        elif is_headline(block):
            current = Card(
                _headline_of(block),
                url=block.link,
                moment=block.moment or waiting,
                section=section,
            )
            cards.append(current)
            waiting = ""
        elif block.level and len(block.text) <= _MAX_HEADLINE_LETTERS:
            current = None  # the heading of a section; that of the first level is the page's
            section = _one_line(block.text) if block.level > 1 else ""
        elif current is None:
            waiting = block.moment
        else:
            _take(block, current, as_of)
    return [card for card in cards if _is_item(card, linked=linked)]


def _headlines(blocks: Sequence[Block], *, linked: bool) -> Callable[[Block], bool]:
    """Find out what headlines look like here."""
    fit = [block for block in blocks if _could_be_headline(block)]
    headings = [block for block in fit if block.level]
    with_link = _without_sections([block for block in headings if block.link])
    if linked and len(with_link) >= _MIN_CARDS:
        return _one_of(with_link)
    styled = _styled(fit, blocks)
    n_bare = sum(not block.level for block in styled)
    if not linked and n_bare >= max(2, 2 * len(headings)):  # headings name the letter, or sections
        return _one_of(styled)
    if len(headings) >= _MIN_CARDS or (headings and not linked):
        return _one_of(headings)
    links = _links_of_one_look(fit)
    return _one_of(links if len(links) >= _MIN_CARDS else headings or styled or links)


def _without_sections(headings: Sequence[Block]) -> list[Block]:
    """Leave out the levels of headings that name sections, if others are as long as headlines."""
    levels = {block.level for block in headings}
    letters = {
        level: median(len(block.text) for block in headings if block.level == level)
        for level in levels
    }
    least = min(_MIN_MEDIAN_LETTERS, max(letters.values(), default=0))
    return [block for block in headings if letters[block.level] >= least]


def _headline_of(block: Block) -> str:
    """Return the words of a headline, without the section that stands before its link."""
    is_part = not block.level and len(block.link_text) >= _MIN_HEADLINE_LETTERS
    return block.link_text if is_part else _one_line(block.text)


def _one_of(chosen: Iterable[Block]) -> Callable[[Block], bool]:
    identities = {id(block) for block in chosen}
    return lambda block: id(block) in identities


def _could_be_headline(block: Block) -> bool:
    n_letters = len(block.text)
    return (
        _MIN_HEADLINE_LETTERS <= n_letters <= _MAX_HEADLINE_LETTERS
        or (n_letters >= 4 and not block.text.isascii())
        or bool(block.level and len(block.text.split()) >= 2)
    )


def _styled(fit: Sequence[Block], blocks: Sequence[Block]) -> list[Block]:
    """Find lines that are bold or larger than the text, where the letters of most are neither."""
    sizes = [
        block.size for block in blocks if len(block.text) > _MAX_HEADLINE_LETTERS and block.size
    ]
    body = median(sizes) if sizes else 0.0
    return [
        block
        for block in fit
        if len(block.text) <= 150
        and (block.is_bold or (body and block.size >= _MIN_STYLED_RATIO * body))
    ]


def _links_of_one_look(fit: Sequence[Block]) -> list[Block]:
    """Find the links of cards: many of one look, each long enough and to a place of its own."""
    groups: dict[str, list[Block]] = defaultdict(list)
    for block in fit:
        if block.link and block.link_share > 0.5:
            groups[block.look].append(block)
    chosen: list[Block] = []
    for group in groups.values():
        n_words = median(len(block.text.split()) for block in group)
        is_wide = not group[0].text.isascii() and median(len(block.text) for block in group) >= 15
        n_places = len({block.link for block in group})
        if n_places >= _MIN_CARDS and (n_words >= _MIN_LINK_WORDS or (is_wide and n_words >= 3)):
            chosen += group
    seen: set[str] = set()
    first = []
    for block in sorted(chosen, key=lambda one: len(one.text)):
        if block.link not in seen:  # the summary often is a link to the same place
            seen.add(block.link)
            first.append(block)
    return first


def _take(block: Block, card: Card, as_of: datetime) -> None:
    """Give a block below a headline to its item, line by line."""
    card.moment = card.moment or block.moment
    # a link inside a text leads to what it quotes
    leads_on = block.link_share > 0.9 or _MORE.match(block.link_text)
    if not card.url and leads_on and not block.link.startswith("mailto:"):
        card.url = block.link
    lines = block.text.split("\n")
    if block.tag in ("p", "li", "blockquote") and len(block.text) > _MAX_HEADLINE_LETTERS:
        lines = [_one_line(block.text)]
    for text in lines:
        line = classify_line(_BYLINE.sub("", text), as_of)
        if line.kind is LineKind.DATE:
            card.date = card.date or line.date
        elif is_no_news(text):
            is_sentence = len(text) >= _MIN_TEXT_LETTERS  # a button says nothing of its item
            card.is_promotion = card.is_promotion or (is_sentence and not card.paragraphs)
        elif line.is_wording:
            is_text = line.kind is LineKind.PROSE or len(text) >= _MIN_TEXT_LETTERS
            is_elsewhere = block.link_share > 0.9 and card.url and block.link != card.url
            if is_text and not is_elsewhere and _one_line(text) != card.headline:
                card.paragraphs.append(text)


def _is_item(card: Card, *, linked: bool) -> bool:
    """Tell an item from a section, an advertisement and a greeting."""
    if card.is_promotion or is_no_news(card.headline) or _RANK.fullmatch(card.headline):
        return False
    return bool(card.text) or (linked and bool(card.url)) or len(card.headline.split()) >= 6


def _one_line(text: str) -> str:
    return " ".join(text.split())
