"""A digest as one self-contained HTML page: no script, no network, no font to fetch."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Any

from jinja2 import Template, TemplateError

from classify.records import Digest
from classify.reports.digests import charts
from classify.reports.digests.template_context import template_filters, template_words
from classify.reports.digests.words import DigestWords
from classify.reports.pages import page_environment
from classify.taxonomy import Taxonomy

_PAGE = "digest.html.j2"


class Citations:
    """Numbers the places where each source is cited, so that the source can lead back to them."""

    def __init__(self) -> None:
        self._n_mentions: defaultdict[int, int] = defaultdict(int)

    def cite(self, number: int) -> str:
        """Count one more mention of a source and return the anchor of that mention."""
        self._n_mentions[number] += 1
        return f"cite-{number}-{self._n_mentions[number]}"

    def anchors(self, number: int) -> tuple[str, ...]:
        """Return the anchors of all mentions of a source so far."""
        return tuple(f"cite-{number}-{i}" for i in range(1, self._n_mentions[number] + 1))


def render_html(digest: Digest, taxonomy: Taxonomy, words: DigestWords) -> str:
    """Render a digest as an HTML page; foreign text is cleaned and escaped.

    Raises
    ------
    RuntimeError
        If the template is missing or at fault: our mistake, named with its file.
    """
    try:
        return _page(words).render(digest_content(digest, taxonomy, words))
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
        # By place in the page, not by story id: ids may come from files, anchors must be ours.
        "anchors": {brief.story_id: f"story-{i}" for i, brief in enumerate(digest.briefs, 1)},
        "section_of": {brief.story_id: section for section in sections for brief in section.briefs},
        "citations": Citations(),
        "topic_chart": charts.topic_chart(sections),
        "timeline_chart": charts.timeline_chart(digest.timeline, words.phrases),
    }


@cache
def _page(words: DigestWords) -> Template:
    """Compile the page once for each language."""
    environment = page_environment()
    environment.globals = dict(template_words(words))
    environment.filters |= template_filters(words)
    return environment.get_template(_PAGE)
