"""Measure how time and memory of grouping grow with the number of teasers.

    python scripts/benchmark/story_scale.py --data DIR [--sizes 5000 20000] [--runs 3] [--plot FILE]
    python scripts/benchmark/story_scale.py --data DIR --agreement 20000 60000

Teasers: AG News and Reuters-21578 texts (real news of many kinds), each once; where more are wanted
than there are, invented events: words of three of these texts and two names of their own, told by
one to six teasers within some days, each with seven in ten of the words. All are spread evenly over
30 days. Vectors of the static encoder, in half precision from 100,000 teasers on.

Each size runs in a process of its own; prints the median of the seconds spent on encoding, on
reading words, and from there to stories (candidates, pair model, grouping), the seconds of
processor time for all three together, and the peak of memory, texts included. With --plot (and the
`plots` extra) draws the growth of processor time and memory, which other work on the machine
disturbs least.

--agreement compares the approximate way, which piles of this size would not take, with the exact
one: the share of each teaser's exact 15 nearest that it finds, and B-cubed F1 of its stories when
those of the exact way are taken for the truth.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SIZES = (2_500, 5_000, 10_000, 20_000)
N_DAYS = 30.0
N_ENCODED = 32_768  # texts at a time
FROM_HALF = 100_000
SYLLABLES = ("ka", "vo", "rin", "tel", "mar", "os", "du", "lek", "pan", "sho", "bri", "gan", "mu")


def main() -> None:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--agreement", type=int, nargs="+")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(measure(arguments.data, arguments.one)))
    elif arguments.agreement:
        show_agreement(arguments.data, arguments.agreement)
    else:
        found = show_growth(arguments.data, arguments.sizes, arguments.runs)
        if arguments.plot:
            plot(found, arguments.plot)


def show_growth(data: Path, sizes: list[int], n_runs: int) -> list[tuple[int, float, float]]:
    """Print a row for each size; return sizes, seconds of processor time and MB."""
    print(
        "| teasers | stories | encoding, s | words, s | grouping, s | processor, s | memory, MB |"
    )
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    found = []
    for size in sizes:
        command = [sys.executable, __file__, "--data", str(data), "--one", str(size)]
        runs = [
            json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
            for _ in range(n_runs)
        ]
        row = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
        found.append((size, row["processor"], row["memory"]))
        print(
            f"| {size:,} | {row['stories']:,.0f} | {row['encoding']:.1f} | {row['words']:.1f} | "
            f"{row['grouping']:.1f} | {row['processor']:.1f} | {row['memory']:,.0f} |",
            flush=True,
        )
    return found


def measure(data: Path, size: int) -> dict[str, float]:
    """Group so many teasers once."""
    from classify.encoders import load_encoder
    from classify.stories import StorySettings, find_pair_model, find_stories, read_lexicon

    pile = make_pile(data, size)
    model, _ = find_pair_model(load_encoder("teaser-static"))
    keys = [f"k{row:07}" for row in range(size)]
    start, processor = time.perf_counter(), time.process_time()
    vectors = encode(pile)
    encoded = time.perf_counter()
    report(size, f"encoded, {encoded - start:.0f} s")
    assert model is not None
    lexicon = read_lexicon(pile.headlines, pile.texts, model.background)
    read = time.perf_counter()
    report(size, f"read, {read - encoded:.0f} s")
    stories = find_stories(vectors, lexicon, pile.days, keys, StorySettings(), pair_model=model)
    return {
        "stories": len(stories),
        "encoding": encoded - start,
        "words": read - encoded,
        "grouping": time.perf_counter() - read,
        "processor": time.process_time() - processor,
        "memory": peak(),
    }


def report(size: int, what: str) -> None:
    """Say on standard error how far a long run is."""
    if size > FROM_HALF:
        print(f"{size:,}: {what}, peak {peak():,.0f} MB", file=sys.stderr, flush=True)


def peak() -> float:
    """Memory in MB at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@dataclass(frozen=True, kw_only=True)
class Pile:
    """Teasers in order of time."""

    headlines: list[str]
    texts: list[str]
    days: NDArray[np.float64]


def encode(pile: Pile) -> NDArray[np.floating]:
    """Vectors of the static encoder."""
    from classify.encoders import load_encoder

    encoder = load_encoder("teaser-static")
    size = len(pile.texts)
    dtype = np.float16 if size >= FROM_HALF else np.float32
    vectors = np.empty((size, encoder.n_dims), dtype=dtype)
    for at in range(0, size, N_ENCODED):
        part = slice(at, at + N_ENCODED)
        pairs = zip(pile.headlines[part], pile.texts[part], strict=True)
        vectors[part] = encoder.encode([f"{headline}. {text}" for headline, text in pairs])
    return vectors


