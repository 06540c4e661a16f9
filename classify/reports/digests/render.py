"""A digest as text, in every format there is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from classify.errors import ReportTemplateError, UnknownNameError
from classify.records import Digest, to_json_dict
from classify.reports.digests.citations import verify_digest
from classify.reports.digests.html import render_html
from classify.reports.digests.mail import render_mail
from classify.reports.digests.markdown import render_markdown
from classify.reports.digests.own_templates import check_template, output_name, render_template
from classify.reports.digests.plain_text import render_text
from classify.reports.digests.translated_names import named_in
from classify.reports.digests.words import DigestWords, digest_words
from classify.reports.escaping import escape_json
from classify.reports.translation import ENGLISH, label_languages, read_catalogue
from classify.storage import write_all
from classify.taxonomy import Taxonomy

JSON_FORMAT = 2
"""Number of the layout in docs/digest.schema.json; a changed layout gets the next one."""


def render_json(digest: Digest, taxonomy: Taxonomy, words: DigestWords) -> str:
    """Render a digest as JSON: the whole record, as docs/digest.schema.json describes it.

    It is the same whatever the language of labels: the next digest reads it.
    """
    content = {"format": JSON_FORMAT, **to_json_dict(digest)}
    text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)
    return escape_json(text) + "\n"


DIGEST_FORMATS: dict[str, Callable[[Digest, Taxonomy, DigestWords], str]] = {
    "md": render_markdown,
    "html": render_html,
    "txt": render_text,
    "json": render_json,
    "eml": render_mail,
}
"""File ending -> function that renders a digest so."""


_TAKEN = frozenset({*(f"digest.{format}" for format in DIGEST_FORMATS), "made.json", "index.html"})
"""Names of files that stand in folders of digests."""


def check_formats(formats: Iterable[str]) -> None:
    """Refuse formats that there are not, before any work is done for them.

    Raises
    ------
    UnknownNameError
        If there is no such format.
    """
    for format in formats:
        if format not in DIGEST_FORMATS:
            raise UnknownNameError("digest format", format, DIGEST_FORMATS)


def check_language(language: str) -> None:
    """Refuse a language of labels that there is not, before any work is done for it.

    Raises
    ------
    UnknownNameError
        If there are no words of this language.
    """
    if language not in label_languages():
        raise UnknownNameError("language of labels", language, label_languages())


def check_own_template(template: Path, *, beside_digest: bool) -> None:
    """Refuse a template that cannot be used, before any work is done for it.

    Parameters
    ----------
    template : Path
    beside_digest : bool
        Whether its file is to stand in the folder of a digest.

    Raises
    ------
    ReportTemplateError
        If it cannot be read or parsed, or its file would have a name that is none, or that of a
        file of the digest's.
    """
    check_template(template)
    if beside_digest:
        _check_output_name(template)


def _check_output_name(template: Path) -> None:
    name = output_name(template)
    if name in ("", ".", ".."):
        raise ReportTemplateError(
            template, "has no name but .j2, and so its file would have none; call it desk.html.j2"
        )
    # As file systems compare that take capitals for small letters, or drop dots and spaces.
    if name.casefold().rstrip(". ") in _TAKEN:
        raise ReportTemplateError(
            template, f"would write {name}, a file of the digest's own; call it desk-{name}.j2"
        )


def render_digest(
    digest: Digest, taxonomy: Taxonomy, format: str, *, language: str = ENGLISH.language
) -> str:
    """Render a digest as "md", "html", "txt", "json" or "eml". The same digest gives the same text.

    Parameters
    ----------
    digest : Digest
    taxonomy : Taxonomy
    format : str
    language : str
        Language of the digest's own words: "en", "ru", "be" or "de". What sources say stays as
        it is, and so does JSON.

    Raises
    ------
    UnknownNameError
        If there is no such format or language, or the digest has a topic that the taxonomy lacks.
    ValueError
        If a citation does not lead to the source it names.
    """
    check_formats([format])
    catalogue = read_catalogue(language)
    verify_digest(digest)
    if format != "json":
        digest, taxonomy = named_in(catalogue, digest, taxonomy)
    return DIGEST_FORMATS[format](digest, taxonomy, digest_words(catalogue))


def render_by_template(
    digest: Digest, taxonomy: Taxonomy, template: Path, *, language: str = ENGLISH.language
) -> str:
    """Render a digest by a template of the user's; errors as of `render_template`."""
    catalogue = read_catalogue(language)
    verify_digest(digest)
    return render_template(
        *named_in(catalogue, digest, taxonomy), template, digest_words(catalogue)
    )


def write_digest(
    digest: Digest,
    taxonomy: Taxonomy,
    folder: Path,
    formats: Iterable[str] = ("md", "html", "json"),
    template: Path | None = None,
    *,
    language: str = ENGLISH.language,
) -> tuple[Path, ...]:
    """Write digest.md, digest.html and so on into a folder, which is made if need be.

    All are rendered, and written beside, before the first takes its place, so that a fault (a full
    disk, say) leaves the old files as they are.
    `language` is the language of the digest's own words, as of `render_digest`.

    Returns
    -------
    tuple of Path
        The files, in the order of `formats`; that of `template`, which goes by the template's name
        without .j2, last.

    Raises
    ------
    ReportTemplateError
        As `check_own_template` and `render_template`.
    """
    if template:
        _check_output_name(template)
    rendered = {
        folder / f"digest.{format}": render_digest(digest, taxonomy, format, language=language)
        for format in formats
    }
    if template:
        text = render_by_template(digest, taxonomy, template, language=language)
        rendered[folder / output_name(template)] = text
    write_all(rendered)
    return tuple(rendered)
