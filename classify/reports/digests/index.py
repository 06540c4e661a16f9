"""An index page over the issues of many digests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from classify.reports.pages import render_page
from classify.reports.phrases import ENGLISH_PHRASES

_PAGE = "index.html.j2"


def render_index(entries: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """Render an index page: each digest, its issues as given, with links into their folders.

    Parameters
    ----------
    entries : mapping of a digest's name to its issues
        Each issue has `label` and `error`; without error also `title`, `as_of`, `issue`,
        `n_teasers`, `n_stories`, `n_briefs`, `bottom_line` and `links` (file name to place).
    """
    return render_page(
        _PAGE,
        {
            "entries": entries,
            "n_issues": sum(map(len, entries.values())),
            "moment": lambda text: ENGLISH_PHRASES.date_words(
                datetime.fromisoformat(text), "second"
            ),
            "number_of": ENGLISH_PHRASES.number_of,
            "quote": lambda place: quote(place, errors="replace"),
        },
    )
