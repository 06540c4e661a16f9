"""Names of topics and sections in the language of labels.

The record of a digest names them in English whatever the labels, so that the next digest can read
it; they are translated on the way to the page.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from classify.records import Digest, Section, TopicChange
from classify.reports.translation import Catalogue, message
from classify.taxonomy import Taxonomy, Topic

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WEEK = re.compile(r"(\d{4}), week (\d\d)")
_OWN_NAMES = frozenset(
    (
        message("Top stories"),
        message("Also"),
        message("Other"),
        message("Opinion and analysis"),
        message("Undated"),
        message("Country not stated"),
        message("Outlet not named"),
        message("All stories"),
    )
)


def named_in(catalogue: Catalogue, digest: Digest, taxonomy: Taxonomy) -> tuple[Digest, Taxonomy]:
    """Name topics and sections in the language of a catalogue; days by their dates.

    Countries' codes, outlets and topics that the catalogue does not know stay as they are.
    """
    topics = tuple(_topic(topic, catalogue) for topic in taxonomy)
    named = {old.name: new.name for old, new in zip(taxonomy, topics, strict=True)}

    def name(section: Section) -> str:
        text = section.name
        is_own = section.key.count(":") < 2  # of named groups it tells by what they are grouped
        if is_own and text in _OWN_NAMES:
            return catalogue.say(text)
        if digest.grouped_by == "topic":
            return named.get(text, text)
        if digest.grouped_by == "week" and (week := _WEEK.fullmatch(text)):
            return catalogue.say("{year}, week {week}", year=week[1], week=week[2])
        if digest.grouped_by == "day" and _DAY.fullmatch(text):
            return catalogue.day(datetime.fromisoformat(text))
        return text

    def change(one: TopicChange) -> TopicChange:
        text = catalogue.say(one.name) if one.topic is None else named.get(one.name, one.name)
        return replace(one, name=text)

    changes = digest.changes and replace(
        digest.changes, topics=tuple(map(change, digest.changes.topics))
    )
    sections = tuple(replace(one, name=name(one)) for one in digest.sections)
    return replace(digest, sections=sections, changes=changes), replace(taxonomy, topics=topics)


def _topic(topic: Topic, catalogue: Catalogue) -> Topic:
    """Translate the name of a topic; `digest_in_codes` may have put its code behind it."""
    code = f" ({topic.key})"
    name = topic.name.removesuffix(code)
    behind = topic.name[len(name) :]
    return replace(topic, name=f"{catalogue.name('topic', name)}{behind}")
