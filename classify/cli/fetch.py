"""fetch: feeds and pages from the web, as files or as teasers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from classify.cli.cache import fetched_folder
from classify.cli.inputs import read_inputs
from classify.cli.options import AllowPrivate, NoCache, Strict
from classify.cli.read import rendered
from classify.cli.terminal import put, say

if TYPE_CHECKING:
    from classify.readers import FetchedSource

_ROW_FILES = {".jsonl": "jsonl", ".csv": "csv"}

Addresses = Annotated[
    list[str],
    typer.Argument(
        metavar="ADDRESS",
        help="Addresses (http, https) of feeds and pages, or lists of feeds in OPML: their "
        "addresses, or files as feed readers export them.",
        show_default=False,
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE|FOLDER",
        help="A file of teasers (its name ends in .jsonl or .csv), or a folder for the feeds and "
        "pages as they are. Without it teasers go to standard output.",
        show_default=False,
    ),
]
Delay = Annotated[
    float,
    typer.Option(
        "--delay",
        metavar="SECONDS",
        min=0.0,
        max=600.0,
        help="Wait at least so long between two requests to one host.",
    ),
]


def fetch(
    addresses: Addresses,
    out: Out = None,
    delay: Delay = 1.0,
    allow_private: AllowPrivate = None,
    no_cache: NoCache = False,
    strict: Strict = False,
) -> None:
    """Fetch feeds and pages from the web: the one verb that uses the network, with read --fetch.

    Example: classify fetch https://port.example/feed.xml subscriptions.opml --out inbox/

    Then: classify brief inbox/ --out briefs/

    Or teasers at once: classify fetch https://port.example/feed.xml --out today.jsonl
    """
    from classify.readers import FetchLimits, fetch_sources

    is_folder = out is not None and (out.is_dir() or out.suffix not in _ROW_FILES)
    found = fetch_sources(
        *addresses,
        folder=out if is_folder else fetched_folder(no_cache=no_cache),
        limits=FetchLimits(delay_s=delay),
        allow_private=allow_private or (),
        strict=strict,
        on_error=lambda error: say(f"left out: {error}"),
        on_note=lambda note: say(f"note: {note}"),
        on_fetched=lambda source: _tell(source, with_path=is_folder),
    )
    if is_folder:
        return
    teasers, _ = read_inputs(
        found, input_format=None, as_of=None, outlet=None, strict=strict, skip_failing=True
    )
    put(rendered(teasers, _ROW_FILES[out.suffix] if out else "jsonl"), out)


def _tell(source: FetchedSource, *, with_path: bool) -> None:
    """Say what came, and where it lies."""
    where = f" -> {source.path}" if with_path else ""
    size = f", {source.n_bytes / 1000:,.0f} kB" if source.status == "new" else ""
    say(f"{source.status}{size}: {source.name}{where}")
