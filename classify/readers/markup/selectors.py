"""A file of CSS selectors -> the items of pages whose structure does not show them.

item = "li.story"          # each match is an item; needed
headline = "h3"            # the other keys are looked for inside an item
text = "p.lead"            # each match is a paragraph
date = "span@data-time"    # an attribute, behind "@"; else `datetime`, else the words
link = "a.more"
section = ".kicker"

["port.example"]           # the same for pages of one site alone
item = "article"
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from classify.errors import ReadError
from classify.readers.markup.cards import Card

KEYS = ("item", "headline", "text", "date", "link", "section")
_ATTRIBUTE = re.compile(r"(?P<css>.*[^@\s])\s*@(?P<name>[A-Za-z_][\w:.-]*)\s*", re.S)
_HEADLINE = "h1, h2, h3, h4, h5, h6, a[href]"
_UNSEEN = ["script", "style", "noscript", "template", "svg"]


@dataclass(frozen=True, slots=True)
class Selector:
    """CSS, and the attribute that is meant where it is not the text."""

    css: str
    attribute: str | None = None

    def values(self, node: Any, attribute: str = "") -> list[str]:
        """Return what is meant in each match below a node; `attribute` goes before the text."""
        found = []
        for match in node.css(self.css):
            if self.attribute:
                value = match.attributes.get(self.attribute)
            else:
                value = match.attributes.get(attribute) if attribute else None
                value = value or match.text(deep=True, separator=" ")
            if value := " ".join((value or "").split()):
                found.append(value)
        return found


@dataclass(frozen=True, slots=True)
class PageSelectors:
    """The selectors of one table of a file."""

    source: str
    """The file, and the table in it, for messages."""
    by_key: Mapping[str, Selector]

    def cards(self, tree: Any) -> tuple[list[Card], list[str]]:
        """Take the items out of a page, and name the keys that match nothing in any of them.

        Parameters
        ----------
        tree : LexborHTMLParser
            What no reader sees is taken out of it.
        """
        tree.strip_tags(_UNSEEN, recursive=True)
        items = tree.css(self.by_key["item"].css)
        cards = [self._card(item) for item in items]
        filled = {
            "headline": any(card.headline for card in cards),
            "text": any(card.paragraphs for card in cards),
            "date": any(card.moment for card in cards),
            "link": any(card.url for card in cards),
            "section": any(card.section for card in cards),
        }
        idle = [key for key in self.by_key if cards and not filled.get(key, True)]
        return cards, idle

    def _card(self, item: Any) -> Card:
        return Card(
            headline=self._first("headline", item, default=_HEADLINE),
            url=self._link(item),
            paragraphs=self.by_key["text"].values(item) if "text" in self.by_key else [],
            moment=self._first("date", item, attribute="datetime"),
            section=";".join(self.by_key["section"].values(item))
            if "section" in self.by_key
            else "",
        )

    def _first(self, key: str, item: Any, *, attribute: str = "", default: str = "") -> str:
        selector = self.by_key.get(key) or (Selector(default) if default else None)
        return next(iter(selector.values(item, attribute)), "") if selector else ""

    def _link(self, item: Any) -> str:
        """Return where an item leads to: as is said, else by its headline, else by a link in it."""
        if selector := self.by_key.get("link"):
            inner = Selector(f"{selector.css}", selector.attribute or "href")
            return next(iter(inner.values(item)), "")
        if item.tag == "a":
            return item.attributes.get("href") or ""
        headline = self.by_key.get("headline")
        for node in [*(item.css(headline.css)[:1] if headline else ()), item]:
            around = node if node.tag == "a" else node.parent
            for link in (node.css_first("a[href]"), around):
                if link is not None and link.tag == "a" and link.attributes.get("href"):
                    return str(link.attributes["href"])
        return ""


@dataclass(frozen=True, slots=True)
class SelectorFile:
    """Selectors for all pages, and for those of single sites."""

    path: str
    of_all: PageSelectors | None = None
    of_sites: Mapping[str, PageSelectors] = field(default_factory=dict)

    def of_host(self, host: str | None) -> PageSelectors | None:
        """Return the selectors for pages of a host: its own, of a site above it, or of all."""
        labels = (host or "").split(".")
        sites = (".".join(labels[start:]) for start in range(len(labels)))
        return next((self.of_sites[one] for one in sites if one in self.of_sites), self.of_all)


def read_selectors(path: str | Path) -> SelectorFile:
    """Read a file of selectors.

    Raises
    ------
    ReadError
        If it cannot be read, or a key in it is not known, missing, or no CSS; it names the key.
    """
    try:
        content = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise ReadError(path, f"cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        raise ReadError(path, f"is no TOML: {error}") from error
    own = {key: value for key, value in content.items() if not isinstance(value, dict)}
    sites = {key: value for key, value in content.items() if isinstance(value, dict)}
    if not content:
        raise ReadError(path, f"has no selectors; keys: {', '.join(KEYS)}")
    return SelectorFile(
        path=str(path),
        of_all=_table(path, own, "") if own else None,
        of_sites={
            site.casefold().removeprefix("www."): _table(path, table, f"[{site}] ")
            for site, table in sites.items()
        },
    )


def _table(path: str | Path, values: Mapping[str, object], place: str) -> PageSelectors:
    """Check the selectors of one table."""
    for key in values:
        if key not in KEYS:
            raise ReadError(path, f"is no key; keys: {', '.join(KEYS)}", item=f"{place}{key}")
    if "item" not in values:
        raise ReadError(path, "is missing: it selects the items", item=f"{place}item")
    by_key = {key: _selector(path, f"{place}{key}", value) for key, value in values.items()}
    if by_key["item"].attribute:
        raise ReadError(path, "selects elements, no attribute", item=f"{place}item")
    return PageSelectors(f"{path}, {place}".rstrip(", "), by_key)


def _selector(path: str | Path, place: str, value: object) -> Selector:
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    if not isinstance(value, str):
        raise ReadError(path, f"is to be a CSS selector in quotes, not {value!r}", item=place)
    found = _ATTRIBUTE.fullmatch(value)
    selector = Selector(found["css"], found["name"]) if found else Selector(value)
    try:
        LexborHTMLParser("<p></p>").css(selector.css)
    except (SelectolaxError, ValueError) as error:
        raise ReadError(path, f"is no CSS selector: {value!r}", item=place) from error
    return selector
