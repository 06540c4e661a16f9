"""Bring the catalogues of digests' own words up to date with the messages in code and templates.

    python scripts/catalogues.py            # counts what is to be translated, and what is not used
    python scripts/catalogues.py --update   # brings the catalogues in line; new messages are empty

A new language is a new file: copy the head of another into classify/reports/catalogues/xx.po, with
that language's Plural-Forms, then update and translate.
"""

from __future__ import annotations

import argparse
import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from classify.storage import asset_path
from classify.taxonomy import Taxonomy
from classify.text import KINDS

REPORTS = Path(__file__).parents[1] / "classify" / "reports"
CATALOGUES = REPORTS / "catalogues"
TEMPLATES = ("digest.html.j2", "mail.html.j2")
SAYS, COUNTS = ("say", "message"), "count"


def gather() -> Catalog:
    """All messages that a digest may say."""
    found = Catalog()
    for file in sorted(REPORTS.rglob("*.py")):
        for said in spoken(ast.parse(file.read_text(encoding="utf-8"))):
            found.add(said, locations=[(file.relative_to(REPORTS).as_posix(), 0)])
    keywords = {**dict.fromkeys(SAYS), COUNTS: (2, 3)}
    for name in TEMPLATES:
        with (REPORTS / "templates" / name).open("rb") as stream:
            for _, message, _, _ in extract("jinja2.ext:babel_extract", stream, keywords=keywords):
                found.add(message, locations=[(name, 0)])
    for topic in Taxonomy.from_toml(asset_path("labeled", "topics.toml")):
        found.add(topic.name, context="topic", locations=[("topics.toml", 0)])
    for kind in KINDS:
        found.add(kind, context="figure", locations=[("digests/figure_notes.py", 0)])
        found.add((f"{{n}} {kind}",) * 2, locations=[("digests/figure_notes.py", 0)])
    return found


def spoken(code: ast.AST) -> Iterator[str | tuple[str, str]]:
    """Messages in Python code, those in f-strings too, which Babel's own reader passes over."""
    for node in ast.walk(code):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        texts = [one.value for one in node.args
                 if isinstance(one, ast.Constant) and isinstance(one.value, str)]  # fmt: skip
        if name in SAYS and len(texts) == 1:
            yield texts[0]
        elif name == COUNTS and len(texts) == 2:
            yield texts[0], texts[1]


def read_catalogue(language: str) -> Catalog:
    """One catalogue as it lies there."""
    return read_po(BytesIO((CATALOGUES / f"{language}.po").read_bytes()), locale=language)


def update(language: str) -> None:
    """Give a catalogue the messages that there are now; translations stay."""
    catalogue = read_catalogue(language)
    catalogue.update(gather(), no_fuzzy_matching=True, update_creation_date=False)
    content = BytesIO()
    write_po(content, catalogue, width=96, sort_by_file=True, ignore_obsolete=True,
             include_lineno=False, omit_header=True)  # fmt: skip
    path = CATALOGUES / f"{language}.po"
    head, _, _ = path.read_text(encoding="utf-8").partition("\n\n")  # kept as it is written
    path.write_text(f"{head}\n\n{content.getvalue().decode()}", encoding="utf-8")


Key = tuple[str | None, str | tuple[str, ...] | list[str]]


def compare(language: str) -> tuple[set[Key], set[Key]]:
    """Messages that a catalogue lacks a translation of, and messages that nothing says any more."""
    wanted = {(one.context, one.id) for one in gather() if one.id}
    held = {(one.context, one.id): one.string for one in read_catalogue(language) if one.id}
    filled = {key for key, text in held.items() if text and (isinstance(text, str) or all(text))}
    return wanted - filled, set(held) - wanted


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--update", action="store_true", help="Write into the catalogues.")
    arguments = parser.parse_args()
    for language in sorted(path.stem for path in CATALOGUES.glob("*.po")):
        if arguments.update:
            update(language)
        missing, stale = compare(language)
        print(f"{language}: {len(missing)} to translate, {len(stale)} not used")


if __name__ == "__main__":
    main()
