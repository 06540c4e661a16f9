"""From the INPUT arguments to teasers, with a word about every item that was left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from classify.cli.cache import fetched_folder
from classify.cli.terminal import say
from classify.errors import ReadError
from classify.records import Correction, EarlierDigest, Teaser

if TYPE_CHECKING:
    from classify.readers import Readable

_MAX_NOTES = 12  # two long tables that both count their rows from 1 would fill the screen
_MAX_NAMES = 4


def read_inputs(
    inputs: Sequence[str | Path | Readable],
    *,
    input_format: str | None,
    as_of: datetime | None,
    outlet: str | None,
    columns: str | None = None,
    date_format: str | None = None,
    selectors: Path | None = None,
    strict: bool,
    skip_failing: bool = False,
) -> tuple[list[Teaser], list[str]]:
    """Read all inputs; return the teasers, and a message for each item or input left out."""
    from classify.readers import read_teasers

    faults: list[str] = []

    def on_error(error: ReadError) -> None:
        faults.append(str(error))
        say(f"left out: {error}")

    notes: list[str] = []
    teasers = read_teasers(
        *inputs,
        input_format=input_format,
        as_of=as_of,
        outlet=outlet,
        columns=columns,
        date_format=date_format,
        selectors=selectors,
        strict=strict,
        on_error=on_error,
        on_note=notes.append,
        skip_failing=skip_failing,
    )
    for note in notes[:_MAX_NOTES]:
        say(f"note: {note}")
    if len(notes) > _MAX_NOTES:
        say(f"note: and {len(notes) - _MAX_NOTES:,} more of the kind")
    return teasers, faults


def fetched(
    inputs: Sequence[str], allow_private: Sequence[str] | None, *, no_cache: bool, strict: bool
) -> list[str | Path | Readable]:
    """Fetch the inputs that are addresses or lists of feeds; the others stay."""
    from classify.readers import fetched_inputs

    return fetched_inputs(
        inputs,
        folder=fetched_folder(no_cache=no_cache),
        allow_private=allow_private or (),
        strict=strict,
        on_error=lambda error: say(f"left out: {error}"),
        on_note=lambda note: say(f"note: {note}"),
    )


def read_decisions(
    path: Path | None, digest: Path | None, teasers: Sequence[Teaser]
) -> tuple[Correction, ...]:
    """Read a file of corrections, if one is given; say what in it names no teaser that is here.

    Raises
    ------
    ReadError
        As of `read_corrections` and `resolve_corrections`.
    BadParameter
        If a digest is given whose citations no file means.
    """
    if path is None:
        if digest:
            raise typer.BadParameter("--corrections-of names the digest of --corrections FILE")
        return ()
    from classify.readers import read_corrections, resolve_corrections

    corrections = resolve_corrections(read_corrections(path, digest=digest), teasers)
    here = {teaser.id for teaser in teasers}
    elsewhere = {one: None for each in corrections for one in each.teasers if one not in here}
    if elsewhere:
        shown = ", ".join(map(repr, list(elsewhere)[:_MAX_NAMES]))
        more = f" and {len(elsewhere) - _MAX_NAMES:,} more" if len(elsewhere) > _MAX_NAMES else ""
        say(
            f"{path}: no teaser read here is {shown}{more}; a headline is given whole and in quotes"
        )
    return corrections


def read_earlier(place: Path | None) -> EarlierDigest | None:
    """Read the previous digest, if one is given."""
    from classify.readers import read_earlier_digest

    return read_earlier_digest(place) if place else None
