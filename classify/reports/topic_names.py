"""Topics by whatever people call them: key or name, in any case, in any language of labels."""

from __future__ import annotations

from collections.abc import Callable

from classify.errors import UnknownNameError
from classify.reports.translation import label_languages, read_catalogue
from classify.taxonomy import Taxonomy, folded_name


class TopicNames:
    """Finds the key of a topic by what it is called.

    Parameters
    ----------
    taxonomy : Taxonomy

    Examples
    --------
    >>> names = TopicNames(Taxonomy.from_keys(["elections"]))
    >>> names.key("ELECTIONS"), names.key("Выборы")
    ('elections', 'elections')
    """

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy
        self._others: dict[str, set[str]] | None = None

    def key(self, written: str) -> str:
        """Return the key of a topic.

        Raises
        ------
        UnknownNameError
            If no topic is called so, or two are.
        """
        try:
            return self.taxonomy.key_of(written)
        except UnknownNameError:
            if self._others is None:  # catalogues are read for those who need them
                self._others = _translated(self.taxonomy)
            found = self._others.get(folded_name(written), set())
            if len(found) != 1:
                raise
            return next(iter(found))

    def keys(self, listed: str) -> tuple[str, ...]:
        """Return the keys of topics that are listed between commas, which a name may hold too.

        Raises
        ------
        UnknownNameError
            If one is no topic.
        """
        parts = [part.strip() for part in listed.split(",") if part.strip()]
        keys: dict[str, None] = {}
        while parts:
            key, n_used = self._first(parts)
            keys[key] = None
            del parts[:n_used]
        return tuple(keys)

    def _first(self, parts: list[str]) -> tuple[str, int]:
        """Find the topic that the first parts name, as many of them as can be."""
        for n_used in range(len(parts), 1, -1):
            try:
                return self.key(", ".join(parts[:n_used])), n_used
            except UnknownNameError:
                continue
        return self.key(parts[0]), 1


def topic_keys(taxonomy: Taxonomy) -> Callable[[str], str]:
    """Return what finds the key of a topic by whatever it is called."""
    return TopicNames(taxonomy).key


def _translated(taxonomy: Taxonomy) -> dict[str, set[str]]:
    """Return folded names in all languages of labels, with the keys of the topics called so."""
    found: dict[str, set[str]] = {}
    for language in label_languages():
        catalogue = read_catalogue(language)
        for topic in taxonomy:
            name = folded_name(catalogue.name("topic", topic.name))
            found.setdefault(name, set()).add(topic.key)
    return found
