"""Sources of any format -> teasers: the one way in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO, TypeVar

from classify.errors import ReadError, UnknownNameError
from classify.readers.dates import anchor_time
from classify.readers.decoding import decode, read_bytes
from classify.readers.deduplication import merge_copies
from classify.readers.feeds.reading import read_feed
from classify.readers.formats import detect_format
from classify.readers.listing.items import read_listing
from classify.readers.mails.reading import read_mail
from classify.readers.markup.pages import read_page
from classify.readers.parquet import parquet_to_json_lines
from classify.readers.places import files_of
from classify.readers.source import Intake, log_fault, raise_fault
from classify.readers.spreadsheets import read_spreadsheet
from classify.readers.tables import read_csv, read_jsonl
from classify.readers.unpacking import is_archive, members_of, unpacked
from classify.records import Teaser

Source = str | Path | BinaryIO
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
    strict: bool = False,
    on_error: Callable[[ReadError], None] | None = None,
    on_note: Callable[[str], None] | None = None,
    skip_failing: bool = False,
) -> list[Teaser]:
    """Read teasers from files, folders, standard input or open binary streams.

    Parameters
    ----------
    *sources : str, Path or binary stream
        Files, folders with all that is in them, patterns such as "feeds/*.xml", or "-" for standard
        input. Compressed files and archives are unpacked.
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
        Whether a source that gives nothing is left out like an item, where others give some; the
        files of a folder, a pattern or an archive always are.

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
    read = partial(_read_content, input_format, anchor_time(as_of), outlet, on_fault)
    read_one = partial(_read_source, read, on_fault)
    if skip_failing and not strict:
        return merge_copies(_read_what_can_be(sources, read_one, on_fault), on_note=on_note)
    return merge_copies((one for source in sources for one in read_one(source)), on_note=on_note)


def _read_what_can_be(
    parts: Iterable[_Part],
    read: Callable[[_Part], list[Teaser]],
    on_fault: Callable[[ReadError], None],
) -> list[Teaser]:
    """Read the parts that give something; raise the first error if none does."""
    teasers: list[Teaser] = []
    failures: list[ReadError] = []
    for part in parts:
        try:
            teasers += read(part)
        except ReadError as error:
            failures.append(error)
    if failures and not teasers:
        raise failures[0]
    for failure in failures:
        on_fault(failure)
    return teasers


def _read_source(
    read: Callable[[bytes, str], list[Teaser]],
    on_fault: Callable[[ReadError], None],
    source: Source,
) -> list[Teaser]:
    """Read one source: a file, or what a folder, a pattern or an archive holds."""
    files = files_of(source)
    read_file = partial(_read_file, read, on_fault)
    return read_file(source) if files is None else _read_what_can_be(files, read_file, on_fault)


def _read_file(
    read: Callable[[bytes, str], list[Teaser]],
    on_fault: Callable[[ReadError], None],
    source: Source,
) -> list[Teaser]:
    """Read one file, unpacked."""
    name, packed = read_bytes(source)
    content, name = unpacked(packed, name)
    if not is_archive(content):
        return read(content, name)

    def read_member(member: tuple[str, bytes | ReadError]) -> list[Teaser]:
        if isinstance(member[1], ReadError):
            raise member[1]
        inner, inner_name = unpacked(member[1], member[0])
        return read(inner, inner_name)

    return _read_what_can_be(members_of(content, name), read_member, on_fault)


def _read_content(
    input_format: str | None,
    as_of: datetime,
    outlet: str | None,
    on_fault: Callable[[ReadError], None],
    content: bytes,
    name: str,
) -> list[Teaser]:
    """Read the content of one file; raise if it gives nothing."""
    faults: list[ReadError] = []

    def note(error: ReadError) -> None:
        faults.append(error)
        on_fault(error)

    intake = Intake(source=name, as_of=as_of, outlet=outlet, on_fault=note)
    if not content:
        raise ReadError(name, "is empty")
    chosen = input_format or detect_format(content, name)
    teasers = FORMATS[chosen](content, intake)
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
