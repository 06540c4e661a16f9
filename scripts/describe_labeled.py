"""Print the tables of labeled/README.md, every one counted from the data.

    python scripts/describe_labeled.py [FOLDER]             # print all tables
    python scripts/describe_labeled.py [FOLDER] --update    # write them into its README.md

In the README a table stands between `<!-- describe: NAME -->` and `<!-- /describe -->`.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from classify.errors import UnknownNameError
from classify.storage import write_text
from classify.taxonomy import Taxonomy

N_COUNTRIES = 15
BLOCK = re.compile(r"<!-- describe: (?P<name>[\w-]+) -->\n.*?<!-- /describe -->", re.DOTALL)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """The whole of labeled/."""

    topics: tuple[str, ...]
    parts: dict[str, list[Row]]
    """File -> its rows: teasers and stories."""
    teasers: list[Row]
    stories: list[Row]
    splits: dict[str, list[str]]
    components: list[list[str]]

    def split_of(self) -> dict[str, str]:
        """Id -> split."""
        return {id: name for name, ids in self.splits.items() for id in ids}


def main() -> None:
    """Print the tables, or write them into the README."""
    parser = argparse.ArgumentParser(description="Describe labelled data in tables.")
    default = Path(__file__).resolve().parents[1] / "labeled"
    parser.add_argument("folder", type=Path, nargs="?", default=default)
    parser.add_argument("--update", action="store_true", help="write the tables into README.md")
    arguments = parser.parse_args()
    data = read(arguments.folder)
    readme = arguments.folder / "README.md"
    if arguments.update:
        write_text(readme, filled(readme.read_text(encoding="utf-8"), data))
    else:
        for name in TABLES:
            print(f"{block(name, data)}\n")


def filled(text: str, data: Data) -> str:
    """Put the tables between the marks of a README."""
    return BLOCK.sub(lambda match: block(match["name"], data), text)


def block(name: str, data: Data) -> str:
    """Give one table between its marks."""
    if name not in TABLES:
        raise UnknownNameError("table", name, TABLES)
    return f"<!-- describe: {name} -->\n{TABLES[name](data)}\n<!-- /describe -->"


def read(folder: Path) -> Data:
    """Read a folder that validate_labeled.py has nothing against."""
    parts = {
        path.relative_to(folder).as_posix(): [
            json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line
        ]
        for kind in ("teasers", "stories")
        for path in sorted((folder / kind).glob("*.jsonl"))
    }
    content = json.loads((folder / "splits.json").read_text(encoding="utf-8"))
    rows = [row for part in parts.values() for row in part]
    return Data(
        topics=Taxonomy.from_toml(folder / "topics.toml").keys,
        parts=parts,
        teasers=[row for row in rows if "id" in row],
        stories=[row for row in rows if "story_id" in row],
        splits=content["splits"],
        components=content["components"],
    )


def files(data: Data) -> str:
    """Items of each file."""
    rows = [
        (name, len(part), sum(len(row.get("teasers", [row])) for row in part))
        for name, part in data.parts.items()
    ]
    rows.append(("all", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    return table(("file", "items", "teasers in them"), rows)


def topics(data: Data) -> str:
    """Teasers and stories of each topic."""
    split_of = data.split_of()
    rows = []
    for topic in (*data.topics, None):
        having = [row for row in data.teasers if _has(row, topic)]
        by_split = Counter(split_of[row["id"]] for row in having)
        rows.append(
            (
                topic or "(none)",
                len(having),
                sum(row["labels"][:1] == [topic] for row in having),
                sum(topic in row["disputed"] for row in data.teasers),
                *(by_split[name] for name in data.splits),
                sum(_has(row, topic) for row in data.stories),
            )
        )
    return table(("topic", "teasers", "primary", "disputed", *data.splits, "stories"), rows)


def labels(data: Data) -> str:
    """How many topics a teaser and a story have."""
    of_teasers = Counter(len(row["labels"]) for row in data.teasers)
    of_stories = Counter(len(row["labels"]) for row in data.stories)
    numbers = sorted(of_teasers | of_stories)
    return table(
        ("topics", "teasers", "stories"), [(n, of_teasers[n], of_stories[n]) for n in numbers]
    )


def splits(data: Data) -> str:
    """Items of each split, and their share."""
    is_story = {row["story_id"] for row in data.stories}
    rows = []
    for name, ids in data.splits.items():
        n_stories = sum(id in is_story for id in ids)
        n_teasers = len(ids) - n_stories
        rows.append(
            (
                name,
                n_teasers,
                _share(n_teasers, len(data.teasers)),
                n_stories,
                _share(n_stories, len(data.stories)),
            )
        )
    return table(("split", "teasers", "share", "stories", "share"), rows)


def components(data: Data) -> str:
    """How many components there are of each size, and how many items are in them."""
    sizes = Counter(map(len, data.components))
    sizes[1] = len(data.teasers) + len(data.stories) - sum(map(len, data.components))
    rows = [(size, n, size * n) for size, n in sorted(sizes.items())]
    return table(("items in a component", "components", "items"), rows)


def kinds(data: Data) -> str:
    """Forms of teasers."""
    counted = Counter(row["kind"] for row in data.teasers)
    rows = [(kind, n, _share(n, len(data.teasers))) for kind, n in _falling(counted)]
    return table(("kind", "teasers", "share"), rows)


def countries(data: Data) -> str:
    """The countries that most teasers are about."""
    of_teasers = Counter(row["country"] for row in data.teasers)
    of_stories = Counter(row["country"] for row in data.stories)
    rows = [(code, n, of_stories[code]) for code, n in _falling(of_teasers)[:N_COUNTRIES]]
    others = [code for code, _ in _falling(of_teasers)[N_COUNTRIES:]]
    others += sorted(of_stories.keys() - of_teasers.keys())
    rest = [sum(counted[code] for code in others) for counted in (of_teasers, of_stories)]
    return table(("country", "teasers", "stories"), [*rows, (f"{len(others)} others", *rest)])


def texts(data: Data) -> str:
    """How teasers look."""
    told = [teaser for row in data.stories for teaser in row["teasers"]]
    rows = []
    for name, rows_of in (("teasers", data.teasers), ("teasers in stories", told)):
        words = [len(f"{row['headline']} {row['text']}".split()) for row in rows_of]
        rows.append(
            (
                name,
                len(rows_of),
                f"{mean(words):.1f}",
                _share(sum(row["truncated"] for row in rows_of), len(rows_of)),
                _share(sum(not row["text"] for row in rows_of), len(rows_of)),
            )
        )
    return table(("", "number", "words in the mean", "cut off", "headline only"), rows)


def dates(data: Data) -> str:
    """How well teasers are dated, and of which years they are."""
    years = Counter(row["date"][:4] or "none" for row in data.teasers)
    told = Counter(row["teasers"][0]["published"][:4] for row in data.stories)
    months = sum(len(row["date"]) >= len("2024-01") for row in data.teasers)
    rows = [(year, years[year], told[year]) for year in sorted(years | told)]
    rows.append(("with a month", months, len(data.stories)))
    return table(("year", "teasers", "stories"), rows)


def stories(data: Data) -> str:
    """Sizes of stories."""
    sizes = Counter(len(row["teasers"]) for row in data.stories)
    rows: list[tuple[object, ...]] = [(f"{size} teasers", n) for size, n in sorted(sizes.items())]
    rows.append(("with a sibling", sum(row["sibling_of"] is not None for row in data.stories)))
    briefs = [len(row["brief"].split()) for row in data.stories]
    rows.append(("words in a gold brief", f"{min(briefs)} to {max(briefs)}"))
    points = [len(row["key_points"]) for row in data.stories]
    rows.append(("key points", f"{min(points)} to {max(points)}"))
    return table(("stories", ""), rows)


def outlets(data: Data) -> str:
    """Kinds of outlet that carry the teasers of stories."""
    counted = Counter(teaser["outlet_kind"] for row in data.stories for teaser in row["teasers"])
    return table(("kind of outlet", "teasers"), _falling(counted))


def agreement(data: Data) -> str:
    """Agreement of the two annotators, from labels of both (labels) and of one (disputed)."""
    given = {
        topic: (
            sum(topic in row["labels"] for row in data.teasers),
            sum(topic in row["disputed"] for row in data.teasers),
        )
        for topic in data.topics
    }
    # the F1 of a topic without any label is undefined
    each = {topic: _f1(both, one) for topic, (both, one) in given.items() if both or one}
    same = sum(not row["disputed"] for row in data.teasers)
    rows: list[tuple[object, ...]] = [(topic, f"{f1:.2f}") for topic, f1 in each.items()]
    if each:
        micro = _f1(sum(both for both, _ in given.values()), sum(one for _, one in given.values()))
        rows.append(("F1, micro", f"{micro:.3f}"))
        rows.append(("F1, macro", f"{mean(each.values()):.3f}"))
    rows.append(("exactly the same topics", _share(same, len(data.teasers))))
    return table(("topic", "F1 of one annotator against the other"), rows)


TABLES = {
    table.__name__: table
    for table in (
        *(files, topics, labels, kinds, countries, texts, dates),
        *(stories, outlets, splits, components, agreement),
    )
}


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; all columns but the first stand to the right."""
    marks = ["---", *("---:" for _ in head[1:])]
    lines = [head, marks, *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def _has(row: Row, topic: str | None) -> bool:
    return topic in row["labels"] if topic else not row["labels"]


def _falling(counted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def _share(n: int, n_all: int) -> str:
    return f"{n / n_all:.3f}"


def _f1(n_both: int, n_one: int) -> float:
    """F1 of two annotators: each topic of one teaser counts as given by both or by one."""
    return 2 * n_both / (2 * n_both + n_one)


if __name__ == "__main__":
    main()
