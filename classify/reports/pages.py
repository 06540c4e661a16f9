"""What every report about models and data stands in: a head in Markdown, JSON, one HTML page."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from classify.errors import UnknownNameError
from classify.reports.escaping import escape_json, escape_markdown, plain, plain_lines, web_address

REPORT_FORMAT = 1
"""Number of the JSON format; rises when a reader of the old one would fail."""

_TEMPLATES = Path(__file__).with_name("templates")


def render_as(format: str, renderers: Mapping[str, Callable[[], str]]) -> str:
    """Render a report in one of its formats.

    Raises
    ------
    UnknownNameError
        If there is no such format.
    """
    if format not in renderers:
        raise UnknownNameError("report format", format, renderers)
    return renderers[format]()


def head(title: str, facts: Mapping[str, str]) -> list[str]:
    """Lines of a Markdown heading, and what the report rests on."""
    lines = [f"# {escape_markdown(title)}", ""]
    lines += [
        f"- {escape_markdown(label)}: {escape_markdown(value)}" for label, value in facts.items()
    ]
    return [*lines, ""] if facts else lines


def render_json(content: Mapping[str, Any], title: str, facts: Mapping[str, str]) -> str:
    """Render JSON values with the title and the facts first; what is no number becomes null."""
    whole = {"format": REPORT_FORMAT, "title": title, "facts": dict(facts), **_finite(content)}
    return escape_json(json.dumps(whole, indent=2, ensure_ascii=False, allow_nan=False)) + "\n"


def render_page(template: str, content: Mapping[str, Any]) -> str:
    """Render an HTML page; every text in it is cleaned and escaped.

    Raises
    ------
    RuntimeError
        If the template is missing or at fault: our mistake, named with its file.
    """
    try:
        return _environment().get_template(template).render(content)
    except TemplateError as error:
        place = f"{getattr(error, 'name', None) or template}, line {getattr(error, 'lineno', '?')}"
        raise RuntimeError(f"template {place}: {error}") from error


def page_environment() -> SandboxedEnvironment:
    """Return the environment of our own pages; whatever they print is cleaned and escaped."""
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"web_address": web_address}
    return environment


def shown(value: Any) -> Any:
    """Clean whatever a template prints, so that no place in it can forget to.

    Markup keeps its lines. Printing None is a fault of the template, not a word for readers.
    """
    if value is None:
        raise TemplateError("prints a value that is None")
    if isinstance(value, Markup):  # escaped already, but a filter does not clean
        return Markup(plain_lines(value))
    return plain(value) if isinstance(value, str) else value


def _finite(value: Any) -> Any:
    """Turn what JSON has no number for (nan, infinity) into null, however deep."""
    if isinstance(value, Mapping):
        return {key: _finite(member) for key, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(member) for member in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


_environment = cache(page_environment)
