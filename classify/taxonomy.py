"""Topics, their definitions and their IPTC codes, from a TOML file.

The file holds one `[[topic]]` table per topic with `key`, `name` and `definition`, and optionally
`includes`, `excludes` and `iptc` (IPTC Media Topics that the topic covers).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from classify.errors import TaxonomyError, UnknownNameError


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One topic: a short key for data, a name for people, a definition for both."""

    key: str
    name: str
    definition: str
    includes: str = ""
    excludes: str = ""
    iptc: tuple[str, ...] = ()

    @property
    def description(self) -> str:
        """Name and definition in one text, as an encoder reads them."""
        return f"{self.name}: {self.definition}" if self.definition else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """An ordered set of topics."""

    topics: tuple[Topic, ...]
    version: str = "1"

    @classmethod
    def from_toml(cls, path: str | Path) -> Taxonomy:
        """Read a topic file.

        Raises
        ------
        TaxonomyError
            If the file is missing, is no TOML, or defines no or contradicting topics.
        """
        try:
            content = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        except OSError as error:
            raise TaxonomyError(path, f"cannot be read ({error.strerror})") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise TaxonomyError(path, f"is no TOML: {error}") from error
        return cls.from_dict(content, source=path)

    @classmethod
    def from_dict(cls, content: dict[str, object], *, source: str | Path = "taxonomy") -> Taxonomy:
        """Build a taxonomy from the parsed content of a topic file."""
        tables = content.get("topic")
        if not isinstance(tables, list) or not tables:
            raise TaxonomyError(source, "defines no topics; add [[topic]] tables")
        topics = tuple(
            _topic_from_table(table, source, number) for number, table in enumerate(tables, 1)
        )
        keys = [topic.key for topic in topics]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            raise TaxonomyError(source, f"defines {', '.join(twice)} more than once")
        return cls(topics=topics, version=str(content.get("version", "1")))

    @classmethod
    def from_keys(cls, keys: Iterable[str]) -> Taxonomy:
        """Build a taxonomy of bare topics, for labels that come without definitions."""
        return cls(
            topics=tuple(
                Topic(key=key, name=key.replace("_", " ").capitalize(), definition="")
                for key in keys
            )
        )

    @property
    def keys(self) -> tuple[str, ...]:
        """The topic keys, in order."""
        return tuple(topic.key for topic in self.topics)

    def __len__(self) -> int:
        return len(self.topics)

    def __iter__(self) -> Iterator[Topic]:
        return iter(self.topics)

    def __getitem__(self, key: str) -> Topic:
        for topic in self.topics:
            if topic.key == key:
                return topic
        raise UnknownNameError("topic", key, self.keys)

    def key_of(self, written: str) -> str:
        """Return the key of a topic that is given by its key or name, in any case.

        Spaces, hyphens and underscores count as one.

        Raises
        ------
        UnknownNameError
            If no topic is called so, or two are.
        """
        if any(topic.key == written for topic in self.topics):
            return written
        asked = folded_name(written)
        by_key = [topic.key for topic in self.topics if folded_name(topic.key) == asked]
        found = by_key or [topic.key for topic in self.topics if folded_name(topic.name) == asked]
        if len(found) != 1:
            raise UnknownNameError("topic", written, self.keys)
        return found[0]

    def name(self, key: str | None) -> str:
        """Name of a topic for people; "Other" for no topic."""
        return "Other" if key is None else self[key].name

    def to_dict(self) -> dict[str, object]:
        """Return the content of the topic file, ready for JSON and for `from_dict`."""
        return {
            "version": self.version,
            "topic": [
                {
                    "key": topic.key,
                    "name": topic.name,
                    "definition": topic.definition,
                    "includes": topic.includes,
                    "excludes": topic.excludes,
                    "iptc": list(topic.iptc),
                }
                for topic in self.topics
            ],
        }


def folded_name(written: str) -> str:
    """Return a topic's key or name as names are compared."""
    return " ".join(re.split(r"[\s_-]+", unicodedata.normalize("NFKC", written).casefold().strip()))


def _topic_from_table(table: object, source: str | Path, number: int) -> Topic:
    """Check one [[topic]] table and turn it into a Topic."""
    place = f"topic {number}"
    if not isinstance(table, dict):
        raise TaxonomyError(source, "is no table", item=place)
    unknown = sorted(set(table) - {"key", "name", "definition", "includes", "excludes", "iptc"})
    if unknown:
        raise TaxonomyError(source, f"unknown entry {', '.join(unknown)}", item=place)
    key = table.get("key") or table.get("name")
    if not isinstance(key, str) or not key.strip():
        raise TaxonomyError(source, "has neither key nor name", item=place)
    texts = {
        field: table.get(field, "") for field in ("name", "definition", "includes", "excludes")
    }
    for field, value in texts.items():
        if not isinstance(value, str):
            raise TaxonomyError(source, f"{field} is no text", item=place)
    codes = table.get("iptc", [])
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise TaxonomyError(source, "iptc is no list of codes", item=place)
    return Topic(
        key=key,
        name=texts["name"] or key,
        definition=texts["definition"],
        includes=texts["includes"],
        excludes=texts["excludes"],
        iptc=tuple(codes),
    )
