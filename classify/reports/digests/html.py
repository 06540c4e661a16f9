"""A digest as one self-contained HTML page: no network, no font to fetch, one small script.

The script only finds stories on the page. The page says all without it, and its policy allows no
other: it names the hash of that script.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Template, TemplateError
from markupsafe import Markup

from classify.records import Brief, Digest, Sentence, Source
from classify.reports.addresses import shown_address
from classify.reports.digests import charts
from classify.reports.digests.contents import Contents, contents_of
from classify.reports.digests.story_lines import StoryLines
from classify.reports.digests.template_context import template_filters, template_words
from classify.reports.digests.words import DigestWords
from classify.reports.escaping import plain
from classify.reports.pages import page_environment
from classify.taxonomy import Taxonomy

_PAGE = "digest.html.j2"
_SCRIPT = Path(__file__).parents[1] / "templates" / "digest.js"
_MAX_NAMED = 8
"""Groups that the navigation names."""
_MIN_TO_SEARCH = 5
"""Stories from which on a search helps."""


class Citations:
    """Numbers the places where each source is cited, so that the source can lead back to them."""

    def __init__(self) -> None:
        self._places: defaultdict[int, list[str]] = defaultdict(list)

    def cite(self, number: int, place: str) -> str | None:
        """Return the anchor of a mention of a source; None where the place has one already."""
        places = self._places[number]
        if place in places:
            return None
        places.append(place)
        return f"cite-{number}-{len(places)}"

    def anchors(self, number: int) -> tuple[tuple[str, str], ...]:
        """Return the anchors of all mentions of a source so far, each with its place."""
        return tuple(
            (f"cite-{number}-{i}", place) for i, place in enumerate(self._places[number], 1)
        )


def render_html(digest: Digest, taxonomy: Taxonomy, words: DigestWords) -> str:
    """Render a digest as an HTML page; foreign text is cleaned and escaped.

    Raises
    ------
    RuntimeError
        If the template is missing or at fault: our mistake, named with its file.
    """
    try:
        return _page(words).render(_page_content(digest, taxonomy, words))
    except TemplateError as error:
        place = f"{getattr(error, 'name', None) or _PAGE}, line {getattr(error, 'lineno', '?')}"
        raise RuntimeError(f"template {place}: {error}") from error


def digest_content(digest: Digest, taxonomy: Taxonomy, words: DigestWords) -> dict[str, Any]:
    """Gather what a page about a digest shows; templates of the user's have the same."""
    sections = [section for section in digest.sections if section.briefs]
    return {
        "digest": digest,
        "taxonomy": taxonomy,
        "sections": sections,
        "sources": {source.number: source for source in digest.sources},
        "topic_chart": charts.topic_chart(digest, taxonomy),
        "timeline_chart": charts.timeline_chart(digest.timeline, words.phrases),
    }


def _page_content(digest: Digest, taxonomy: Taxonomy, words: DigestWords) -> dict[str, Any]:
    """Gather what our own page needs besides."""
    contents = contents_of(digest)
    script = _script()
    told = [*contents.lead, *(brief for section in contents.more for brief in section.briefs)]
    return {
        **digest_content(digest, taxonomy, words),
        "contents": contents,
        "lines": StoryLines(digest, taxonomy, words),
        # By place in the page, not by story id: ids may come from files, anchors must be ours.
        "anchors": {brief.story_id: f"story-{i}" for i, brief in enumerate(digest.briefs, 1)},
        "timeline": [
            entry
            for entry in digest.timeline
            if entry.story_id in {brief.story_id for brief in told}
        ],
        "listed": _listed(digest, contents),
        "section_ids": {one.key: f"group-{i}" for i, one in enumerate(digest.sections, 1)},
        "citations": Citations(),
        "tip": lambda source, sentence: _tip(source, sentence, words),
        "nav": _counts_by_name(digest),
        "script": Markup(script),
        "script_hash": b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        "can_search": len(digest.briefs) >= _MIN_TO_SEARCH,
        **_tags(digest, taxonomy),
    }


def _listed(digest: Digest, contents: Contents) -> list[Source]:
    """List the sources but for those that stand, with their addresses, in folded lists."""
    apart = {brief.headline_citation for brief in (*digest.briefs_of("rest"), *contents.also)}
    return [source for source in digest.sources if source.number not in apart]


def _tip(source: Source, sentence: Sentence | None, words: DigestWords) -> str:
    """Say what stands behind a citation: the sentence, who, when."""
    outlets = ", ".join(source.outlets) or words.phrases.catalogue.say("outlet not named")
    quoted = f"“{plain(sentence.text)}” " if sentence else ""
    return f"{quoted}{outlets}, {words.phrases.source_date_words(source)}"


def _counts_by_name(digest: Digest) -> list[tuple[str, str, int]]:
    """List the largest groups of stories that are not told in full: key of the first, name, n."""
    groups: dict[str, tuple[str, str, int]] = {}
    for section in digest.sections:
        if section.part in ("more", "rest") and section.briefs:
            group = section.key.partition(":")[2]
            key, name, n = groups.get(group, (section.key, section.name, 0))
            groups[group] = key, name, n + len(section.briefs)
    kept = sorted(groups.values(), key=lambda group: -group[2])[:_MAX_NAMED]
    return [group for group in groups.values() if group in kept]


def _tags(digest: Digest, taxonomy: Taxonomy) -> dict[str, Any]:
    """Tag stories by numbers of their topics and outlets, for the script to find them."""
    briefs = digest.briefs
    keys = {key for brief in briefs for key in brief.topics}
    topics = {key: f"t{i}" for i, key in enumerate(taxonomy.keys, 1) if key in keys}
    names = sorted({outlet for brief in briefs for outlet in brief.outlets}, key=str.casefold)
    outlets = {name: f"o{i}" for i, name in enumerate(names, 1)}

    def tags_of(brief: Brief) -> str:
        found = [topics[key] for key in brief.topics if key in topics]
        return " ".join([*found, *(outlets[name] for name in brief.outlets)])

    return {"topic_tags": topics, "outlet_tags": outlets, "tags_of": tags_of}


@cache
def _script() -> str:
    return _SCRIPT.read_text(encoding="utf-8")


@cache
def _page(words: DigestWords) -> Template:
    """Compile the page once for each language."""
    environment = page_environment()
    environment.globals = dict(template_words(words))
    environment.filters |= template_filters(words) | {"shown_address": shown_address}
    return environment.get_template(_PAGE)
