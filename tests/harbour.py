"""A small world for pipelines: two topics, labelled teasers, and a pile of all sorts."""

from datetime import UTC, datetime

from classify.taxonomy import Taxonomy
from tests.builders import labelled, teaser

AS_OF = datetime(2025, 1, 22, tzinfo=UTC)
TAXONOMY = Taxonomy.from_keys(["ports", "bees"])
LABELLED = [
    item
    for number in range(30)
    for item in (
        labelled(f"Ship {number} enters the harbour with cargo", "ports"),
        labelled(f"Hive {number} swarms and the beekeeper counts queens", "bees"),
    )
]
PILE = [
    teaser("Ferry enters harbour after storm", "Cargo was saved. He said so.", outlet="Gazette"),
    teaser("After storm ferry enters harbour", "Cargo was saved by tugs.", hours=2, outlet="Post"),
    teaser("Beekeeper counts queens", "The hive was full. It comes after a wet […]", hours=4),
    teaser("Beekeeper counts queens again", "", hours=200),
    teaser("Парламент принял закон о бюджете", "Депутаты голосовали.", language="ru", hours=None),
    teaser("Photos", "", hours=None),
]
