"""The topics of a model as rows: keys, names and definitions."""

from __future__ import annotations

from typing import Any

from classify.reports.translation import read_catalogue
from classify.taxonomy import Taxonomy


def rows_of_topics(taxonomy: Taxonomy, language: str = "en") -> list[dict[str, Any]]:
    """Turn topics into rows, in the order of the taxonomy.

    Parameters
    ----------
    taxonomy : Taxonomy
    language : str
        Of the names; definitions are as the topic file has them.

    Raises
    ------
    UnknownNameError
        If there are no labels in that language.
    """
    catalogue = read_catalogue(language)
    return [
        {
            "key": topic.key,
            "name": catalogue.name("topic", topic.name),
            "definition": topic.definition,
            "includes": topic.includes,
            "excludes": topic.excludes,
            "iptc": list(topic.iptc),
        }
        for topic in taxonomy
    ]
