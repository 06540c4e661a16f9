"""From the INPUT arguments to teasers, with a word about every item that was left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from classify.cli.cache import fetched_folder
from classify.cli.terminal import say
from classify.errors import ReadError
from classify.records import Correction, EarlierDigest, Teaser

if TYPE_CHECKING:
    from classify.readers import Readable, ReadingLedger

_MAX_NOTES = 12  # two long tables that both count their rows from 1 would fill the screen
_MAX_NAMES = 4
_MAX_AGE = 3  # days
_FOLDERS = re.compile(r"^[^:,]*[/\\]")


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
    ledger: ReadingLedger | None = None,
    doubts: list[str] | None = None,
    current: bool = False,
) -> tuple[list[Teaser], list[str]]:
    """Read all inputs; return the teasers, and a message for each item or input left out.

    With a ledger, which has all of them, only the first are said. `doubts` takes a message about
    each date that was not used. `current` says that the material is taken for today's unless
    `as_of` is given, and warns where it is not.
    """
    from classify.readers import DateDoubt, read_teasers

    faults: list[str] = []

    def on_error(error: ReadError) -> None:
        faults.append(str(error))
        if ledger is None or len(faults) <= _MAX_NOTES:
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
        ledger=ledger,
    )
    if ledger and len(faults) > _MAX_NOTES:
        say(f"left out: and {len(faults) - _MAX_NOTES:,} more")
    if doubts is not None:
        # a digest travels: it names a file, not the folders of whoever made it
        doubts += [_FOLDERS.sub("", note) for note in notes if isinstance(note, DateDoubt)]
    if current and as_of is None and (age := _age_words(teasers)):
        say(age)
    for note in notes[:_MAX_NOTES]:
        say(f"note: {note}")
    if len(notes) > _MAX_NOTES:
        say(f"note: and {len(notes) - _MAX_NOTES:,} more of the kind")
    return teasers, faults


def _age_words(teasers: Sequence[Teaser]) -> str:
    """Warn of material that is not of today; "" where it is, or has no dates."""
    newest = max((one.published for one in teasers if one.published), default=None)
    if newest is None:
        return ""
    n_days = (datetime.now(UTC) - newest).days
    if n_days <= _MAX_AGE:
        return ""
    return (
        f"note: the newest teaser is of {newest:%Y-%m-%d}, {n_days:,} days ago; say with --as-of "
        f"when the input was taken, such as --as-of {newest:%Y-%m-%d}: dates without a year and "
        "words such as 'yesterday' were read as of today"
    )


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


def stream_inputs(inputs: Sequence[str | Path | Readable], **options: Any) -> Iterator[Teaser]:
    """Yield the teasers of all inputs as they are read, with a word about each item left out.

    Parameters
    ----------
    inputs : sequence of str, Path or stream
    **options
        As of `read_inputs`.
    """
    from classify.readers import stream_teasers

    n_notes = 0

    def on_note(note: str) -> None:
        nonlocal n_notes
        n_notes += 1
        if n_notes <= _MAX_NOTES:
            say(f"note: {note}")

    yield from stream_teasers(
        *inputs, **options, on_error=lambda error: say(f"left out: {error}"), on_note=on_note
    )
    if n_notes > _MAX_NOTES:
        say(f"note: and {n_notes - _MAX_NOTES:,} more of the kind")


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
