"""A digest as one self-contained HTML page: no script, no network, no font to fetch."""

from __future__ import annotations

import traceback
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, Template, TemplateError, TemplateNotFound
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from classify.errors import ReportTemplateError
from classify.records import Digest
from classify.reports import charts
from classify.reports.catalogue import ENGLISH, Catalogue
from classify.reports.plain_text import plain, web_address
from classify.reports.template_words import in_words_of, template_words
from classify.reports.wording import capitalized, file_words
from classify.taxonomy import Taxonomy

_TEMPLATES = Path(__file__).with_name("templates")
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


def render_html(digest: Digest, taxonomy: Taxonomy, catalogue: Catalogue = ENGLISH) -> str:
    """Render a digest as an HTML page; foreign text is cleaned and escaped.

    Raises
    ------
    RuntimeError
        If the template is missing or at fault: our mistake, named with its file.
    """
    try:
        return _page(catalogue).render(_content(digest, taxonomy, catalogue))
    except TemplateError as error:
        place = f"{getattr(error, 'name', None) or _PAGE}, line {getattr(error, 'lineno', '?')}"
        raise RuntimeError(f"template {place}: {error}") from error


def _content(digest: Digest, taxonomy: Taxonomy, catalogue: Catalogue) -> dict[str, Any]:
    """Gather what the page shows."""
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
        "timeline_chart": charts.timeline_chart(digest.timeline, catalogue),
    }


def render_template(
    digest: Digest, taxonomy: Taxonomy, path: Path, catalogue: Catalogue = ENGLISH
) -> str:
    """Render a digest by a template of the user's; docs/templates.md says what it may use.

    It runs in a sandbox: it sees the digest and changes nothing. What it prints is cleaned, and
    escaped unless the name ends in .txt or .md (with or without .j2).

    Raises
    ------
    ReportTemplateError
        If the template cannot be read or is at fault; it names file and line.
    """
    escapes = path.name.removesuffix(".j2").rpartition(".")[2] not in ("txt", "md")
    try:
        environment = _environment(path.parent, catalogue, escapes=escapes)
        return environment.get_template(path.name).render(_content(digest, taxonomy, catalogue))
    except TemplateNotFound as error:
        raise ReportTemplateError(path, f"there is no template {error.name}") from error
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError,
            AttributeError) as error:  # fmt: skip
        line = _line_of(error, path)
        place = f"line {line}" if line else None
        raise ReportTemplateError(path, str(error) or repr(error), item=place) from error
    except OSError as error:
        raise ReportTemplateError(path, f"cannot be read ({error.strerror})") from error


def _line_of(error: Exception, path: Path) -> int | None:
    """Line of a template that an error comes from: the last one that was being rendered."""
    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).name == path.name
    ]
    return lines[-1] if lines else getattr(error, "lineno", None)


@cache
def _page(catalogue: Catalogue) -> Template:
    """Compile the page once for each language."""
    return _environment(_TEMPLATES, catalogue, escapes=True).get_template(_PAGE)


def _environment(folder: Path, catalogue: Catalogue, *, escapes: bool) -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(folder),
        autoescape=escapes,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals = {"charts": charts, **template_words(catalogue)}
    environment.filters |= {
        "capitalized": capitalized,
        "file_name": in_words_of(file_words, catalogue),
        "web_address": web_address,
    }
    return environment


def _shown(value: Any) -> Any:
    """Clean whatever the template prints, so that no place in it can forget to.

    Printing None is a fault of the template, not a word for readers.
    """
    if value is None:
        raise TemplateError("prints a value that is None")
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value
