"""Measure how time and memory of grouping grow with the number of teasers.

    python scripts/benchmark/story_scale.py --data DIR [--sizes 5000 20000] [--plot FILE]

Teasers: AG News and Reuters-21578 texts (real news of many kinds), repeated with other words mixed
in where more are wanted than there are, spread evenly over 30 days; vectors of the static encoder.
Each size runs in a process of its own, three times; prints the median of the seconds spent from
vectors to stories (features, candidates, pair model, grouping), apart from encoding, and the peak
of memory. With --plot (and the `plots` extra) draws the growth.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

SIZES = (2_500, 5_000, 10_000, 20_000)
N_RUNS = 3
N_DAYS = 30.0


def main() -> None:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(measure(arguments.data, arguments.one)))
        return
    print("| teasers | stories | encoding, s | grouping, s | peak memory, MB |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    found = []
    for size in arguments.sizes:
        command = [sys.executable, __file__, "--data", str(arguments.data), "--one", str(size)]
        runs = [
            json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
            for _ in range(N_RUNS)
        ]
        row = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
        found.append((size, row["grouping"]))
        print(
            f"| {size:,} | {row['stories']:,.0f} | {row['encoding']:.1f} | {row['grouping']:.1f} | "
            f"{row['memory']:,.0f} |",
            flush=True,
        )
    if arguments.plot:
        plot(found, arguments.plot)


def measure(data: Path, size: int) -> dict[str, float]:
    """Group so many teasers once."""
    from classify.encoders import load_encoder
    from classify.model_files import find_pair_model
    from classify.stories import StorySettings, find_stories, read_lexicon

    headlines, texts = pile(data, size)
    encoder = load_encoder("teaser-static")
    model, _ = find_pair_model(load_encoder())
    days = np.random.default_rng(1).uniform(0, N_DAYS, size)
    start = time.perf_counter()
    vectors = encoder.encode([f"{one}. {two}" for one, two in zip(headlines, texts, strict=True)])
    encoded = time.perf_counter()
    lexicon = read_lexicon(headlines, texts)
    keys = [f"k{row:07}" for row in range(size)]
    stories = find_stories(vectors, lexicon, days, keys, StorySettings(), pair_model=model)
    return {
        "stories": len(stories),
        "encoding": encoded - start,
        "grouping": time.perf_counter() - encoded,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def pile(data: Path, size: int) -> tuple[list[str], list[str]]:
    """Headlines and texts; from the second round on half of each text's words are another's."""
    rows = [
        json.loads(line)
        for path in sorted(data.glob("agnews/*.jsonl")) + sorted(data.glob("reuters21578/*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    random = np.random.default_rng(0)
    headlines, texts = [], []
    for number in range(size):
        row = rows[number % len(rows)]
        words = row["text"].split()[:40]
        headline = row["title"] or " ".join(words[:9])
        if number >= len(rows):
            other = rows[int(random.integers(len(rows)))]["text"].split()[:40]
            words = words[: len(words) // 2] + other[len(other) // 2 :]
            headline = " ".join(random.permutation(words)[:9])
        headlines.append(headline)
        texts.append(" ".join(words))
    return headlines, texts


def plot(found: list[tuple[int, float]], path: Path) -> None:
    """Draw seconds against teasers, both on scales of powers of ten."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6, 4), layout="constrained")
    axes = figure.subplots()
    axes.plot(*zip(*found, strict=True), "o-", color="#1f4e79")
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("teasers, spread over 30 days")
    axes.set_ylabel("seconds from vectors to stories")
    axes.grid(which="both", color="#e6e2d8")
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)


if __name__ == "__main__":
    main()
