"""Which format a source is in, from its content: names of files lie, and pipes have none.

Most particular signs come first: what a binary format begins with, the root of a document in
markup, headers of a mail, brackets of JSON, names of columns. What has none of these signs is a
copied listing only if nothing in it speaks against that; else it is refused by what it looks like.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from classify.errors import ReadError
from classify.readers.decoding import decode_start
from classify.readers.delimiters import find_table
from classify.readers.markup.roots import FEED_ROOTS, HTML_TAGS, n_tags, root_of
from classify.readers.parquet import is_parquet
from classify.readers.spreadsheets import is_spreadsheet

_HEADER = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9-]*):(?:\s|$)")
_MBOX_LINE = re.compile(r"From \S+.*\d\d:\d\d")
_WORDS_OF_MAIL_HEADERS = """
    arc-seal authentication-results bcc cc content-transfer-encoding content-type date
    delivered-to dkim-signature from list-id list-unsubscribe message-id mime-version received
    received-spf reply-to return-path sender subject to x-google-smtp-source x-mailer
    x-received
"""
_MAIL_HEADERS = frozenset(_WORDS_OF_MAIL_HEADERS.split())
_MIN_MAIL_HEADERS = 2
_MIN_TAGS = 4
_MIN_ODD = 0.5
_LOG_LINE = re.compile(r"[\[(]?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d")
_CODE_LINE = re.compile(
    r"[{};]$|^(?:def|class|import|from|return|function|var|const|let|elif|else:|#include|//|/\*)\b"
    r"|^\w+ = |\)\s*->"
)
_PROBED_BYTES = 65_536
_NO_COLUMNS: Mapping[str, str] = MappingProxyType({})
_LIST_OF_VALUES = re.compile(
    r"\[\s*(?:-?\d+(?:\.\d+)?\s*,|\[|(?:\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'"
    r"|true|false|null|True|False|None)\s*(?:,|\]\s*$))"
)
_KNOWN_AS = (
    (_LIST_OF_VALUES, "a list of values that are no objects"),
    (re.compile(r"\{\\rtf"), "an RTF document; save it as text"),
    (re.compile(r"[\w.$ ]{1,60}[=(]\s*[\[{]\s*[\"'{\[]"), "JSON inside a program; take it out"),
    (re.compile(r"BEGIN:V"), "a calendar or address book"),
    (re.compile(r"-----BEGIN "), "a key or certificate"),
    (re.compile(r"%!PS"), "a PostScript document"),
    (re.compile(r"\\documentclass"), "a LaTeX document; export its text"),
    (
        re.compile(
            r"(?:--[^\n]*\n\s*)*(?:CREATE TABLE|INSERT INTO|DROP TABLE|BEGIN TRANSACTION)\b"
        ),
        "an SQL dump; export the table as CSV",
    ),
    (re.compile(r"#EXTM3U|WEBVTT|\[Script Info\]"), "a playlist or subtitles"),
    (
        re.compile(r"(?:---\s*\n)?(?:-\s+)?[a-z_]{2,20}:\s[^\n]*\n\s*[a-z_]{2,20}:\s"),
        "YAML; write it as JSON",
    ),
)


def detect_format(content: bytes, source: str, columns: Mapping[str, str] = _NO_COLUMNS) -> str:
    """Name the format of a source.

    Parameters
    ----------
    content : bytes
        The source, unpacked.
    source : str
        Its name, for messages.
    columns : mapping, optional
        The columns that a user names, as of `read_columns`: a line with all of them tells a table.

    Returns
    -------
    str
        A name in `FORMATS`; "listing" where nothing speaks for another format.

    Raises
    ------
    ReadError
        If it is in none of these formats, by what it looks like; or if it is no text.
    """
    if is_parquet(content):
        return "parquet"
    if is_spreadsheet(content):
        return "spreadsheet"
    root = root_of(content)
    if root in FEED_ROOTS:
        return "feed"
    if root in HTML_TAGS:
        return "html"
    if root == "opml":
        raise ReadError(
            source,
            "is a list of feeds (OPML) and holds no news itself; to fetch the feeds: "
            f"classify fetch {source} --out FOLDER, or classify read --fetch {source}",
        )
    if root:
        raise ReadError(source, f"is XML of a kind that is not read: its root is <{root}>")
    if is_mail(content[:_PROBED_BYTES].decode("latin-1")):  # each part has its own encoding
        return "mail"
    text = decode_start(content, source)
    return _format_of_text(text.lstrip("\ufeff \t\n\x1e"), source, columns)


def _format_of_text(start: str, source: str, columns: Mapping[str, str]) -> str:
    """Name the format of a text without spaces at its beginning."""
    if start.startswith("{") and not start.startswith("{\\"):
        return "feed" if "://jsonfeed.org/version" in start else "jsonl"
    if _is_json_array(start):
        return "jsonl"
    table = find_table(start, columns)
    if table and table.is_certain:
        return "csv"
    if n_tags(start) >= _MIN_TAGS:
        return "html"
    for pattern, what in _KNOWN_AS:
        if pattern.match(start):
            raise ReadError(source, f"is in no format that is read; it looks like {what}")
    if kind := _lines_of(start):
        raise ReadError(source, f"is in no format that is read; it looks like {kind}")
    return "csv" if table else "listing"


def _lines_of(start: str) -> str | None:
    """Say what wrote the lines of a text, if it was no newsroom."""
    lines = [line.strip() for line in start.split("\n", 200)[:200] if line.strip()]
    if len(lines) > 2 and sum(map(bool, map(_LOG_LINE.match, lines))) > _MIN_ODD * len(lines):
        return "a log"
    n_code = sum(_CODE_LINE.search(line) is not None for line in lines)
    return "a program or style sheet" if n_code > _MIN_ODD * len(lines) else None


def is_mail(start: str) -> bool:
    """Tell a mail or a box of mails by the headers that it begins with."""
    lines = start.lstrip("\r\n").split("\n", 60)
    if _MBOX_LINE.match(lines[0]):
        lines = lines[1:]
    names: set[str] = set()
    for line in lines:
        if line[:1] in (" ", "\t") and names:
            continue
        header = _HEADER.match(line)
        if header is None:
            break
        names.add(header["name"].casefold())
    return len(names & _MAIL_HEADERS) >= _MIN_MAIL_HEADERS


def _is_json_array(text: str) -> bool:
    """Tell a JSON array of objects or of rows from a listing that begins with "[Live]"."""
    return re.match(r"\[\s*\{\s*[\"}]|\[\s*\[\s*\"", text) is not None