def make_pile(data: Path, size: int) -> Pile:
    """So many teasers: of real texts, then of invented events."""
    rows = [
        json.loads(line)
        for path in sorted(data.glob("agnews/*.jsonl")) + sorted(data.glob("reuters21578/*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ][:size]
    texts = [row["text"].split()[:40] for row in rows]
    told = [
        (row["title"] or " ".join(words[:9]), " ".join(words))
        for row, words in zip(rows, texts, strict=True)
    ]
    chance = random.Random(0)
    days = [chance.uniform(0, N_DAYS) for _ in told]
    while len(told) < size:
        names = ["".join(chance.choices(SYLLABLES, k=4)).capitalize() for _ in range(2)]
        chosen = chance.choices(texts, k=3)
        words = names + [word for part, text in enumerate(chosen) for word in text[part::3]]
        begins = chance.uniform(0, N_DAYS)
        for _ in range(chance.choices(range(1, 7), weights=[64, 32, 16, 8, 4, 2])[0]):
            kept = [word for word in words if chance.random() < 0.7]
            told.append((" ".join(chance.sample(kept, min(9, len(kept)))), " ".join(kept)))
            days.append(min(N_DAYS, begins + chance.expovariate(2)))
    order = np.argsort(days[:size], kind="stable")
    return Pile(
        headlines=[told[row][0] for row in order],
        texts=[told[row][1] for row in order],
        days=np.array(days)[order],
    )


def show_agreement(data: Path, sizes: list[int]) -> None:
    """Print how nearly the approximate way finds what the exact one does."""
    from classify.encoders import load_encoder
    from classify.evaluation import b_cubed
    from classify.stories import StorySettings, find_pair_model, find_stories, read_lexicon
    from classify.stories.approximate_neighbours import compare_some
    from classify.stories.candidate_pairs import compare_all
    from classify.stories.neighbours import surroundings
    from classify.stories.time_window import Window

    print(
        "| teasers | found of 15 in meaning | nearest one | found of 15 in words | nearest one |",
        end="",
    )
    print(" exact, processor s | approximate | same stories, B-cubed F1 |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    model, _ = find_pair_model(load_encoder("teaser-static"))
    for size in sizes:
        pile = make_pile(data, size)
        vectors = encode(pile)
        lexicon = read_lexicon(pile.headlines, pile.texts, model.background if model else None)
        window = Window(days=pile.days, width=5.0, alone=np.zeros(size, dtype=bool))
        cells, seconds = [], []
        ways = []
        for way in (compare_all, compare_some):
            started = time.process_time()
            ways.append([surroundings(k) for k in way(vectors, lexicon.stems, window)])
            seconds.append(time.process_time() - started)
        for exact, nearly in zip(*ways, strict=True):
            found = (exact.nearest[:, :, None] == nearly.nearest[:, None, :]).any(axis=2)
            there = exact.nearest >= 0
            cells += [found[there].mean(), found[:, 0][there[:, 0]].mean()]
        labels = []
        for max_exact in (size, 0):
            groups = find_stories(
                vectors,
                lexicon,
                pile.days,
                [f"k{row:07}" for row in range(size)],
                StorySettings(),
                pair_model=model,
                max_exact=max_exact,
            )
            numbers = np.empty(size, dtype=np.int64)
            for number, group in enumerate(groups):
                numbers[list(group.members)] = number
            labels.append(numbers)
        print(
            f"| {size:,} | " + " | ".join(f"{cell:.3f}" for cell in cells) + " | "
            f"{seconds[0]:.1f} | {seconds[1]:.1f} | {b_cubed(*labels)[2]:.4f} |",
            flush=True,
        )


def plot(found: list[tuple[int, float, float]], path: Path) -> None:
    """Draw seconds and memory against teasers, on scales of powers of ten."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 3.6), layout="constrained")
    sizes, *series = zip(*found, strict=True)
    names = ("processor seconds, texts to stories", "peak of memory, MB")
    for axes, values, name in zip(figure.subplots(1, 2), series, names, strict=True):
        axes.plot(sizes, values, "o-", color="#1f4e79")
        linear = [values[0] * size / sizes[0] for size in sizes]
        axes.plot(sizes, linear, ":", color="#8a8578", label="in proportion")
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set_xlabel("teasers, spread over 30 days")
        axes.set_ylabel(name)
        axes.grid(which="major", color="#e6e2d8")
        axes.legend(frameon=False)
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)


if __name__ == "__main__":
    main()
