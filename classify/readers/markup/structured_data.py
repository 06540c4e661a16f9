"""What a page says to machines about its articles: JSON-LD of schema.org, and its head."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from classify.readers.section_labels import section_labels

_WORDS_OF_ARTICLES = """
    Article NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle
    BackgroundNewsArticle ReviewNewsArticle AskPublicNewsArticle BlogPosting LiveBlogPosting
"""
_ARTICLES = frozenset(_WORDS_OF_ARTICLES.split())
_MAX_ENTRIES = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedArticle:
    """An article as structured data state it; what is absent is empty."""

    headline: str
    text: str = ""
    url: str = ""
    published: str = ""
    outlet: str = ""
    section: str = ""


def stated_articles(tree: Any) -> list[StatedArticle]:
    """List the articles in the JSON-LD of a page.

    Parameters
    ----------
    tree : LexborHTMLParser
        The page, with its scripts.
    """
    articles: list[StatedArticle] = []
    for script in tree.css('script[type="application/ld+json"]'):
        try:
            data = json.loads(script.text() or "")
        except (ValueError, RecursionError):
            continue  # what a page states wrongly stands in its text too
        articles += filter(None, map(_article, _objects(data)))
    return articles


def stated_in_head(tree: Any) -> dict[str, str]:
    """Give the properties that the head of a page states, such as "og:site_name"."""
    found: dict[str, str] = {}
    for meta in tree.css("meta[content]"):
        name = meta.attributes.get("property") or meta.attributes.get("name")
        if name:
            found.setdefault(name.casefold(), meta.attributes.get("content") or "")
    base = tree.css_first("base[href]")
    canonical = tree.css_first('link[rel="canonical"][href]')
    title = tree.css_first("title")
    found["base"] = (base.attributes.get("href") or "") if base else ""
    found["canonical"] = (canonical.attributes.get("href") or "") if canonical else ""
    found["title"] = (title.text() or "").strip() if title else ""
    found["lang"] = (tree.root.attributes.get("lang") or "") if tree.root else ""
    return found


def _objects(data: object) -> Iterator[dict[str, Any]]:
    """Yield all objects in JSON-LD, however deep, the outer before the inner."""
    waiting, n_seen = [data], 0
    while waiting and n_seen < _MAX_ENTRIES:
        value = waiting.pop()
        n_seen += 1
        if isinstance(value, dict):
            yield value
            waiting += [
                inner for inner in reversed(value.values()) if isinstance(inner, (dict, list))
            ]
        elif isinstance(value, list):
            waiting += [inner for inner in reversed(value) if isinstance(inner, (dict, list))]


def _article(value: dict[str, Any]) -> StatedArticle | None:
    """Read an object as an article; None if it is none, or lacks its headline."""
    kinds = value.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    is_entry = "ListItem" in kinds and not isinstance(value.get("item"), dict)
    if not is_entry and _ARTICLES.isdisjoint(kind for kind in kinds if isinstance(kind, str)):
        return None
    headline = _text(value.get("headline")) or _text(value.get("name"))
    page = value.get("url") or value.get("mainEntityOfPage") or value.get("@id")
    address = _text(page.get("@id") if isinstance(page, dict) else page)
    publisher = value.get("publisher")
    if not headline or (is_entry and not address):
        return None
    return StatedArticle(
        headline=headline,
        text=_text(value.get("description")),
        url=address,
        published=_text(value.get("datePublished")) or _text(value.get("dateModified")),
        outlet=_text(publisher.get("name")) if isinstance(publisher, dict) else "",
        section=";".join(section_labels(value.get("articleSection"))),
    )


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
