"""Items of any feed -> teasers: what a feed says twice, and what only the feed as a whole knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from classify.errors import ReadError
from classify.readers.cleaning import plain_line
from classify.readers.markup.text import text_of_markup
from classify.readers.rows import teaser_from_row
from classify.readers.source import Intake
from classify.records import UNDETERMINED_LANGUAGE, Teaser

_SHORT_LETTERS = 120  # languages of one script are told apart badly below it
_HEADLINE_LETTERS = 120
_BUTTONS = frozenset({"comments", "read more", "continue reading", "full story", "link"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One item as its feed gives it; markup is still in it, and what is absent is empty."""

    headline: str
    text: str = ""
    """The description."""
    body: str = ""
    """The article, where the feed carries it."""
    published: str = ""
    url: str = ""
    id: str = ""
    outlet: str = ""
    """The outlet that the item was taken from, where it is not the feed's own."""
    language: str = ""
    sections: tuple[str, ...] = ()
    """Its categories."""


def teasers_of_feed(items: Sequence[FeedItem], intake: Intake, language: str) -> list[Teaser]:
    """Make a teaser of each item, numbered by its place in the feed.

    Parameters
    ----------
    items : sequence of FeedItem
        In the feed's order. What gives no teaser goes to `intake.on_fault`.
    intake : Intake
        The source, with the feed's outlet.
    language : str
        The language that the feed states, or an empty string. It decides for short items, if most
        others are written in it: many feeds state the language of their software.
    """
    numbered = replace(intake, unit="item")
    teasers = []
    for place, item in enumerate(items, 1):
        try:
            teasers.append(teaser_from_row(_row(item, place), place, numbered))
        except ReadError as error:
            intake.on_fault(error)
    stated = language.casefold().replace("_", "-").partition("-")[0]
    counts = Counter(teaser.language for teaser in teasers)
    counts.pop(UNDETERMINED_LANGUAGE, None)
    if counts and counts.most_common(1)[0][0] != stated:
        return teasers
    in_language = [_in_language(teaser, stated) for teaser in teasers]
    intake.dates.follow(teasers, in_language)
    return in_language


def _row(item: FeedItem, place: int) -> dict[str, object]:
    """Give an item as a row of a table; a headline or text that it lacks is made of the other."""
    headline = plain_line(text_of_markup(item.headline))
    text = _unwrapped(text_of_markup(item.text) or text_of_markup(item.body))
    outlet = plain_line(text_of_markup(item.outlet))
    if outlet:  # aggregators write "Headline - Outlet"
        for sign in "-–—|":
            headline = headline.removesuffix(f" {sign} {outlet}")
    if not headline:
        headline, text = _without_title(text)
    text = _without_repetition(text, headline, outlet)
    row: dict[str, object] = {
        "headline": headline,
        "text": text,
        "published": item.published,
        "url": item.url or (item.id if item.id.startswith(("http://", "https://")) else ""),
        "outlet": outlet,
        "position": place,
        "sections": item.sections,
    }
    if not row["url"] and item.id:
        row["id"] = item.id
    return row


def _without_repetition(text: str, headline: str, outlet: str) -> str:
    """Take out of a text what is no text: its headline once more, the outlet, a button."""
    first, _, rest = text.partition("\n")
    said = plain_line(first).casefold()
    if said == f"{headline} {outlet}".casefold():  # aggregators list other headlines below
        return ""
    text = rest if said == headline.casefold() else text
    return "" if text.strip().casefold() in _BUTTONS else text


def _unwrapped(text: str) -> str:
    """Join lines that a program broke to a width: what goes on in lower case is one sentence."""
    lines: list[str] = []
    for line in text.split("\n"):
        stripped = line.strip()
        if lines and stripped[:1].islower() and lines[-1][-1:] not in ("", *".!?:;…"):
            lines[-1] = f"{lines[-1]} {stripped}"
        else:
            lines.append(stripped)
    return "\n".join(lines)


def _without_title(text: str) -> tuple[str, str]:
    """Part the text of an item without a title, as RSS allows: its first line is the headline."""
    first, _, rest = text.strip().partition("\n")
    return (first, rest) if len(first) <= _HEADLINE_LETTERS else (first, text)


def _in_language(teaser: Teaser, stated: str) -> Teaser:
    """Give a short teaser the language of its feed."""
    is_short = len(teaser.headline) + len(teaser.text) <= _SHORT_LETTERS
    is_known = teaser.language != UNDETERMINED_LANGUAGE
    if not stated or teaser.language == stated or (is_known and not is_short):
        return teaser
    return replace(teaser, language=stated)
