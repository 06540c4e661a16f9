"""Measure how long a digest takes, vectors of the teasers kept beforehand.

    python scripts/benchmark/digests.py --data DIR [--sizes 500 2000]
    python scripts/benchmark/digests.py --data DIR --days 26 --a-day 274

Teasers of NeuS (Lee et al., NAACL 2022), spread over a week. The first digest fills a cache of its
own with the vectors of teasers and sentences; then the seconds of three more, made and rendered in
all five formats: the median. With --days a plan of two desks, each with half of the days, is run as
`classify batch` runs it, in two processes, once to fill the cache and once more from nothing but
the cache: seconds of both runs, and what a year of 365 days would take at that rate.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from classify import Teaser, TeaserPipeline
from classify.batch import read_plan, run_plan
from classify.encoders import EmbeddingCache
from classify.records import to_json_dict
from classify.reports import DIGEST_FORMATS, render_digest

N_RUNS = 3
START = datetime(2025, 1, 6, tzinfo=UTC)


def main() -> None:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sizes", type=int, nargs="+", default=(500, 2000))
    parser.add_argument("--days", type=int)
    parser.add_argument("--a-day", type=int, default=274)
    arguments = parser.parse_args()
    if arguments.days:
        daily(arguments.data, arguments.days, arguments.a_day)
        return
    print("| teasers | stories | first time, s | with kept vectors, s | rendering, s |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    for size in arguments.sizes:
        teasers = read(arguments.data, size)
        with tempfile.TemporaryDirectory() as folder:
            pipeline = TeaserPipeline.load(cache=EmbeddingCache(Path(folder) / "vectors.sqlite"))
            times = [measure(pipeline, teasers) for _ in range(1 + N_RUNS)]
        made, rendered, n_stories = zip(*times, strict=True)
        print(
            f"| {size:,} | {n_stories[0]:,} | {made[0]:.1f} | {statistics.median(made[1:]):.1f} | "
            f"{statistics.median(rendered[1:]):.1f} |",
            flush=True,
        )


def daily(data: Path, n_days: int, a_day: int) -> None:
    """Print seconds of a run of daily digests; each of two desks has half of the days."""
    teasers = read(data, n_days * a_day, n_days=n_days)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cache = EmbeddingCache(folder / "vectors.sqlite")
        halves = [teasers[: len(teasers) // 2], teasers[len(teasers) // 2 :]]
        tables = []
        for number, half in enumerate(halves):
            lines = [json.dumps(to_json_dict(one), ensure_ascii=False) for one in half]
            (folder / f"{number}.jsonl").write_text("\n".join(lines), encoding="utf-8")
            tables.append(
                f'[[digest]]\nname = "desk-{number}"\ninputs = ["{number}.jsonl"]\nevery = "day"\n'
            )
        seconds = []
        for run in ("first", "second"):
            plan = folder / f"{run}.toml"
            plan.write_text(f'out = "{run}"\n' + "".join(tables), encoding="utf-8")
            start = time.perf_counter()
            issues = run_plan(read_plan(plan), cache=cache, n_jobs=2)
            seconds.append(time.perf_counter() - start)
            assert not any(issue.error for issue in issues)
    year = seconds[1] * 365 / n_days
    print(f"{len(issues)} daily digests of {len(teasers):,} teasers: {seconds[0]:.0f} s at first,")
    print(f"{seconds[1]:.1f} s with kept vectors; a year at that rate: {year:.0f} s")


def measure(pipeline: TeaserPipeline, teasers: list[Teaser]) -> tuple[float, float, int]:
    """Seconds to make a digest, seconds to render it, and its stories."""
    start = time.perf_counter()
    digest = pipeline.digest(teasers, as_of=START + timedelta(days=8))
    made = time.perf_counter()
    for format in DIGEST_FORMATS:
        render_digest(digest, pipeline.taxonomy, format)
    return made - start, time.perf_counter() - made, digest.counts.n_stories


def read(data: Path, size: int, n_days: int = 7) -> list[Teaser]:
    """The first so many teasers, each at a time of its own; all again where there are no more."""
    lines = (data / "neus" / "train.jsonl").read_text(encoding="utf-8").splitlines()
    known = [one for line in lines for one in json.loads(line)["documents"]]
    documents = [known[row % len(known)] for row in range(size)]
    return [
        Teaser(
            id=f"n{row:06}",
            headline=one["title"],
            text=one["text"],
            published=START + timedelta(days=n_days * row / len(documents)),
            date_precision="second",
            date_basis="feed",
            language="en",
        )
        for row, one in enumerate(documents)
    ]


if __name__ == "__main__":
    main()
