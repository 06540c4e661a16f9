"""From the INPUT arguments to teasers, with a word about every item that was left out."""

from __future__ import annotations

from datetime import datetime

from classify.cli.screen import say
from classify.errors import ReadError
from classify.records import Teaser


def read_inputs(
    inputs: list[str],
    *,
    input_format: str | None,
    as_of: datetime | None,
    outlet: str | None,
    strict: bool,
) -> tuple[list[Teaser], list[str]]:
    """Read all inputs; return the teasers, and a message for each unreadable item."""
    from classify.readers import read_teasers

    faults: list[str] = []

    def on_error(error: ReadError) -> None:
        faults.append(str(error))
        say(f"left out: {error}")

    teasers = read_teasers(
        *inputs,
        input_format=input_format,
        as_of=as_of,
        outlet=outlet,
        strict=strict,
        on_error=on_error,
    )
    return teasers, faults
