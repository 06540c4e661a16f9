"""Names of topics and sections in the language of labels.

The record of a digest names them in English whatever the labels, so that the next digest can read
it; they are translated on the way to the page.
"""

from __future__ import annotations

import re
from dataclasses import replace

from classify.records import Digest, GroupBy, Section
from classify.reports.translation import ENGLISH, Catalogue, message
from classify.taxonomy import Taxonomy, Topic

_WEEK = re.compile(r"(\d{4}), week (\d\d)")
_OWN_NAMES: dict[GroupBy, str] = {
    "topic": message("Other"),
    "day": message("Undated"),
    "week": message("Undated"),
    "country": message("Country not stated"),
    "outlet": message("Outlet not named"),
    "none": message("All stories"),
}


def named_in(catalogue: Catalogue, digest: Digest, taxonomy: Taxonomy) -> tuple[Digest, Taxonomy]:
    """Name topics and sections in the language of a catalogue.

    Days, countries' codes, outlets and topics that the catalogue does not know stay as they are.
    """
    if catalogue is ENGLISH:
        return digest, taxonomy
    topics = tuple(_topic(topic, catalogue) for topic in taxonomy)
    named = {old.name: new.name for old, new in zip(taxonomy, topics, strict=True)}

    def name(text: str) -> str:
        if digest.grouped_by == "topic" and text in named:
            return named[text]
        week = _WEEK.fullmatch(text)
        if digest.grouped_by == "week" and week:
            return catalogue.say("{year}, week {week}", year=week[1], week=week[2])
        return catalogue.say(text) if text == _OWN_NAMES[digest.grouped_by] else text

    def section(one: Section) -> Section:
        return replace(one, name=name(one.name))

    changes = digest.changes and replace(
        digest.changes,
        sections=tuple(replace(one, name=name(one.name)) for one in digest.changes.sections),
    )
    sections = tuple(map(section, digest.sections))
    return replace(digest, sections=sections, changes=changes), replace(taxonomy, topics=topics)


def _topic(topic: Topic, catalogue: Catalogue) -> Topic:
    """Translate the name of a topic; `digest_in_codes` may have put its code behind it."""
    code = f" ({topic.key})"
    name = topic.name.removesuffix(code)
    behind = topic.name[len(name) :]
    return replace(topic, name=f"{catalogue.name('topic', name)}{behind}")
