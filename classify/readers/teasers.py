"""Sources of any format -> teasers: the one way in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

from classify.errors import ReadError, UnknownNameError
from classify.readers.dates import anchor_time
from classify.readers.decoding import decode, read_bytes
from classify.readers.deduplication import merge_copies
from classify.readers.formats import detect_format
from classify.readers.listing.items import read_listing
from classify.readers.parquet import is_parquet, parquet_to_json_lines
from classify.readers.source import Intake, log_fault, raise_fault
from classify.readers.tables import read_csv, read_jsonl
from classify.records import Teaser

Source = str | Path | BinaryIO

FORMATS: dict[str, Callable[[str, Intake], list[Teaser]]] = {
    "csv": read_csv,
    "jsonl": read_jsonl,
    "listing": read_listing,
}


def read_teasers(
    *sources: Source,
    input_format: str | None = None,
    as_of: datetime | None = None,
    outlet: str | None = None,
    strict: bool = False,
    on_error: Callable[[ReadError], None] | None = None,
    on_note: Callable[[str], None] | None = None,
    skip_failing: bool = False,
) -> list[Teaser]:
    """Read teasers from files, standard input or open binary streams.

    Parameters
    ----------
    *sources : str, Path or binary stream
        "-" is standard input.
    input_format : str, optional
        A name in `FORMATS`; by default each source's format is told from its content.
    as_of : datetime, optional
        When the sources were collected, for dates like "yesterday" and "Jan. 18"; now by default.
        A naive time is taken as UTC.
    outlet : str, optional
        Outlet of the items that do not name their own.
    strict : bool
        Whether the first item that cannot be read stops the reading.
    on_error, on_note : callable, optional
        Take the error of each item left out, and what `merge_copies` has to say; by default both
        are logged as warnings.
    skip_failing : bool
        Whether a source that gives nothing is left out like an item, where others give some.

    Returns
    -------
    list of Teaser
        In the order of the sources, each article once, each under an id of its own.

    Raises
    ------
    UnknownNameError
        If there is no such format.
    ReadError
        If a source (with `skip_failing`: all) cannot be read, or with `strict` an item.

    Examples
    --------
    >>> from io import BytesIO
    >>> [teaser.headline for teaser in read_teasers(BytesIO(b'{"headline": "Storm hits coast"}'))]
    ['Storm hits coast']
    """
    if input_format is not None and input_format not in FORMATS:
        raise UnknownNameError("input format", input_format, FORMATS)
    on_fault = raise_fault if strict else on_error or log_fault
    read = partial(_read_source, input_format, anchor_time(as_of), outlet, on_fault)
    if skip_failing and not strict:
        return merge_copies(_read_what_can_be(sources, read, on_fault), on_note=on_note)
    return merge_copies((one for source in sources for one in read(source)), on_note=on_note)


def _read_what_can_be(
    sources: Sequence[Source],
    read: Callable[[Source], list[Teaser]],
    on_fault: Callable[[ReadError], None],
) -> list[Teaser]:
    """Read the sources that give something; raise the first error if none does."""
    teasers: list[Teaser] = []
    failures: list[ReadError] = []
    for source in sources:
        try:
            teasers += read(source)
        except ReadError as error:
            failures.append(error)
    if failures and not teasers:
        raise failures[0]
    for failure in failures:
        on_fault(failure)
    return teasers


def _read_source(
    input_format: str | None,
    as_of: datetime,
    outlet: str | None,
    on_fault: Callable[[ReadError], None],
    source: Source,
) -> list[Teaser]:
    """Read one source; raise if it gives nothing."""
    name, content = read_bytes(source)
    faults: list[ReadError] = []

    def note(error: ReadError) -> None:
        faults.append(error)
        on_fault(error)

    intake = Intake(source=name, as_of=as_of, outlet=outlet, on_fault=note)
    if is_parquet(content):
        chosen, text = "jsonl", parquet_to_json_lines(content, name)
    else:
        text = decode(content, name)
        chosen = input_format or detect_format(text, name)
    teasers = FORMATS[chosen](text, intake)
    if not teasers:
        raise ReadError(name, _why_nothing(chosen, faults))
    return teasers


def _why_nothing(chosen: str, faults: list[ReadError]) -> str:
    """Say that a source gave no teaser, and why."""
    read_as = f"holds no teaser that can be read (as {chosen})"
    if not faults:
        return f"{read_as}; it may be in another format"
    first = faults[0]
    place = "" if first.item is None else f"{first.item}: "
    return f"{read_as}; the first of {len(faults)} faults: {place}{first.reason}"
