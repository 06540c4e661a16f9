"""The verb that groups teasers about the same event: stories."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from classify.cli.cache import user_cache
from classify.cli.inputs import read_decisions, read_inputs
from classify.cli.options import (
    AsOf,
    Codes,
    Columns,
    Corrections,
    CorrectionsOf,
    DateOrder,
    InputFormat,
    Inputs,
    Model,
    NoCache,
    Outlet,
    RowFormat,
    Selectors,
    Strict,
    Title,
)
from classify.cli.row_output import (
    ROW_ENDINGS,
    chosen_format,
    is_nested,
    put_rows,
    rendered,
)
from classify.cli.terminal import progress, put_files, say

if TYPE_CHECKING:
    from classify.pipeline import TeaserPipeline
    from classify.records import Correction, RunningStories, Story, Teaser
    from classify.taxonomy import Taxonomy


_Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FOLDER",
        help="Write stories.jsonl, .csv, .md and .html (a timeline) and teasers.csv here; a name "
        "that ends in .jsonl, .csv or .xlsx is a single file of rows. Without it rows go to "
        "standard output.",
        show_default=False,
    ),
]
_Rows = Annotated[
    Literal["stories", "teasers"] | None,
    typer.Option(
        "--rows",
        help="One row a story, or one a teaser with its story, which joins to your table. If not "
        "given, stories in JSON Lines and teasers in every other format.",
        show_default=False,
    ),
]
_State = Annotated[
    Path | None,
    typer.Option(
        "--state",
        metavar="FILE",
        help="Continue from the stories kept in FILE (created if missing), and update it: "
        "new teasers join, open, merge and split stories, whose ids persist.",
        show_default=False,
    ),
]
_Fast = Annotated[
    bool,
    typer.Option(
        "--fast/--no-fast",
        show_default=False,
        help="For large inputs: use the fast encoder for everything, topics too. Some stories "
        "differ.",
    ),
]


def stories(
    inputs: Inputs,
    model: Model = "default",
    format: RowFormat = None,
    rows: _Rows = None,
    out: _Out = None,
    state: _State = None,
    corrections: Corrections = None,
    corrections_of: CorrectionsOf = None,
    title: Title = "Stories",
    input_format: InputFormat = None,
    as_of: AsOf = None,
    outlet: Outlet = None,
    columns: Columns = None,
    date_format: DateOrder = None,
    selectors: Selectors = None,
    strict: Strict = False,
    no_cache: NoCache = False,
    codes: Codes = "topics",
    fast: _Fast = False,
) -> None:
    """Group teasers about the same event into stories: one row each, or a page with a timeline.

    Example: classify stories monday.jsonl tuesday.jsonl --out stories/

    Example: classify stories tuesday.jsonl --state desk.json --as-of 2025-01-21 --out stories/

    Example: classify stories archive.jsonl --fast --out stories.jsonl

    Example: classify stories monday.jsonl --corrections decisions.txt --format csv
    """
    if fast and state:
        raise typer.BadParameter("--fast groups one pile; leave --state out")
    _ = _is_folder(out) or chosen_format(format, out)
    with _held(state):
        from classify.pipeline import TeaserPipeline
        from classify.stories import read_state

        previous = read_state(state) if state and state.exists() else None
        teasers, _ = read_inputs(
            inputs,
            input_format=input_format,
            as_of=as_of,
            outlet=outlet,
            columns=columns,
            date_format=date_format,
            selectors=selectors,
            strict=strict,
            current=True,
        )
        before = [one for story in previous.stories for one in story.teasers] if previous else []
        decisions = read_decisions(corrections, corrections_of, [*before, *teasers])
        pipeline = TeaserPipeline.load(model, cache=user_cache(no_cache=no_cache))
        if state:
            running = _go_on(pipeline, teasers, previous, as_of, decisions if corrections else None)
            found = [*running.stories, *running.closed]
        else:
            running, found = None, _find(pipeline, teasers, decisions, fast=fast)
        layout = _Layout(format=format, rows=rows, title=title, codes=codes)
        _deliver(found, running, pipeline.taxonomy, layout, out, state)


@contextmanager
def _held(state: Path | None) -> Iterator[None]:
    """Let nobody else go on from the same state meanwhile."""
    if state is None:
        yield
        return
    from classify.stories import state_lock

    with state_lock(state, on_wait=lambda: say(f"{state} is in use by another feeding: waiting")):
        yield


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """How stories are written."""

    format: str | None
    rows: str | None
    title: str
    codes: str


def _deliver(
    found: list[Story],
    running: RunningStories | None,
    taxonomy: Taxonomy,
    layout: _Layout,
    out: Path | None,
    state: Path | None,
) -> None:
    """Write files, or rows to standard output; the state last, so that it vouches for them."""
    from classify.reports import story_files
    from classify.stories import render_state

    if out and _is_folder(out):
        files: dict[Path, str | bytes] = story_files(
            found, taxonomy, out, title=layout.title, codes=layout.codes, running=running
        )
    else:
        format = chosen_format(layout.format, out)
        rows = _rows(found, running, taxonomy, layout, format)
        files = {out: rendered(rows, format)} if out else {}
        if not out:
            put_rows(rows, format, None)
    put_files({**files, state: render_state(running)} if state and running else files)
    if running:
        say(f"{len(running.stories)} open stories, {len(running.closed)} closed now")


def _is_folder(out: Path | None) -> bool:
    return out is not None and out.suffix.casefold() not in ROW_ENDINGS


def _rows(
    found: list[Story],
    running: RunningStories | None,
    taxonomy: Taxonomy,
    layout: _Layout,
    format: str,
) -> list[dict[str, Any]]:
    """Make a row of each story, or of each teaser."""
    from classify.reports import rows_by_teaser, story_rows

    rows = story_rows(found, taxonomy, layout.codes, running.aliases if running else None)
    of = layout.rows or ("stories" if is_nested(format) else "teasers")
    return rows if of == "stories" else list(rows_by_teaser(found, rows))


def _find(
    pipeline: TeaserPipeline,
    teasers: list[Teaser],
    decisions: tuple[Correction, ...] | None,
    *,
    fast: bool,
) -> list[Story]:
    """Find stories in one pile."""
    with _progress(teasers) as advance:
        return pipeline.stories(
            teasers, corrections=decisions or (), fast=fast, on_progress=advance
        )


def _go_on(
    pipeline: TeaserPipeline,
    teasers: list[Teaser],
    previous: RunningStories | None,
    as_of: datetime | None,
    decisions: tuple[Correction, ...] | None,
) -> RunningStories:
    """Go on from the stories of before."""
    before = [one for story in previous.stories for one in story.teasers] if previous else []
    with _progress([*before, *teasers]) as advance:
        return pipeline.follow(
            teasers, previous=previous, as_of=as_of, corrections=decisions, on_progress=advance
        )


def _progress(teasers: list[Teaser]) -> AbstractContextManager[Callable[[int], None] | None]:
    n_distinct = len({teaser.id for teaser in teasers})
    return progress("Reading teasers", n_distinct, then="Grouping them")
