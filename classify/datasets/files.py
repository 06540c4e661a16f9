"""Read labelled teasers, stories with reference briefs, and splits.

Models are trained and scored on labelled data, so a fault in them is an error unless `strict` is
turned off.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from classify.errors import LabelError, ReadError
from classify.readers import (
    Intake,
    Row,
    decode,
    detect_format,
    json_type,
    log_fault,
    log_note,
    plain_line,
    plain_text,
    raise_fault,
    read_bytes,
    rows_of_csv,
    rows_of_jsonl,
    teaser_from_row,
)
from classify.records import LabelledStory, LabelledTeaser, Teaser
from classify.storage import format_fault
from classify.taxonomy import Taxonomy

_SPLITS_FORMAT = 1
_LABEL_SEPARATOR = ";"
_SPACED = re.compile(r"'[^']*'(?:\s+'[^']*')+")  # as arrays of numpy are printed
_BARE = re.compile(r"[\w-]+(?:\s*,\s*[\w-]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Splits:
    """Which split each teaser and story belongs to, and what it is connected with."""

    split_of: Mapping[str, str]
    """Id -> "train", "development" or "test"."""
    component_of: Mapping[str, str]
    """Id -> the smallest id of its component; ids that stand alone are left out."""

    def of(self, id: str) -> str:
        """Give the split of an id.

        Raises
        ------
        KeyError
            If the id is in none.
        """
        return self.split_of[id]

    def component(self, id: str) -> str:
        """Give the smallest id of the component that an id belongs to, perhaps itself."""
        return self.component_of.get(id, id)


def read_labelled_teasers(
    path: str | Path,
    *,
    taxonomy: Taxonomy | None = None,
    strict: bool = True,
    on_error: Callable[[ReadError | LabelError], None] | None = None,
) -> list[LabelledTeaser]:
    """Read teasers with their topics.

    Parameters
    ----------
    path : str or Path
        JSON Lines with `labels` (and `disputed`) as lists; or CSV with them in one cell, separated
        by ";" or as a list ("['a', 'b']"); or one JSON object `{"topic": ["example", ...]}`; or a
        folder with such files, in `teasers/` or directly.
    taxonomy : Taxonomy, optional
        The topics that labels may name; without it any may.
    strict : bool
        Whether the first faulty item stops the reading; otherwise it is left out.
    on_error : callable, optional
        Takes the error of each item left out; by default it is logged as a warning.

    Raises
    ------
    LabelError
        If a label is no topic of the taxonomy, or labels are of a wrong type.
    ReadError
        If a file, or with `strict` an item, cannot be read.
    """
    on_fault = raise_fault if strict else on_error or log_fault
    labelled: list[LabelledTeaser] = []
    for file in _files(path, "teasers", (".jsonl", ".csv")):
        labelled += _read_labelled_file(file, taxonomy, on_fault)
    if not labelled:
        raise ReadError(path, "holds no labelled teaser that can be read")
    return labelled


def read_labelled_stories(path: str | Path) -> list[LabelledStory]:
    """Read stories with gold briefs from a JSON Lines file, or a folder with such files.

    Raises
    ------
    ReadError
        If a file or one of its stories cannot be read.
    """
    stories: list[LabelledStory] = []
    for file in _files(path, "stories", (".jsonl",)):
        intake = _intake(file, raise_fault)
        name, content = read_bytes(file)
        rows = rows_of_jsonl(decode(content, name), intake)
        stories += [_story(row, line, intake) for line, row in rows]
    return stories


def read_splits(path: str | Path) -> Splits:
    """Read `splits.json`.

    Raises
    ------
    ReadError
        If it is not in the format that this version reads, or puts an id into two splits.
    """
    content = _json_object(path)
    if fault := format_fault(content.get("format"), (_SPLITS_FORMAT,), cure="write it anew"):
        raise ReadError(path, fault)
    splits, components = content.get("splits"), content.get("components", [])
    if not isinstance(splits, dict) or not isinstance(components, list):
        raise ReadError(path, "needs 'splits' (an object) and 'components' (a list)")
    split_of: dict[str, str] = {}
    for name, ids in splits.items():
        for id in _strings(ids, path, f"split {name!r}"):
            if split_of.setdefault(id, name) != name:
                raise ReadError(path, f"{id!r} is in {split_of[id]!r} and in {name!r}")
    component_of: dict[str, str] = {}
    for number, entry in enumerate(components, 1):
        ids = _strings(entry, path, f"component {number}")
        component_of |= dict.fromkeys(ids, min(ids, default=""))
    return Splits(split_of=split_of, component_of=component_of)


def _files(path: str | Path, folder: str, endings: tuple[str, ...]) -> list[Path]:
    """List the files to read: the path itself, or those of the folder, sorted by name."""
    root = Path(path)
    if not root.is_dir():
        return [root]
    inner = root / folder if (root / folder).is_dir() else root
    files = sorted(file for file in inner.iterdir() if file.suffix in endings)
    if not files:
        raise ReadError(path, f"has no files that end in {' or '.join(endings)}")
    return files


def _intake(file: Path, on_fault: Callable[[ReadError], None]) -> Intake:
    """Describe a file of labelled data; nothing in it is relative to now."""
    return Intake(
        source=str(file),
        as_of=datetime.fromtimestamp(0, UTC),
        on_fault=on_fault,
        on_doubt=raise_fault if on_fault is raise_fault else log_note,
        is_anchored=False,
        headline_required=False,
    )


def _read_labelled_file(
    file: Path, taxonomy: Taxonomy | None, on_fault: Callable[[ReadError | LabelError], None]
) -> list[LabelledTeaser]:
    """Read one file of labelled teasers."""
    name, content = read_bytes(file)
    intake = _intake(file, on_fault)
    chosen = detect_format(content, name)
    if chosen not in ("csv", "jsonl"):
        raise ReadError(
            name, "is no table; labelled teasers are read from JSON Lines, CSV or a JSON object"
        )
    text = decode(content, name)
    examples = _examples_by_topic(text) if chosen == "jsonl" else None
    if examples is not None:
        rows: Iterable[tuple[int, Row]] = _rows_of_examples(examples, name)
    else:
        rows = (rows_of_jsonl if chosen == "jsonl" else rows_of_csv)(text, intake)
    labelled = []
    for line, row in rows:
        try:
            labelled.append(_labelled_teaser(row, line, intake, taxonomy))
        except (ReadError, LabelError) as error:
            on_fault(error)
    return labelled


def _labelled_teaser(
    row: Row, line: int, intake: Intake, taxonomy: Taxonomy | None
) -> LabelledTeaser:
    """Make a labelled teaser of a row."""
    place = f"line {line}"
    if "labels" not in row:
        raise ReadError(intake.source, "has no 'labels'", item=place)
    labels = _labels(row["labels"], "labels", intake.source, place)
    disputed = _labels(row.get("disputed"), "disputed", intake.source, place)
    if taxonomy is not None:
        for label in (*labels, *disputed):
            if label not in taxonomy.keys:
                known = ", ".join(taxonomy.keys)
                reason = f"unknown topic {label!r}. Known: {known}."
                raise LabelError(intake.source, reason, item=place)
    teaser = teaser_from_row(row, line, intake)
    return LabelledTeaser(teaser=teaser, labels=labels, disputed=disputed)


def _labels(value: object, field: str, source: str, place: str) -> tuple[str, ...]:
    """Give the labels of a list or a cell, each once."""
    if value is None:
        return ()
    if isinstance(value, str):
        value = _listed(value)
    if not isinstance(value, list) or not all(isinstance(label, str) for label in value):
        raise LabelError(
            source, f"{field} is no list of topics; separate them by ; in a cell", item=place
        )
    return tuple(dict.fromkeys(label.strip() for label in value if label.strip()))


def _listed(cell: str) -> object:
    """Give the labels of a cell: "a; b", or a list as a program writes it; None if it is broken."""
    written = cell.strip()
    if not (written.startswith(("[", "(", "{")) and written.endswith(("]", ")", "}"))):
        return cell.split(_LABEL_SEPARATOR)
    inside = written[1:-1].strip()
    if _SPACED.fullmatch(inside):
        return re.findall(r"'([^']*)'", inside)
    if _BARE.fullmatch(inside):
        return re.findall(r"[\w-]+", inside)
    try:
        listed = ast.literal_eval(written)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    if isinstance(listed, (str, int)):
        return None
    return sorted(listed) if isinstance(listed, set) else list(listed)


def _examples_by_topic(text: str) -> dict[str, list[str]] | None:
    """Parse an object `{"topic": ["example", ...]}`; None if the text is none."""
    try:
        content = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return None  # JSON Lines of more than one line
    if not isinstance(content, dict) or not content:
        return None
    is_examples = all(
        isinstance(texts, list) and all(isinstance(text, str) for text in texts)
        for texts in content.values()
    )
    return content if is_examples else None


def _rows_of_examples(examples: dict[str, list[str]], source: str) -> Iterable[tuple[int, Row]]:
    """Turn examples by topic into rows; an example of two topics becomes one row."""
    topics: dict[str, list[str]] = {}
    for topic, texts in examples.items():
        for text in texts:
            topics.setdefault(text, []).append(topic)
    for number, (text, labels) in enumerate(topics.items(), 1):
        yield number, {"text": text, "labels": labels}


def _story(row: Row, line: int, intake: Intake) -> LabelledStory:
    """Make a labelled story of a row."""
    place = f"line {line}"
    id, entries = row.get("story_id"), row.get("teasers")
    if not isinstance(id, str) or not isinstance(entries, list) or not entries:
        raise ReadError(intake.source, "needs 'story_id' and 'teasers'", item=place)
    if not all(isinstance(entry, dict) for entry in entries):
        raise ReadError(intake.source, "'teasers' holds what is no object", item=place)
    sibling, brief, country = row.get("sibling_of"), row.get("brief"), row.get("country")
    return LabelledStory(
        id=id,
        teasers=tuple(_teaser_of_story(entry, line, intake) for entry in entries),
        labels=_labels(row.get("labels"), "labels", intake.source, place),
        sibling=sibling if isinstance(sibling, str) else None,
        brief=plain_text(brief) if isinstance(brief, str) else "",
        key_points=tuple(
            map(plain_line, _strings(row.get("key_points", []), intake.source, place))
        ),
        country=country if isinstance(country, str) else None,
    )


def _teaser_of_story(entry: dict[str, object], line: int, intake: Intake) -> Teaser:
    """Make a teaser; what kind of outlet carried it stands in for the outlet."""
    return teaser_from_row({"outlet": entry.get("outlet_kind"), **entry}, line, intake)


def _json_object(path: str | Path) -> dict[str, object]:
    """Read a JSON file that holds one object."""
    name, content = read_bytes(path)
    try:
        parsed = json.loads(decode(content, name).lstrip("\ufeff"))
    except (json.JSONDecodeError, RecursionError) as error:
        raise ReadError(path, f"is no JSON: {error}") from error
    if not isinstance(parsed, dict):
        raise ReadError(path, f"is {json_type(parsed)}, not an object")
    return parsed


def _strings(value: object, path: str | Path, what: str) -> list[str]:
    """Check that a value is a list of strings."""
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise ReadError(path, "is no list of texts", item=what)
    return value
