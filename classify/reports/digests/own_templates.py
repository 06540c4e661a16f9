"""A digest by a template of the user's: docs/templates.md says what it may use."""

from __future__ import annotations

import traceback
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError

from classify.errors import ReportTemplateError
from classify.records import Digest
from classify.reports.digests.html import digest_content
from classify.reports.digests.sandbox import ENDING, TemplateSandbox
from classify.reports.digests.template_context import template_filters, template_words
from classify.reports.digests.words import DigestWords, digest_words
from classify.reports.translation import ENGLISH
from classify.taxonomy import Taxonomy


def render_template(digest: Digest, taxonomy: Taxonomy, path: Path, words: DigestWords) -> str:
    """Render a digest by a template of the user's.

    It runs in a sandbox: it sees the digest, changes nothing, opens no file but the templates
    beside it, and ends. What it prints is cleaned, and escaped unless the name ends in .txt or .md
    (with or without .j2).

    Raises
    ------
    ReportTemplateError
        If the template cannot be read, is at fault or asks for too much; it names file and line.
    """
    sandbox = _sandbox(path, words)
    try:
        template = sandbox.get_template(path.name)
        return template.render(digest_content(digest, taxonomy, words))
    except Exception as error:  # whatever goes wrong in a template is the template's
        raise _named(error, path, sandbox) from error


def check_template(path: Path) -> None:
    """Refuse a template that cannot be read or parsed, before any work is done for it.

    Raises
    ------
    ReportTemplateError
        As `render_template`, as far as it shows without a digest.
    """
    sandbox = _sandbox(path, digest_words(ENGLISH))
    try:
        sandbox.get_template(path.name)
    except Exception as error:
        raise _named(error, path, sandbox) from error


def output_name(path: Path) -> str:
    """Name the file that a template makes: as the template, without .j2."""
    return path.name.removesuffix(ENDING)


def _sandbox(path: Path, words: DigestWords) -> TemplateSandbox:
    return TemplateSandbox(
        path,
        escapes=output_name(path).rpartition(".")[2] not in ("txt", "md"),
        names=template_words(words),
        filters=template_filters(words),
    )


def _named(error: Exception, path: Path, sandbox: TemplateSandbox) -> ReportTemplateError:
    """Say what is wrong, in which template, and in which line."""
    file, line = _place(error, path, sandbox)
    return ReportTemplateError(file, _reason(error), item=f"line {line}" if line else None)


def _reason(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return f"there is no template {error.name}"
    if isinstance(error, OSError):
        return f"cannot be read ({error.strerror})"
    if isinstance(error, RecursionError):
        return "goes too deep: does it include or call itself, or nest too much?"
    if isinstance(error, SyntaxError):  # Python's, of what Jinja2 made of the template
        return f"cannot be compiled: {error.msg}"
    return str(error) or repr(error)


def _place(error: Exception, path: Path, sandbox: TemplateSandbox) -> tuple[Path, int | None]:
    """Find the template and the line that were being read when an error came up."""
    if isinstance(error, TemplateSyntaxError):
        return sandbox.files.files.get(error.filename or "", path), error.lineno
    places = [
        (sandbox.files.files[frame.f_code.co_filename], line)
        for frame, line in traceback.walk_tb(error.__traceback__)
        if frame.f_code.co_filename in sandbox.files.files
    ]
    return places[-1] if places else (path, None)
