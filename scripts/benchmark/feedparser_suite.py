"""Measure how far our reader of feeds agrees with feedparser's own test files.

    python scripts/benchmark/feedparser_suite.py --data DIR

DIR/feedparser-suite/suite.zip holds the well-formed, ill-formed and encoding test feeds of
kurtmckee/feedparser (BSD-2-Clause), each of which states in a comment what is expected. Counted are
the statements on the title, summary, link and publication date of the first entry. Texts are
compared as a reader sees them: without markup, white space and the marks that we take off. Most
files have an item of one field alone; where that is a link or a date the item gets a headline, as
we refuse one without words.
"""

from __future__ import annotations

import argparse
import ast
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from classify.errors import ReadError
from classify.readers import plain_text, read_teasers
from classify.readers.cut_marks import without_cut_mark
from classify.readers.markup.text import text_of_markup
from classify.records import Teaser

_EXPECT = re.compile(rb"Expect:\s*(.*)")
_STATEMENT = re.compile(
    r"entries\[0\]\[['\"](title|title_detail|summary|description|link|published_parsed"
    r"|updated_parsed)['\"]\](?:\[['\"]value['\"]\])? == (.+)"
)
_AS_OF = datetime(2030, 1, 1, tzinfo=UTC)
_FIELDS = {
    "title_detail": "title",
    "description": "summary",
    "published_parsed": "published",
    "updated_parsed": "published",
}
_ITEM = re.compile(rb"<(?:item|entry)(?:\s[^>]*)?>")
_N_SHOWN = 3


def main() -> None:
    """Print the shares and the differences."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    arguments = parser.parse_args()
    agreed: Counter[str] = Counter()
    stated: Counter[str] = Counter()
    differences: defaultdict[str, list[str]] = defaultdict(list)
    for name, content, field, expected in statements(arguments.data):
        stated[field] += 1
        kind, shown = compared(content, field, expected)
        if kind:
            differences[f"{field}: {kind}"].append(f"{name}: {shown}")
        else:
            agreed[field] += 1
    print("| field | statements | agree |\n| --- | ---: | ---: |")
    for field in stated:
        print(f"| {field} | {stated[field]} | {agreed[field] / stated[field]:.1%} |")
    n_agreed, n_stated = agreed.total(), stated.total()
    print(f"| all | {n_stated} | {n_agreed / n_stated:.1%} |\n")
    for kind, cases in sorted(differences.items(), key=lambda item: -len(item[1])):
        print(f"{len(cases):4} {kind}")
        for case in cases[:_N_SHOWN]:
            print(f"       {case[:200]}")


def statements(data: Path) -> Iterator[tuple[str, bytes, str, object]]:
    """Yield each file that states a field of its first entry, with what it states."""
    with zipfile.ZipFile(data / "feedparser-suite" / "suite.zip") as suite:
        for name in sorted(suite.namelist()):
            content = suite.read(name)
            expect = _EXPECT.search(content)
            found = _STATEMENT.search(expect[1].decode("utf-8", "replace")) if expect else None
            if not found:
                continue
            field = _FIELDS.get(found[1], found[1])
            try:
                expected = ast.literal_eval(found[2].strip())
            except (ValueError, SyntaxError):  # such as a call of time.gmtime
                continue
            yield name, content, field, expected


def compared(content: bytes, field: str, expected: object) -> tuple[str, str]:
    """Name the kind of a difference and show it; empty where there is none."""
    try:
        teasers = read(content, field)
    except ReadError as error:
        has_words = field in ("link", "published") or as_read(expected, field)
        return ("", "") if not has_words else (why_refused(error), repr(expected))
    ours, theirs = value_of(teasers[0], field), as_read(expected, field)
    if ours == theirs:
        return "", ""
    shown = f"{theirs!r}, ours {ours!r}"
    if not ours:
        return "ours is empty", shown
    if field == "summary" and not theirs:
        return "theirs is empty", shown
    return "other value", shown


def read(content: bytes, field: str) -> list[Teaser]:
    """Read a feed; an item without words gets a headline, where not the words are asked for."""
    options = {"input_format": "feed", "as_of": _AS_OF, "on_error": repr, "on_note": repr}
    try:
        return read_teasers(BytesIO(content), **options)  # type: ignore[arg-type]
    except ReadError:
        if field not in ("link", "published"):
            raise
        titled = _ITEM.sub(lambda item: item[0] + b"<title>Ferry turns back</title>", content, 1)
        return read_teasers(BytesIO(titled), **options)  # type: ignore[arg-type]


def why_refused(error: ReadError) -> str:
    """Group the reasons of refusals."""
    if "no headline" in error.reason or "holds no teaser" in error.reason:
        return "refused: the item has neither title nor text"
    return f"refused: {error.reason[:50]}"


def value_of(teaser: Teaser, field: str) -> str:
    """Give a field of ours in the form in which it is compared."""
    if field == "link":
        return teaser.sources[0].url or ""
    if field == "published":
        return f"{teaser.published:%Y-%m-%d %H:%M:%S}" if teaser.published else ""
    text = teaser.headline if field == "title" else (teaser.text or teaser.headline)
    return "".join(text.split())


def as_read(expected: object, field: str) -> str:
    """Give a field of theirs in the same form."""
    if field == "published" and isinstance(expected, tuple):
        return "{:04}-{:02}-{:02} {:02}:{:02}:{:02}".format(*expected[:6])
    if field == "link":
        return str(expected)
    text, _ = without_cut_mark(plain_text(text_of_markup(str(expected))))
    return "".join(text.split())


if __name__ == "__main__":
    main()
