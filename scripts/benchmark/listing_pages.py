# ruff: noqa: E501 - markup has the lines it has
"""Ten listing pages in the shapes of real ones, with the same twelve items each."""

from __future__ import annotations

from collections.abc import Callable

N_ITEMS = 12
_SUBJECTS = (
    "Ferry crews announce a walkout over night shifts",
    "Old grain silo to become a concert hall",
    "Court lets the harbour extension go ahead",
    "Teachers and city agree on smaller classes",
    "Storm leaves thousands without electricity",
    "Museum returns a bronze bell after a century",
    "Tram line to the airport opens a year late",
    "Fishermen warn of falling herring stocks",
    "Parliament debates a tax on empty flats",
    "Divers find a wreck off the northern cape",
    "Hospital opens a ward for rare diseases",
    "Bakers say flour prices will rise again",
)


def headlines() -> list[str]:
    """List the headlines that stand on every page."""
    return list(_SUBJECTS)


def pages() -> dict[str, str]:
    """Return the pages by the name of their shape."""
    return {name: _page(shape) for name, shape in _SHAPES.items()}


def _page(shape: Callable[[int, str], str]) -> str:
    items = "\n".join(shape(number, headline) for number, headline in enumerate(_SUBJECTS))
    menu = "".join(
        f'<li><a href="/{one}">{one.title()}</a></li>' for one in ("world", "sport", "arts")
    )
    opened, closed = ("<table>", "</table>") if items.startswith("<tr>") else ("<div>", "</div>")
    return (
        "<!doctype html><html><head><title>Example Times - News</title>"
        '<link rel="canonical" href="https://example.org/news"></head><body>'
        f"<header><nav><ul>{menu}</ul></nav></header><main><h1>News</h1>{opened}{items}{closed}"
        "</main><aside><h2>Most read</h2></aside><footer><p>© Example Times. All rights reserved."
        '</p><a href="/privacy">Privacy policy</a></footer></body></html>'
    )


def _link(number: int, words: str) -> str:
    return f'<a href="/2026/01/20/ferry-story-{number}">{words}</a>'


def _text(number: int) -> str:
    return f"The decision was announced on Tuesday after talks of {number + 2} hours."


_SHAPES: dict[str, Callable[[int, str], str]] = {
    "articles": lambda n, h: f"<article><h2>{_link(n, h)}</h2><p>{_text(n)}</p></article>",
    "cards of div": lambda n, h: (
        f'<div class="card"><div class="card-title"><h3>{_link(n, h)}</h3></div>'
        f'<div class="card-text">{_text(n)}</div><span class="date">{n + 1} January 2026</span></div>'
    ),
    "link around": lambda n, h: (
        f'<div class="teaser">{_link(n, f"<img src=x.jpg alt=><h3>{h}</h3><p>{_text(n)}</p>")}</div>'
    ),
    "list": lambda n, h: f"<li>{_link(n, h)}<p>{_text(n)}</p></li>",
    "headlines only": lambda n, h: f'<div class="h">{_link(n, h)}</div>',
    "table": lambda n, h: (
        f"<tr><td>{n + 1} January 2026</td><td>{_link(n, h)}<br>{_text(n)}</td></tr>"
    ),
    "kicker and byline": lambda n, h: (
        f'<section class="item"><span class="kicker">World</span><h2>{_link(n, h)}</h2>'
        f'<p class="byline">By Jane Doe</p><p>{_text(n)}</p><a href="#">Share</a></section>'
    ),
    "microdata": lambda n, h: (
        '<div itemscope itemtype="https://schema.org/NewsArticle">'
        f'<h3 itemprop="headline">{_link(n, h)}</h3><p itemprop="description">{_text(n)}</p>'
        f'<time itemprop="datePublished" datetime="2026-01-{n + 1:02}T10:00:00Z">today</time></div>'
    ),
    "date first": lambda n, h: (
        f'<div class="row"><time datetime="2026-01-{n + 1:02}">{n + 1} Jan</time>'
        f"<h4>{_link(n, h)}</h4><div>{_text(n)} {_link(n, 'Read more')}</div></div>"
    ),
    "definition list": lambda n, h: f"<dl><dt>{_link(n, h)}</dt><dd>{_text(n)}</dd></dl>",
}
