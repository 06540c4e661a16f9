"""From the INPUT arguments to teasers, with a word about every item that was left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from classify.cli.terminal import say
from classify.errors import ReadError
from classify.records import Correction, EarlierDigest, Teaser

_MAX_NOTES = 12  # two long tables that both count their rows from 1 would fill the screen


def read_inputs(
    inputs: list[str],
    *,
    input_format: str | None,
    as_of: datetime | None,
    outlet: str | None,
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


def read_decisions(path: Path | None, teasers: Sequence[Teaser]) -> tuple[Correction, ...]:
    """Read a file of corrections, if one is given; say how many name teasers that are not here."""
    if path is None:
        return ()
    from classify.readers import read_corrections

    corrections = read_corrections(path)
    here = {teaser.id for teaser in teasers}
    n_elsewhere = sum(not here.issuperset(correction.teasers) for correction in corrections)
    if n_elsewhere:
        say(f"{path}: {n_elsewhere} of {len(corrections)} corrections name teasers not read here")
    return corrections


def read_earlier(place: Path | None) -> EarlierDigest | None:
    """Read the previous digest, if one is given."""
    from classify.readers import read_earlier_digest

    return read_earlier_digest(place) if place else None
