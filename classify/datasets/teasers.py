"""Labelled teasers for training and scoring, with taxonomy, split and groups."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from classify.datasets.files import read_labelled_teasers, read_splits
from classify.errors import LabelError, ReadError, UnknownNameError
from classify.records import LabelledTeaser
from classify.taxonomy import Taxonomy

ALL = "all"
SPLITS = "splits.json"
TOPICS = "topics.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledSet:
    """Labelled teasers of one split."""

    teasers: tuple[LabelledTeaser, ...]
    taxonomy: Taxonomy
    split: str
    groups: tuple[int, ...]
    """For each teaser the number of its component: copies and events that belong together."""
    splits: tuple[str | None, ...]
    """For each teaser its split; None where it is in none, or the data have no splits."""

    @classmethod
    def read(
        cls,
        data: Path,
        *,
        topics: Path | None = None,
        taxonomy: Taxonomy | None = None,
        split: str = ALL,
        on_error: Callable[[ReadError | LabelError], None] | None = None,
    ) -> LabelledSet:
        """Read labelled teasers.

        Parameters
        ----------
        data : path
            A file, or a folder; see `read_labelled_teasers`.
        topics : path, optional
            Topic file. If neither it nor `taxonomy` is given: `topics.toml` in the folder, or else
            the labels that occur.
        taxonomy : Taxonomy, optional
            Topics that are known already.
        split : str
            Name of the part to take, where the folder has a `splits.json`; "all" takes everything.
        on_error : callable, optional
            Takes the error of each faulty item, which is left out; by default the first one raises.

        Raises
        ------
        ReadError, LabelError, TaxonomyError
            If a file cannot be read, or a label is not in the taxonomy.
        UnknownNameError
            If there is no such split.
        """
        taxonomy = taxonomy or _taxonomy(data, topics)
        items = read_labelled_teasers(
            data, taxonomy=taxonomy, strict=on_error is None, on_error=on_error
        )
        split_of: Mapping[str, str] = {}
        components = {item.teaser.id: item.teaser.id for item in items}
        if (data / SPLITS).is_file():
            splits = read_splits(data / SPLITS)
            split_of = splits.split_of
            components = {key: splits.component(key) for key in components}
            if split != ALL:
                known = set(split_of.values())
                if split not in known:
                    raise UnknownNameError("split", split, (*known, ALL))
                items = [item for item in items if split_of.get(item.teaser.id) == split]
        else:
            split = ALL
        _check(items, data, split)
        labels = {label for item in items for label in (*item.labels, *item.disputed)}
        names = sorted({components[item.teaser.id] for item in items})
        number = {name: position for position, name in enumerate(names)}
        return cls(
            teasers=tuple(items),
            taxonomy=taxonomy or Taxonomy.from_keys(sorted(labels)),
            split=split,
            groups=tuple(number[components[item.teaser.id]] for item in items),
            splits=tuple(split_of.get(item.teaser.id) for item in items),
        )


def _check(items: Sequence[LabelledTeaser], data: Path, split: str) -> None:
    """Refuse data without labels."""
    if not items:
        raise LabelError(data, f"holds no labelled teaser of split {split!r}")
    if not any(item.labels for item in items):
        raise LabelError(data, "no teaser in it has a label: there is nothing to learn or score")


def _taxonomy(data: Path, topics: Path | None) -> Taxonomy | None:
    """Read the topic file: the given one, or the one beside the data, if any."""
    beside = data / TOPICS
    if topics is None and beside.is_file():
        topics = beside
    return Taxonomy.from_toml(topics) if topics else None
