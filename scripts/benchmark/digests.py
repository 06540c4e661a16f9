"""Measure how long a digest takes, vectors of the teasers kept beforehand.

    python scripts/benchmark/digests.py --data DIR [--sizes 500 2000]

Teasers of NeuS (Lee et al., NAACL 2022), spread over a week. The first digest fills a store of its
own with the vectors of teasers and sentences; then the seconds of three more, made and rendered in
all five formats: the median.
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
from classify.encoders.store import EmbeddingStore
from classify.reports import DIGEST_FORMATS, render_digest

N_RUNS = 3
START = datetime(2025, 1, 6, tzinfo=UTC)


def main() -> None:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sizes", type=int, nargs="+", default=(500, 2000))
    arguments = parser.parse_args()
    print("| teasers | stories | first time, s | with kept vectors, s | rendering, s |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    for size in arguments.sizes:
        teasers = read(arguments.data, size)
        with tempfile.TemporaryDirectory() as folder:
            pipeline = TeaserPipeline.load(store=EmbeddingStore(Path(folder) / "vectors.sqlite"))
            times = [measure(pipeline, teasers) for _ in range(1 + N_RUNS)]
        made, rendered, n_stories = zip(*times, strict=True)
        print(
            f"| {size:,} | {n_stories[0]:,} | {made[0]:.1f} | {statistics.median(made[1:]):.1f} | "
            f"{statistics.median(rendered[1:]):.1f} |",
            flush=True,
        )


def measure(pipeline: TeaserPipeline, teasers: list[Teaser]) -> tuple[float, float, int]:
    """Seconds to make a digest, seconds to render it, and its stories."""
    start = time.perf_counter()
    digest = pipeline.brief(teasers, as_of=START + timedelta(days=8))
    made = time.perf_counter()
    for format in DIGEST_FORMATS:
        render_digest(digest, pipeline.taxonomy, format)
    return made - start, time.perf_counter() - made, digest.counts.n_stories


def read(data: Path, size: int) -> list[Teaser]:
    """The first so many teasers, each at a time of its own."""
    lines = (data / "neus" / "train.jsonl").read_text(encoding="utf-8").splitlines()
    documents = [one for line in lines for one in json.loads(line)["documents"]][:size]
    return [
        Teaser(
            id=f"n{row:06}",
            headline=one["title"],
            text=one["text"],
            published=START + timedelta(days=7 * row / len(documents)),
            date_precision="second",
            date_basis="feed",
            language="en",
        )
        for row, one in enumerate(documents)
    ]


if __name__ == "__main__":
    main()
