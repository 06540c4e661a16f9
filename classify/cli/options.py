"""Options that several verbs share, each defined once."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer


def parse_time(text: str) -> datetime:
    """Read an ISO 8601 date or time as aware UTC; a date alone stands for the end of that day."""
    from classify.readers import read_as_of

    try:
        return read_as_of(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no ISO date or time, such as 2025-01-20") from error
    except OverflowError as error:
        raise typer.BadParameter(f"{text!r} is out of range") from error


def parse_words(text: str) -> str:
    """Take an option that is shown as it is; bytes that are no text cannot be."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise typer.BadParameter(f"is not UTF-8: {text.encode('utf-8', 'replace')!r}") from error
    return text


Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT",
        help="Files of teasers in any format that is read: copied listings, tables, JSON, feeds, "
        "pages, newsletters. A folder or a pattern stands for its files, - for standard input.",
        show_default=False,
    ),
]
InputFormat = Annotated[
    str | None,
    typer.Option(
        "--input-format",
        metavar="FORMAT",
        help="Format of the inputs: csv, feed, html, jsonl, listing, mail, parquet or spreadsheet. "
        "Detected from the content if not given.",
        show_default=False,
    ),
]
AsOf = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        metavar="TIME",
        parser=parse_time,
        help="Date or time at which the input was taken, such as 2025-01-20: resolves dates "
        "without a year and relative dates. A date alone means the end of that day, in UTC or in "
        "the zone behind it (2025-01-20+03:00). The current time if not given.",
        show_default=False,
    ),
]
Outlet = Annotated[
    str | None,
    typer.Option(
        "--outlet",
        metavar="NAME",
        parser=parse_words,
        help="Outlet of items that name none, such as those of a copied listing.",
        show_default=False,
    ),
]


def parse_columns(text: str) -> str:
    """Check which columns stand for which fields."""
    from classify.readers import read_columns

    try:
        read_columns(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    return text


def parse_date_format(text: str) -> str:
    """Check that a format says in which order day and month stand."""
    from classify.readers import DateFormat

    try:
        DateFormat(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    return text


Columns = Annotated[
    str | None,
    typer.Option(
        "--columns",
        metavar="FIELD=NAME,...",
        parser=parse_columns,
        help="Columns or keys that are not known by their names, such as "
        "headline=Titel,text=Vorspann.",
        show_default=False,
    ),
]
DateOrder = Annotated[
    str | None,
    typer.Option(
        "--date-format",
        metavar="ORDER",
        parser=parse_date_format,
        help="Order of day and month in dates such as 1/9/2025: dmy, mdy, MM/DD/YYYY or "
        "%d.%m.%y %H:%M. If not given, the one that other dates of the file show.",
        show_default=False,
    ),
]
Selectors = Annotated[
    Path | None,
    typer.Option(
        "--selectors",
        metavar="FILE",
        help="CSS selectors of the items on pages that are not read well without: a TOML file "
        "with item, headline, text, date, link and section.",
        show_default=False,
    ),
]
Strict = Annotated[
    bool,
    typer.Option(
        "--strict/--no-strict",
        help="Stop at the first item that cannot be read.",
        show_default=False,
    ),
]
NoFold = Annotated[
    bool,
    typer.Option(
        "--no-fold/--fold",
        help="Keep copies apart and write each teaser as it is read: JSON Lines may be larger "
        "than the memory.",
        show_default=False,
    ),
]
Fetch = Annotated[
    bool,
    typer.Option(
        "--fetch",
        help="Fetch inputs that are addresses (http, https), and the feeds that OPML files name.",
    ),
]
AllowPrivate = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-private",
        metavar="HOST",
        help="Fetch from this host even if it lies in a private network, such as "
        "feeds.intranet.example or 127.0.0.1:8080. May be given several times.",
        show_default=False,
    ),
]


def parse_language(code: str) -> str:
    """Refuse a language of labels that there is not."""
    from classify.reports import check_language

    check_language(code)
    return code


LabelLanguage = Annotated[
    str,
    typer.Option(
        "--language",
        metavar="LANGUAGE",
        parser=parse_language,
        help="Language of headings, labels, dates and remarks: en, ru, be or de. Text from sources "
        "is not translated.",
    ),
]
Model = Annotated[
    str,
    typer.Option(
        "--model", metavar="MODEL", help="Name of a bundled model, or folder of a trained one."
    ),
]
OutFile = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE",
        help="Write to this file instead of standard output.",
        show_default=False,
    ),
]
RowFormat = Annotated[
    Literal["jsonl", "csv", "table", "xlsx"] | None,
    typer.Option(
        "--format",
        help="Output format: JSON Lines, CSV, a table to look at, or an Excel workbook. If not "
        "given, the one that the ending of --out says, else jsonl.",
        show_default=False,
    ),
]
MinPrecision = Annotated[
    float | None,
    typer.Option(
        "--min-precision",
        metavar="SHARE",
        min=0.01,
        max=0.99,
        help="Assign topics at a precision of at least SHARE, such as 0.9: fewer topics, with more "
        "certainty. If not given, each topic's threshold is the one with the best F1.",
        show_default=False,
    ),
]
Codes = Annotated[
    Literal["topics", "iptc"],
    typer.Option(
        "--codes",
        help="Name topics by their keys, or by the IPTC Media Topics that they cover.",
    ),
]
Corrections = Annotated[
    Path | None,
    typer.Option(
        "--corrections",
        metavar="FILE",
        help='Corrections of the grouping: lines such as "same: ID ID" or "different: ID ID". '
        "They override the model. A teaser is named by its id, its address, or its headline in "
        'quotes; after a line "digest: FOLDER" by its citation there, such as [3].',
        show_default=False,
    ),
]
CorrectionsOf = Annotated[
    Path | None,
    typer.Option(
        "--corrections-of",
        metavar="DIGEST",
        help="The digest (its digest.json or its folder) whose citations the corrections mean, "
        'as if they began with a line "digest: ...".',
        show_default=False,
    ),
]
Title = Annotated[
    str, typer.Option("--title", metavar="TEXT", parser=parse_words, help="Heading of the page.")
]
NoCache = Annotated[
    bool,
    typer.Option(
        "--no-cache/--cache",
        show_default=False,
        help="Neither read nor write the cache of embeddings and of what was fetched.",
    ),
]
LabelledData = Annotated[
    Path,
    typer.Argument(
        metavar="DATA",
        help="Labelled teasers: JSON Lines, a CSV with a labels column (separated by ;), "
        "or a folder of such files.",
        show_default=False,
    ),
]
Split = Annotated[
    str,
    typer.Option(
        "--split",
        metavar="SPLIT",
        help="Split to use where a splits.json lies beside the data; all uses every item.",
    ),
]
