"""Labelled teasers as they are trained on and scored against: with a taxonomy, a split, groups."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from classify.errors import LabelError, UnknownNameError
from classify.readers import read_labelled_teasers, read_splits
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

    @classmethod
    def read(
        cls,
        data: Path,
        *,
        topics: Path | None = None,
        taxonomy: Taxonomy | None = None,
        split: str = ALL,
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

        Raises
        ------
        ReadError, LabelError, TaxonomyError
            If a file cannot be read, or a label is not in the taxonomy.
        UnknownNameError
            If there is no such split.
        """
        taxonomy = taxonomy or _taxonomy(data, topics)
        items = read_labelled_teasers(data, taxonomy=taxonomy)
        components = {item.teaser.id: item.teaser.id for item in items}
        if (data / SPLITS).is_file():
            splits = read_splits(data / SPLITS)
            components = {key: splits.component(key) for key in components}
            if split != ALL:
                known = set(splits.split_of.values())
                if split not in known:
                    raise UnknownNameError("split", split, (*known, ALL))
                items = [item for item in items if splits.split_of.get(item.teaser.id) == split]
        else:
            split = ALL
        if not items:
            raise LabelError(data, f"holds no labelled teaser of split {split!r}")
        if not any(item.labels for item in items):
            raise LabelError(
                data, "no teaser in it has a label: there is nothing to learn or score"
            )
        labels = {label for item in items for label in (*item.labels, *item.disputed)}
        names = sorted({components[item.teaser.id] for item in items})
        number = {name: position for position, name in enumerate(names)}
        return cls(
            teasers=tuple(items),
            taxonomy=taxonomy or Taxonomy.from_keys(sorted(labels)),
            split=split,
            groups=tuple(number[components[item.teaser.id]] for item in items),
        )


def _taxonomy(data: Path, topics: Path | None) -> Taxonomy | None:
    """Read the topic file: the given one, or the one beside the data, if any."""
    beside = data / TOPICS
    if topics is None and beside.is_file():
        topics = beside
    return Taxonomy.from_toml(topics) if topics else None
