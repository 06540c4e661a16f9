"""Sources of any format -> teasers: the one way in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from classify.errors import ReadError, UnknownNameError
from classify.readers.column_names import read_columns
from classify.readers.date_columns import DateColumn
from classify.readers.date_values import IMPOSSIBLE, settled
from classify.readers.dates import DateFormat, anchor_time
from classify.readers.decoding import Readable, decode, read_bytes
from classify.readers.deduplication import merge_copies
from classify.readers.feeds.reading import read_feed
from classify.readers.fetching.mirror import times_of
from classify.readers.formats import detect_format
from classify.readers.ledger import ReadingLedger
from classify.readers.listing.items import read_listing
from classify.readers.mails.reading import read_mail
from classify.readers.markup.pages import read_page
from classify.readers.markup.selectors import read_selectors
from classify.readers.parquet import parquet_to_json_lines
from classify.readers.places import files_of
from classify.readers.source import DateDoubt, Intake, log_fault, log_note, raise_fault
from classify.readers.spreadsheets import read_spreadsheet
from classify.readers.streaming import has_lines, stream_lines
from classify.readers.tables import read_csv, read_jsonl
from classify.readers.unmarked_cuts import mark_cuts
from classify.readers.unpacking import is_archive, members_of, unpacked
from classify.records import Teaser

Source = str | Path | Readable
"""A path, a folder or a pattern; or an open binary file, and what was fetched."""
_Part = TypeVar("_Part")
Reader = Callable[[bytes, Intake], list[Teaser]]


def _of_text(read: Callable[[str, Intake], list[Teaser]]) -> Reader:
    """Make a reader of content of one that reads text."""

    def read_content(content: bytes, intake: Intake) -> list[Teaser]:
        return read(decode(content, intake.source), intake)

    return read_content


def _read_parquet(content: bytes, intake: Intake) -> list[Teaser]:
    return read_jsonl(parquet_to_json_lines(content, intake.source), intake)


FORMATS: dict[str, Reader] = {
    "csv": _of_text(read_csv),
    "feed": read_feed,
    "html": read_page,
    "jsonl": _of_text(read_jsonl),
    "listing": _of_text(read_listing),
    "mail": read_mail,
    "parquet": _read_parquet,
    "spreadsheet": read_spreadsheet,
}


def read_teasers(
    *sources: Source,
    input_format: str | None = None,
    as_of: datetime | None = None,
    outlet: str | None = None,
    columns: str | None = None,
    date_format: str | None = None,
    selectors: str | Path | None = None,
    strict: bool = False,
    on_error: Callable[[ReadError], None] | None = None,
    on_note: Callable[[str], None] | None = None,
    skip_failing: bool = False,
    ledger: ReadingLedger | None = None,
) -> list[Teaser]:
    """Read teasers from files, folders, standard input, open streams and fetched sources.

    Parameters
    ----------
    *sources : str, Path or binary stream
        Files, packed or not, folders, patterns such as "feeds/*.xml", or "-" for standard input.
    input_format : str, optional
        A name in `FORMATS`; by default told from each content.
    as_of : datetime, optional
        When the sources were collected (naive: UTC), for dates like "yesterday"; now by default.
    outlet, columns, date_format : str, optional
        Outlet of the items that do not name their own; columns that are not known by their names,
        such as "headline=Titel,text=Lead"; the order of day and month, such as "dmy".
    selectors : str or Path, optional
        A file of CSS selectors for pages whose items are not found.
    strict, skip_failing : bool
        Whether the first item or value that cannot be read stops the reading; whether sources that
        give nothing are left out, as files of folders and archives always are.
    on_error, on_note : callable, optional
        Take the error of each item left out, and notes on what is kept; by default both are logged.
    ledger : ReadingLedger, optional
        Takes what became of each source.

    Returns
    -------
    list of Teaser
        In the order of the sources, each article once, under ids of their own.

    Raises
    ------
    UnknownNameError, ReadError
        If there is no such format; if a source (all, if skipped), an option or item cannot be read.

    Examples
    --------
    >>> from io import BytesIO
    >>> [one.headline for one in read_teasers(BytesIO(b'{"headline": "Storm hits coast"}'))]
    ['Storm hits coast']
    """
    made = _template(anchor_time(as_of), outlet, columns, date_format, selectors)
    template = _reporting_to(made, strict, on_error or log_fault, on_note or log_note, ledger)
    read = partial(_read_source, _checked(input_format), template, as_of is None)
    found: Iterable[Teaser] = (one for source in sources for one in read(source))
    if skip_failing and not strict:
        found = _read_what_can_be(sources, read, template)
    return merge_copies(found, on_note=on_note, on_fold=ledger.add_fold if ledger else None)


def stream_teasers(
    *sources: Source,
    input_format: str | None = None,
    as_of: datetime | None = None,
    outlet: str | None = None,
    columns: str | None = None,
    date_format: str | None = None,
    selectors: str | Path | None = None,
    strict: bool = False,
    on_error: Callable[[ReadError], None] | None = None,
    on_note: Callable[[str], None] | None = None,
) -> Iterator[Teaser]:
    """Read teasers one after the other, without merging copies.

    Files in JSON Lines are read line by line and may be larger than the memory; any other source is
    read whole, one at a time. Teasers may share an id.

    Parameters
    ----------
    *sources, input_format, as_of, outlet, columns, date_format, selectors, strict : optional
    on_error, on_note : callable, optional
        As of `read_teasers`. In JSON Lines that show no order of day and month, days that may be
        either stay undated up to the five thousand lines that show one.

    Yields
    ------
    Teaser
        In the order of the sources.

    Raises
    ------
    UnknownNameError, ReadError
        As of `read_teasers`, where the source is reached.

    Examples
    --------
    >>> from io import BytesIO
    >>> [teaser.headline for teaser in stream_teasers(BytesIO(b'{"headline": "Calm at sea"}'))]
    ['Calm at sea']
    """
    made = _template(anchor_time(as_of), outlet, columns, date_format, selectors)
    template = _reporting_to(made, strict, on_error or log_fault, on_note or log_note, None)
    checked = _checked(input_format)
    for source in sources:
        files = files_of(source)
        parts: Iterable[Source] = [source] if files is None else files
        for part in parts:
            path = Path(part) if isinstance(part, (str, Path)) else None
            intake = replace(template, source=str(part), **_fresh())
            try:
                if path is not None and has_lines(path, checked, intake):
                    yield from stream_lines(path, intake)
                else:
                    yield from _read_file(checked, template, part)
            except ReadError as error:
                if files is None:
                    raise
                template.on_fault(error)


def _checked(input_format: str | None) -> str | None:
    if input_format is not None and input_format not in FORMATS:
        raise UnknownNameError("input format", input_format, FORMATS)
    return input_format


def _template(
    as_of: datetime,
    outlet: str | None,
    columns: str | None,
    date_format: str | None,
    selectors: str | Path | None,
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
        selectors=read_selectors(selectors) if selectors else None,
        on_fault=raise_fault,
    )


def _fresh() -> dict[str, Any]:
    """Give what an intake learns of its source, before it has learned anything."""
    return {"dates": DateColumn(), "unknown": {}, "shapes": {}, "stated": set()}


def _reporting_to(
    template: Intake,
    strict: bool,
    on_error: Callable[[ReadError], None],
    on_note: Callable[[str], None],
    ledger: ReadingLedger | None,
) -> Intake:
    """Return an intake that reports to a caller; a strict one stops at what it would report."""

    def note_doubt(doubt: ReadError) -> None:
        if ledger:
            ledger.add_doubt(doubt)
        on_note(_note_of(doubt))

    return replace(
        template,
        on_fault=raise_fault if strict else on_error,
        on_doubt=raise_fault if strict else note_doubt,
        on_note=on_note,
        ledger=ledger,
    )


def _note_of(doubt: ReadError) -> str:
    """Give a doubt as a note; one about a date can be told from others."""
    words = str(doubt)
    return DateDoubt(words) if IMPOSSIBLE.search(words) else words


def _read_what_can_be(
    parts: Iterable[_Part],
    read: Callable[[_Part], list[Teaser]],
    template: Intake,
) -> list[Teaser]:
    """Read the parts that give something; raise the first error if none does."""
    teasers: list[Teaser] = []
    failures: list[ReadError] = []
    for part in parts:
        try:
            teasers += read(part)
        except ReadError as error:
            failures.append(error)
            if template.ledger:
                template.ledger.add_failure(error)
    if failures and not teasers:
        raise failures[0]
    for failure in failures:
        template.on_fault(failure)
    return teasers


def _read_source(
    input_format: str | None, template: Intake, is_now: bool, source: Source
) -> list[Teaser]:
    """Read one source: a file, or what a folder, a pattern or an archive holds.

    What was fetched some time ago says "yesterday" of the day before that time, unless the user
    says otherwise.
    """
    files = files_of(source)
    times = times_of(source if files is None else files) if is_now else {}

    def read(file: Source) -> list[Teaser]:
        at = times.get(file) if times else None
        return _read_file(input_format, replace(template, as_of=at) if at else template, file)

    return read(source) if files is None else _read_what_can_be(files, read, template)


def _read_file(input_format: str | None, template: Intake, source: Source) -> list[Teaser]:
    """Read one file, unpacked."""
    name, packed = read_bytes(source)
    content, name = unpacked(packed, name)
    if not is_archive(content):
        return _read_content(input_format, template, content, name)

    def read_member(member: tuple[str, bytes | ReadError]) -> list[Teaser]:
        if isinstance(member[1], ReadError):
            raise member[1]
        inner, inner_name = unpacked(member[1], member[0])
        return _read_content(input_format, template, inner, inner_name)

    return _read_what_can_be(members_of(content, name), read_member, template)


def _read_content(
    input_format: str | None, template: Intake, content: bytes, name: str
) -> list[Teaser]:
    """Read the content of one file; raise if it gives nothing."""
    faults: list[ReadError] = []

    def note(error: ReadError) -> None:
        faults.append(error)
        if template.ledger:
            template.ledger.add_fault(name, error)
        template.on_fault(error)

    if not content:
        raise ReadError(name, "is empty")
    intake = replace(template, source=name, on_fault=note, **_fresh())
    chosen = input_format or detect_format(content, name, intake.columns)
    teasers = FORMATS[chosen](content, intake)
    if not teasers:
        raise ReadError(name, _why_nothing(chosen, faults))
    dated = settled(teasers, intake)
    if "truncated" not in intake.stated:
        dated = mark_cuts(dated)
    if template.ledger:
        template.ledger.add_teasers(name, dated)
    return dated


def _why_nothing(chosen: str, faults: list[ReadError]) -> str:
    """Say that a source gave no teaser, and why."""
    read_as = f"holds no teaser that can be read (as {chosen})"
    if not faults:
        return f"{read_as}; it may be in another format"
    first = faults[0]
    place = "" if first.item is None else f"{first.item}: "
    return f"{read_as}; the first of {len(faults)} faults: {place}{first.reason}"
