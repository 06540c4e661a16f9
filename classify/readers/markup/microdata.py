"""What a page states of its articles in the attributes of its elements: microdata of schema.org."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from classify.readers.markup.structured_data import ARTICLES, StatedArticle
from classify.readers.section_labels import section_labels

_NEAR = 60  # elements between a property and its item; deeper ones belong to none
_LINKED = frozenset({"url", "mainEntityOfPage"})
_TIMES = frozenset({"datePublished", "dateModified"})
_Properties = dict[str, list[str]]


def articles_in_microdata(tree: Any) -> list[StatedArticle]:
    """List the articles that elements with `itemtype` state, in the order of the page.

    Parameters
    ----------
    tree : LexborHTMLParser
    """
    scopes = {node.mem_id: node for node in tree.css("[itemscope]")}
    if not any(map(_is_article, scopes.values())):
        return []
    properties: defaultdict[int, _Properties] = defaultdict(lambda: defaultdict(list))
    links: dict[int, str] = {}
    for node in tree.css("[itemprop]"):
        scope = _scope_of(node, scopes)
        if scope is None:
            continue
        for name in (node.attributes.get("itemprop") or "").split():
            if value := _value(node, name):
                properties[scope][name].append(value)
        if "headline" in (node.attributes.get("itemprop") or "") and (link := _link_at(node)):
            links.setdefault(scope, link)
    found = (
        _article(node, properties[own], links.get(own, ""))
        for own, node in scopes.items()
        if _is_article(node)
    )
    return [article for article in found if article.headline]


def _is_article(node: Any) -> bool:
    kinds = (node.attributes.get("itemtype") or "").split()
    return any(kind.rstrip("/").rpartition("/")[2] in ARTICLES for kind in kinds)


def _scope_of(node: Any, scopes: dict[int, Any]) -> int | None:
    """Find the item that a property is of: the nearest around it, not the one that it is itself."""
    for _ in range(_NEAR):
        node = node.parent
        if node is None:
            return None
        if node.mem_id in scopes:
            return int(node.mem_id)
    return None


def _value(node: Any, name: str) -> str:
    """Return the value of a property: what is stated for machines, else what is shown."""
    attributes = node.attributes
    if stated := (attributes.get("content") or "").strip():
        return stated
    if name in _LINKED:
        return (attributes.get("href") or attributes.get("itemid") or "").strip()
    if name in _TIMES and (moment := (attributes.get("datetime") or "").strip()):
        return moment
    if name in ("publisher", "author", "image"):  # items of their own
        inner = node.css_first('[itemprop="name"]')
        return _words(inner) if inner else ""
    return _words(node)


def _words(node: Any) -> str:
    stated = (node.attributes.get("content") or "").strip()
    return stated or " ".join(node.text(deep=True, separator=" ").split())


def _link_at(node: Any) -> str:
    """Return where a headline leads to: a link in it, or around it."""
    inner = node.css_first("a[href]")
    for _ in range(3):
        if inner is not None or node is None:
            break
        inner = node if node.tag == "a" and node.attributes.get("href") else None
        node = node.parent
    return (inner.attributes.get("href") or "") if inner is not None else ""


def _article(node: Any, properties: _Properties, link: str) -> StatedArticle:
    def first(*names: str) -> str:
        return next((properties[name][0] for name in names if properties.get(name)), "")

    return StatedArticle(
        headline=first("headline", "name"),
        text=first("description"),
        url=first("url") or link or first("mainEntityOfPage") or _item_id(node),
        published=first("datePublished", "dateModified"),
        outlet=first("publisher"),
        section=";".join(section_labels(properties.get("articleSection"))),
    )


def _item_id(node: Any) -> str:
    own = (node.attributes.get("itemid") or "").strip()
    return own if own.startswith(("http://", "https://", "/")) else ""
