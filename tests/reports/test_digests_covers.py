"""A wrong join hides no news: the headlines of all teasers of a story are shown."""

from __future__ import annotations

import dataclasses
import re

import pytest

from classify.records import PossibleSource
from classify.reports import render_digest

from .builders import TAXONOMY, brief, item, small_digest

FORMATS = ("md", "html", "txt", "eml")
ITEMS = [
    item(number, f"Headline {word}", "A dam broke.")
    for number, word in enumerate(("one", "two", "three", "four", "five", "six"), 1)
]


def rendered(n_sources, format, *items, **changes):
    """Render a digest of one story of some sources; mail without its soft line breaks."""
    items = items or ITEMS[:n_sources]
    told = brief(
        items[0],
        [(items[0], items[0].sentence("A dam broke."))],
        sources=tuple(range(1, n_sources + 1)),
        **changes,
    )
    digest = small_digest(*items, bottom_line=())
    section = dataclasses.replace(digest.sections[0], briefs=(told,))
    digest = dataclasses.replace(digest, sections=(section,))
    return render_digest(digest, TAXONOMY, format).replace("=\r\n", "")


def before_sources(text):
    """Cut off the list of all sources, which names every headline anyway."""
    return re.split(r"(?:## |>|\n)(?:Sources|SOURCES)\b", text)[0]


@pytest.mark.parametrize("format", FORMATS)
def test_every_headline_stands_in_the_brief(format):
    shown = before_sources(rendered(6, format))
    assert all(one.source.headline in shown for one in ITEMS)
    assert all(f"[{one.source.number}]" in shown for one in ITEMS)


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_possibly_the_same_is_named_apart(format):
    possible = (PossibleSource(citation=3, probability=0.5),)
    shown = before_sources(rendered(3, format, possibly_same=possible))
    assert "possibly" not in before_sources(rendered(3, format)).casefold()
    covered, apart = shown.split("Possibly the same event:")
    assert "Headline two" in covered
    assert "Headline three" not in covered
    assert "Headline three" in apart
    assert "50%" in apart


def test_the_page_folds_further_reports_and_prints_them():
    assert '<details class="covers"><summary>Details</summary>' in rendered(1, "html")
    assert '<details class="covers print"><summary>1 further report, details' in rendered(2, "html")
    assert "4 further reports, details" in rendered(5, "html")


@pytest.mark.parametrize("format", FORMATS)
def test_background_is_named_with_its_kind(format):
    explained = dataclasses.replace(
        ITEMS[1], source=dataclasses.replace(ITEMS[1].source, kind="explainer")
    )
    shown = before_sources(rendered(3, format, ITEMS[0], explained, ITEMS[2], background=(2,)))
    covered, background = shown.split("Background:")
    assert "Headline three" in covered
    assert "Headline two" not in covered
    assert "Headline two" in background
    assert "explainer" in background


@pytest.mark.parametrize("format", FORMATS)
def test_a_story_of_one_teaser_covers_no_other(format):
    assert "Also covers" not in rendered(1, format)
