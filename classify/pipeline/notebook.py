"""A digest that shows itself in a notebook."""

from __future__ import annotations

import html
from dataclasses import replace
from functools import partial

from classify.records import Digest
from classify.taxonomy import Taxonomy

_FRAME = (
    '<iframe sandbox="allow-popups" style="width: 100%; height: 40em; border: 0" '
    'title="{title}" srcdoc="{page}"></iframe>'
)


def with_page(digest: Digest, taxonomy: Taxonomy) -> Digest:
    """Return the same digest with its page for notebooks, rendered when asked for."""
    return replace(digest, _page=partial(_framed_page, taxonomy=taxonomy))


def _framed_page(digest: Digest, *, taxonomy: Taxonomy) -> str:
    """Put the page into a frame, where its style does not meet that of the notebook."""
    from classify.reports import render_digest  # what only pages need is loaded for pages

    page = render_digest(digest, taxonomy, "html")
    return _FRAME.format(title=html.escape(digest.title), page=html.escape(page))
