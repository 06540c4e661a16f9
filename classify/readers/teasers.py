"""Sources of any format -> teasers: the one way in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

from classify.errors import ReadError, UnknownNameError
from classify.readers.column_names import names_all, read_columns
from classify.readers.date_columns import DateColumn
from classify.readers.date_values import settled
from classify.readers.dates import DateFormat, anchor_time
from classify.readers.decoding import decode, read_bytes
from classify.readers.deduplication import merge_copies
from classify.readers.formats import detect_format
from classify.readers.listing.items import read_listing
from classify.readers.parquet import is_parquet, parquet_to_json_lines
from classify.readers.source import Intake, log_fault, log_note, raise_fault
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
    columns: str | None = None,
    date_format: str | None = None,
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
        A name in `FORMATS`; by default told from the content of each source.
    as_of : datetime, optional
        When the sources were collected (naive: UTC), for dates like "yesterday"; now by default.
    outlet : str, optional
        Outlet of the items that do not name their own.
    columns : str, optional
        Columns of fields, such as "headline=Titel,text=Lead"; others are known by their names.
    date_format : str, optional
        The order of day and month, such as "dmy", "MM/DD/YYYY" or "%d.%m.%y %H:%M".
    strict : bool
        Whether the first item that cannot be read as a whole stops the reading.
    on_error, on_note : callable, optional
        Take the error of each item left out, and notes: values and columns not used, articles
        folded. By default both are logged as warnings.
    skip_failing : bool
        Whether a source that gives nothing is left out like an item, where others give some.

    Returns
    -------
    list of Teaser
        In the order of the sources, each article once, under ids of their own.

    Raises
    ------
    UnknownNameError
        If there is no such format.
    ReadError
        If a source (with `skip_failing`: all), an option or, with `strict`, an item cannot be read.

    Examples
    --------
    >>> from io import BytesIO
    >>> [teaser.headline for teaser in read_teasers(BytesIO(b'{"headline": "Storm hits coast"}'))]
    ['Storm hits coast']
    """
    _check_format(input_format)
    made = _template(anchor_time(as_of), outlet, columns, date_format)
    template = _reporting_to(made, strict, on_error or log_fault, on_note or log_note)
    read = partial(_read_source, input_format, template)
    tolerant = skip_failing and not strict
    return merge_copies(_read_all(sources, read, template.on_fault, tolerant), on_note=on_note)


def _check_format(input_format: str | None) -> None:
    if input_format is not None and input_format not in FORMATS:
        raise UnknownNameError("input format", input_format, FORMATS)


def _template(
    as_of: datetime, outlet: str | None, columns: str | None, date_format: str | None
) -> Intake:
    """Return what holds for all sources."""
    for name, value, check in (
        ("columns", columns, read_columns),
        ("date_format", date_format, DateFormat),
    ):
        try:
            if value:
                check(value)
        except ValueError as error:
            raise ReadError(name, str(error)) from error
    return Intake(
        source="",
        as_of=as_of,
        outlet=outlet,
        columns=read_columns(columns) if columns else {},
        date_format=DateFormat(date_format) if date_format else None,
        on_fault=raise_fault,
    )


def _reporting_to(
    template: Intake,
    strict: bool,
    on_error: Callable[[ReadError], None],
    on_note: Callable[[str], None],
) -> Intake:
    """Return an intake that reports to a caller; a strict one stops at what it would report."""
    return replace(
        template,
        on_fault=raise_fault if strict else on_error,
        on_doubt=raise_fault if strict else lambda doubt: on_note(str(doubt)),
        on_note=on_note,
    )


def _read_all(
    sources: Sequence[Source],
    read: Callable[[Source], list[Teaser]],
    on_fault: Callable[[ReadError], None],
    tolerant: bool,
) -> list[Teaser]:
    """Read the sources; if tolerant, those that give something, or raise the first error."""
    teasers: list[Teaser] = []
    failures: list[ReadError] = []
    for source in sources:
        try:
            teasers += read(source)
        except ReadError as error:
            if not tolerant:
                raise
            failures.append(error)
    if failures and not teasers:
        raise failures[0]
    for failure in failures:
        on_fault(failure)
    return teasers


def _read_source(input_format: str | None, template: Intake, source: Source) -> list[Teaser]:
    """Read one source; raise if it gives nothing."""
    name, content = read_bytes(source)
    faults: list[ReadError] = []

    def note(error: ReadError) -> None:
        faults.append(error)
        template.on_fault(error)

    intake = replace(template, source=name, on_fault=note, dates=DateColumn(), unused={})
    if is_parquet(content):
        chosen, text = "jsonl", parquet_to_json_lines(content, name)
    else:
        text = decode(content, name)
        chosen = input_format or _detected(text, intake)
    teasers = FORMATS[chosen](text, intake)
    if not teasers:
        raise ReadError(name, _why_nothing(chosen, faults))
    return settled(teasers, intake)


def _detected(text: str, intake: Intake) -> str:
    """Detect the format; columns that the user names tell a table."""
    start = text.lstrip("\ufeff \t\n")
    if not start.startswith(("{", "[", "<")) and names_all(
        start.partition("\n")[0], intake.columns
    ):
        return "csv"
    return detect_format(text, intake.source)


def _why_nothing(chosen: str, faults: list[ReadError]) -> str:
    """Say that a source gave no teaser, and why."""
    read_as = f"holds no teaser that can be read (as {chosen})"
    if not faults:
        return f"{read_as}; it may be in another format"
    first = faults[0]
    place = "" if first.item is None else f"{first.item}: "
    return f"{read_as}; the first of {len(faults)} faults: {place}{first.reason}"
