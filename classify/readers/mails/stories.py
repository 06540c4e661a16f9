"""The body of a newsletter -> its stories, without greetings, footers and advertisements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from classify.readers.listing.items import read_listing
from classify.readers.markup.blocks import Block, blocks_of, checked_page, without_unseen
from classify.readers.markup.cards import Card, cards_of
from classify.readers.markup.page_words import ends_newsletter, is_no_news
from classify.readers.source import Intake

_MAX_LETTERS_OF_REQUEST = 400
_BEFORE_END = 0.4  # links to the settings stand above the news too
_LINK = re.compile(
    r"\s*(?:<(?:https?://|mailto:)[^>\s]*>|[(\[]\s*(?:https?://|mailto:)[^)\]\s]*\s*[)\]])"
)
_BARE_LINK = re.compile(r"https?://\S+")
_RULE = re.compile(r"^\s*[-=_*~#+—–•]{3,}\s*$")
_MARKED_HEADLINE = re.compile(r"^\s*(?:#{1,6}\s+|\*{1,2}(?=\S))(?P<words>.*?)\*{0,2}\s*$")
_REFERENCE = re.compile(r"\s?\[\d{1,3}\]")


def stories_of_html(page: str, intake: Intake) -> list[Card]:
    """Find the stories in the HTML part of a mail.

    Parameters
    ----------
    page : str
        The part, decoded.
    intake : Intake
        Its source, with the time of the mail.

    Raises
    ------
    ReadError
        If it is too large, or nested too deeply.
    """
    from selectolax.lexbor import LexborHTMLParser

    body = without_unseen(LexborHTMLParser(checked_page(page, intake.source))).body
    blocks = _without_end(blocks_of(body, intake.source)) if body else []
    return cards_of(blocks, intake.as_of, linked=False)


def stories_of_text(text: str, intake: Intake) -> list[Card]:
    """Find the stories in the plain part of a mail, which reads as a copied listing does.

    Parameters
    ----------
    text : str
        The part, decoded.
    intake : Intake
        Its source, with the time of the mail.
    """
    lines = [
        _REFERENCE.sub("", _BARE_LINK.sub("", _LINK.sub("", line))).strip()
        for line in text.replace("\r\n", "\n").split("\n")
    ]
    lines = [
        "" if _RULE.match(line) else _MARKED_HEADLINE.sub(r"\g<words>", line) for line in lines
    ]
    ends = [index for index, line in enumerate(lines) if ends_newsletter(line)]
    end = next((index for index in ends if index > _BEFORE_END * len(lines)), len(lines))
    quiet = replace(intake, on_fault=lambda error: None)  # what stands above the first headline
    found = read_listing("\n".join(lines[:end]), quiet)
    return [
        Card(one.headline, paragraphs=[one.text])
        for one in found
        if one.text and not is_no_news(one.headline) and not is_no_news(one.text)
    ]


def _without_end(blocks: Sequence[Block]) -> list[Block]:
    """Leave out what a newsletter says of itself below its news."""
    places = [index for index, block in enumerate(blocks) if ends_newsletter(block.text)]
    end = next((index for index in places if index > _BEFORE_END * len(blocks)), len(blocks))
    return [block for block in blocks[:end] if not _is_to_readers(block)]


def _is_to_readers(block: Block) -> bool:
    """Tell what is said to the reader: how to leave the list, and where to write to."""
    is_short = len(block.text) <= _MAX_LETTERS_OF_REQUEST
    return ends_newsletter(block.text) or (is_short and block.link.startswith("mailto:"))
