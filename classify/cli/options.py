"""Options that several verbs share, each defined once."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer


def parse_time(text: str) -> datetime:
    """Read an ISO 8601 date or time as aware UTC; a bare date stands for its midnight."""
    try:
        time = datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no ISO date or time, such as 2025-01-20") from error
    try:
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
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
        help="Files of teasers: a copied listing, JSON Lines or CSV. - is standard input.",
        show_default=False,
    ),
]
InputFormat = Annotated[
    str | None,
    typer.Option(
        "--input-format",
        metavar="FORMAT",
        help="listing, jsonl or csv. Recognised from the content if not given.",
        show_default=False,
    ),
]
AsOf = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        metavar="TIME",
        parser=parse_time,
        help="The day or time the input was taken, such as 2025-01-20: anchors dates without "
        "a year and relative ones. Now if not given.",
        show_default=False,
    ),
]
Outlet = Annotated[
    str | None,
    typer.Option(
        "--outlet",
        metavar="NAME",
        parser=parse_words,
        help="Outlet of items that name none, for example of a copied listing.",
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
Model = Annotated[
    str, typer.Option("--model", metavar="MODEL", help="A bundled model's name, or a folder.")
]
OutFile = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE",
        help="Write here instead of to standard output.",
        show_default=False,
    ),
]
RowFormat = Annotated[
    Literal["jsonl", "csv"], typer.Option("--format", help="Lines of JSON, or a spreadsheet.")
]
MinPrecision = Annotated[
    float | None,
    typer.Option(
        "--min-precision",
        metavar="SHARE",
        min=0.01,
        max=0.99,
        help="Assign a topic only where it is right about so often, such as 0.9: fewer topics, "
        "surer ones. Without it each topic's threshold is the one with the best F1.",
        show_default=False,
    ),
]
Codes = Annotated[
    Literal["topics", "iptc"],
    typer.Option(
        "--codes",
        help="Name topics by their own keys, or by the IPTC Media Topics that they cover.",
    ),
]
Corrections = Annotated[
    Path | None,
    typer.Option(
        "--corrections",
        metavar="FILE",
        help='What you decided: lines such as "same: ID ID" or "different: ID ID". They win over '
        "the model.",
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
        help="Encode every text anew, and keep no vector of it.",
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
        help="Which part of the data, where a splits.json lies beside them; all takes everything.",
    ),
]
