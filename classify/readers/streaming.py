"""JSON Lines of any length -> teasers one after the other, with few of them in memory.

Nothing is known of the whole file while it is read: copies are not merged, and the order of day and
month is what the lines so far have shown.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from classify.errors import ReadError
from classify.readers.date_values import name_unknown, settled_dates
from classify.readers.decoding import decode
from classify.readers.formats import detect_format
from classify.readers.json_rows import is_object, rows_of_lines
from classify.readers.limits import MAX_LINE
from classify.readers.source import Intake
from classify.readers.tables import teasers_of_rows
from classify.records import Teaser

_PROBED_BYTES = 1_048_576
_N_AT_A_TIME = 5_000
"""Rows whose dates are looked at together."""


def has_lines(path: Path, input_format: str | None, intake: Intake) -> bool:
    """Tell whether a file is JSON Lines that can be read one by one.

    Parameters
    ----------
    path : Path
        A regular file that is not packed; of any other the answer is no.
    input_format : str, optional
        As the user says; only "jsonl" can be.
    intake : Intake
        With the columns that the user names.
    """
    if input_format not in (None, "jsonl") or not path.is_file():
        return False
    with suppress(OSError, ReadError), path.open("rb") as stream:
        start = stream.read(_PROBED_BYTES)
        whole, _, rest = start.lstrip(codecs.BOM_UTF8 + b" \t\r\n").partition(b"\n")
        if not rest.strip() or b"\0" in start:  # one value, or in another encoding
            return False
        if detect_format(start, str(path), intake.columns) == "jsonl":
            return is_object(decode(whole, str(path)))
    return False


def stream_lines(path: Path, intake: Intake) -> Iterator[Teaser]:
    """Yield the teasers of a file in JSON Lines.

    Parameters
    ----------
    path : Path
        One that `has_lines`.
    intake : Intake
        Its source. Rows that give no teaser go to `intake.on_fault`.

    Raises
    ------
    ReadError
        Where the file is not UTF-8, cannot be read on, or holds no teaser at all.
    """
    n_teasers = 0
    read_as: set[str] = set()
    try:
        with path.open("rb") as stream:
            rows = rows_of_lines(_lines(stream, intake), intake)
            while several := list(islice(rows, _N_AT_A_TIME)):
                teasers = settled_dates(teasers_of_rows(several, intake), intake)
                if intake.dates.waiting and intake.dates.order:
                    read_as.add(intake.dates.order)
                intake.dates.waiting.clear()
                n_teasers += len(teasers)
                yield from teasers
    except OSError as error:
        raise ReadError(intake.source, f"cannot be read ({error.strerror})") from error
    if not n_teasers:
        raise ReadError(intake.source, "holds no teaser that can be read (as jsonl)")
    if read_as and len(intake.dates.orders) > 1:
        reason = "has dates of both orders of day and month; give --date-format"
        intake.on_doubt(ReadError(intake.source, reason))
    name_unknown(intake)


def _lines(stream: BinaryIO, intake: Intake) -> Iterator[tuple[int, str]]:
    """Yield the lines with their numbers; one that is too long is passed over and named."""
    number, place = 0, 0
    while raw := stream.readline(MAX_LINE + 1):
        number += 1
        begin, place = place, place + len(raw)
        if len(raw) > MAX_LINE:
            while raw and not raw.endswith(b"\n"):
                raw = stream.readline(MAX_LINE)
                place += len(raw)
            reason = f"has {place - begin:,} bytes, and at most {MAX_LINE:,} are read"
            intake.on_fault(ReadError(intake.source, reason, item=f"line {number}"))
            continue
        try:
            yield number, raw.decode("utf-8")
        except UnicodeDecodeError as error:
            reason = "is not UTF-8; convert it with iconv, or save it as UTF-8"
            item = f"byte {begin + error.start}"
            raise ReadError(intake.source, reason, item=item) from error
