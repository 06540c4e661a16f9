"""JSON Feed, versions 1 and 1.1 -> teasers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from classify.errors import ReadError
from classify.readers.feeds.items import FeedItem, teasers_of_feed
from classify.readers.feeds.outlets import outlet_of_title
from classify.readers.section_labels import section_labels
from classify.readers.source import Intake
from classify.records import Teaser


def read_json_feed(text: str, intake: Intake) -> list[Teaser]:
    """Read the teasers of a JSON Feed, numbered by their places in it.

    Raises
    ------
    ReadError
        If it is no JSON, or has no list of items.
    """
    try:
        feed = json.loads(text.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}"
        raise ReadError(intake.source, f"is no JSON: {error.msg}", item=place) from error
    except (ValueError, RecursionError) as error:
        raise ReadError(intake.source, f"is no JSON that can be read ({error})") from error
    entries = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(entries, list):
        raise ReadError(intake.source, "is a JSON Feed without a list 'items'")
    link = _text(feed, "home_page_url") or _text(feed, "feed_url")
    outlet = intake.outlet or outlet_of_title(_text(feed, "title"), link)
    items = [_item(entry if isinstance(entry, dict) else {}) for entry in entries]
    return teasers_of_feed(items, replace(intake, outlet=outlet), _text(feed, "language"))


def _item(entry: Mapping[str, object]) -> FeedItem:
    """Take from an entry what a teaser is made of."""
    return FeedItem(
        headline=_text(entry, "title"),
        text=_text(entry, "summary"),
        body=_text(entry, "content_text") or _text(entry, "content_html"),
        published=_text(entry, "date_published") or _text(entry, "date_modified"),
        url=_text(entry, "url") or _text(entry, "external_url"),
        id=_text(entry, "id"),
        sections=section_labels(entry.get("tags")),
    )


def _text(holder: Mapping[str, object], name: str) -> str:
    """Return a value that is text; empty for any other."""
    value = holder.get(name)
    return value.strip() if isinstance(value, str) else ""
