"""Measure the bundled encoder beside Sentence Transformers at its defaults, in one run.

    python scripts/benchmark/encoder.py --upstream FOLDER [--labeled labeled] [--teasers 400]

FOLDER holds the upstream model all-MiniLM-L6-v2 in fp32 (see scripts/build_encoder.py for where it
comes from). Prints: teasers per second of both (medians of several rounds, taken in turn), their
ratio, time to load, agreement of the vectors, and the largest difference that batching makes.
Needs the sentence-transformers extra.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from classify.encoders import DEFAULT_ENCODER, load_encoder
from classify.readers import read_labelled_teasers

ROUNDS = 5
ROOT = Path(__file__).resolve().parent.parent.parent


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--upstream", required=True, help="folder of the upstream model")
    parser.add_argument("--labeled", type=Path, default=ROOT / "labeled")
    parser.add_argument("--teasers", type=int, default=400)
    arguments = parser.parse_args()
    items = read_labelled_teasers(arguments.labeled)
    chosen = np.random.default_rng(0).permutation(len(items))[: arguments.teasers]
    texts = [items[row].teaser.passage for row in chosen]
    n_words = statistics.mean(len(text.split()) for text in texts)
    print(f"{len(texts)} teasers of {n_words:.0f} words, {ROUNDS} rounds")

    from sentence_transformers import SentenceTransformer

    upstream = SentenceTransformer(arguments.upstream, device="cpu")
    ours = load_encoder()
    rates = in_turn(
        {
            "sentence-transformers, fp32": lambda: upstream.encode(texts),
            f"{DEFAULT_ENCODER}, int8": lambda: ours.encode(texts),
        },
        len(texts),
    )
    print("| encoder | teasers/s, median (min to max) |\n| --- | --- |")
    for name, found in rates.items():
        print(f"| {name} | {statistics.median(found):.0f} ({min(found):.0f} to {max(found):.0f}) |")
    theirs, mine = rates.values()
    ratios = [b / a for a, b in zip(theirs, mine, strict=True)]
    print(f"ratio, median of pairs: {statistics.median(ratios):.2f}")
    print(f"load, cold process, median of {ROUNDS}: {statistics.median(load_seconds()):.2f} s")

    exact = upstream.encode(texts, normalize_embeddings=True)
    vectors = ours.encode(texts)
    cosines = (exact * vectors).sum(axis=1)
    print(f"cosine to fp32: mean {cosines.mean():.4f}, least {cosines.min():.4f}")
    alone = np.vstack([ours.encode([text]) for text in texts[:100]])
    print(
        f"alone against in company, largest difference: {np.abs(alone - vectors[:100]).max():.1e}"
    )


def in_turn(jobs: dict[str, Callable[[], object]], n_texts: int) -> dict[str, list[float]]:
    """Rates of jobs that take turns, so that a drift of the machine meets all of them."""
    rates: dict[str, list[float]] = {name: [] for name in jobs}
    for job in jobs.values():
        job()  # warm up
    for _ in range(ROUNDS):
        for name, job in jobs.items():
            start = time.perf_counter()
            job()
            rates[name].append(n_texts / (time.perf_counter() - start))
    return rates


def load_seconds() -> list[float]:
    """Seconds to import and load the bundled encoder, each in a process of its own."""
    code = (
        "import time; start = time.perf_counter()\n"
        "from classify.encoders import load_encoder; load_encoder()\n"
        "print(time.perf_counter() - start)"
    )
    return [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout)
        for _ in range(ROUNDS)
    ]


if __name__ == "__main__":
    main()
