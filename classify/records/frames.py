"""Records as data frames, of pandas or of polars, whichever is installed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any

from classify.errors import MissingExtraError, ReadError, UnknownNameError
from classify.records.digests import Brief, Digest, Section
from classify.records.joined_rows import rows_of_teasers, with_extra
from classify.records.teasers import Story, Teaser

FRAME_LIBRARIES = ("pandas", "polars")
"""The first of them that is installed makes frames."""

_ALL_ROWS = {"polars": {"infer_schema_length": None}}
_SENTENCE_FIELDS = ("teaser_id", "field", "start", "end", "salience", "complete")


def to_frame(
    records: Digest | Iterable[Any],
    *,
    teasers: Iterable[Teaser] | None = None,
    library: str | None = None,
) -> Any:
    """Make a data frame of records: a row for each, or for each sentence of a digest.

    Columns are the fields. A mapping becomes a column for each key (`probabilities.economy`), lists
    and times stay what they are, and teasers of a story are given by their ids. A brief without
    sentences is a row with none. Extra columns of teasers have the names that they have in the
    user's table; where one is a name of ours, it becomes `extra.NAME`.

    Parameters
    ----------
    records : Digest, or iterable of Prediction, Story, Teaser or other records
    teasers : iterable of Teaser, optional
        What predictions or stories were made of: the frame then has a row for each of these, with
        headline, text, date, place and extra columns beside what was found of it.
    library : str, optional
        "pandas" or "polars"; the first of them that is installed if not given.

    Returns
    -------
    pandas.DataFrame or polars.DataFrame

    Raises
    ------
    MissingExtraError
        If the library is not installed, or neither is.
    UnknownNameError
        If there is no such library.
    ReadError
        If there is something else than records, or than predictions or stories beside teasers.
    """
    if library is not None and library not in FRAME_LIBRARIES:
        raise UnknownNameError("library of data frames", library, FRAME_LIBRARIES)
    if not isinstance(records, (Digest, Iterable)):
        raise ReadError("to_frame", f"got {type(records).__name__}; expected a list of records")
    if isinstance(records, Digest):
        rows = list(_rows_of_digest(records))
    elif teasers is not None:
        rows = rows_of_teasers(records, teasers)
    else:
        rows = [_row_of_record(record, number) for number, record in enumerate(records, 1)]
    found = _import_library(library)
    # polars would take the types of columns from the first hundred rows alone
    return found.DataFrame(rows, **_ALL_ROWS.get(found.__name__, {}))


def _import_library(name: str | None) -> Any:
    for candidate in (name,) if name else FRAME_LIBRARIES:
        try:
            return import_module(candidate)
        except ImportError:
            continue
    raise MissingExtraError(name or " or ".join(FRAME_LIBRARIES), "frames")


def _row_of_record(record: object, number: int) -> dict[str, Any]:
    if not dataclasses.is_dataclass(record) or isinstance(record, type):
        kind = type(record).__name__
        raise ReadError("to_frame", f"is a {kind}; expected a record", item=f"item {number}")
    values = _plain(record)
    if isinstance(record, Story):
        values["teasers"] = [teaser.id for teaser in record.teasers]
    if not isinstance(record, Teaser):
        return dict(_cells(values))
    extra = values.pop("extra")
    values["outlets"] = list(record.outlets)
    return with_extra(dict(_cells(values)), extra)


def _rows_of_digest(digest: Digest) -> Iterator[dict[str, Any]]:
    """Rows of a digest, in reading order."""
    for section in digest.sections:
        for brief in section.briefs:
            shared = _of_brief(section, brief)
            if not brief.sentences:
                yield shared | dict.fromkeys(["sentence", "citation", *_SENTENCE_FIELDS])
            for sentence, citation in zip(brief.sentences, brief.citations, strict=True):
                of_sentence = {name: getattr(sentence, name) for name in _SENTENCE_FIELDS}
                yield shared | {"sentence": sentence.text, "citation": citation} | of_sentence


def _of_brief(section: Section, brief: Brief) -> dict[str, Any]:
    """Give the cells that all sentences of a brief share."""
    return {
        "part": section.part,
        "section": section.name,
        "story_id": brief.story_id,
        "status": brief.status,
        "headline": brief.headline,
        "topics": list(brief.topics),
        "n_independent": brief.n_independent,
        "outlets": list(brief.outlets),
        "first_reported": brief.first_reported,
        "last_reported": brief.last_reported,
    }


def _plain(value: Any) -> Any:
    """Turn records into dicts and tuples into lists; all else stays as it is."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value)]
        return {name: _plain(getattr(value, name)) for name in names if name[0] != "_"}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, (tuple, list)) else value


def _cells(row: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Flatten mappings into columns."""
    for key, value in row.items():
        if isinstance(value, Mapping):
            yield from _cells(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value
