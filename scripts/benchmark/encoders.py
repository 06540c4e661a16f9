"""Measure encoders side by side in one run: speed, cold start, memory, and probes of quality.

    python scripts/benchmark/encoders.py --data DIR --upstream FOLDER --out build/encoders

FOLDER holds all-MiniLM-L6-v2 in fp32 (see scripts/build_encoder.py for its origin); DIR is
described in probes.py. `--encoder FOLDER` adds an encoder of ours that is not bundled; `--only
NAME` leaves out all others;
`--speed-only` leaves the probes out. Peers that are not installed are left out; see peers.py.
Writes a table to standard output and encoders.json, encoders.csv, encoders.svg (quality over speed)
to --out.
"""

from __future__ import annotations

import argparse
import csv
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from classify.datasets import read_labelled_teasers
from scripts import LABELED
from scripts.benchmark import probes
from scripts.benchmark.peers import Encode, Peer, peers
from scripts.encoder_training import corpus

ROUNDS = 5
COLD_STARTS = 3
PLOTTED = "topics, real, macro-F1"


def main() -> None:
    """Measure and write."""
    arguments = parse_arguments()
    arguments.out.mkdir(parents=True, exist_ok=True)
    texts = sample(arguments.teasers)
    n_words = statistics.mean(len(text.split()) for text in texts)
    print(f"{len(texts)} teasers of {n_words:.0f} words, {ROUNDS} rounds in turn\n")
    loaded: dict[str, tuple[Peer, Encode]] = {}
    for peer in peers(arguments.upstream, arguments.encoder):
        if arguments.only and peer.name not in arguments.only:
            continue
        try:
            loaded[peer.name] = peer, peer.load()
        except ImportError as error:
            print(f"left out: {peer.name} ({error})")
    rows = speeds(loaded, texts)
    for name, (peer, encode) in loaded.items():
        rows[name] |= cold(peer, texts[:10]) | batching(encode, texts[:100])
    if arguments.data:
        for name, (peer, encode) in loaded.items():
            if peer.probed:
                print(f"probing {name}", file=sys.stderr, flush=True)
                rows[name]["probes"] = probe(encode, arguments.data)
        rows["tf-idf"] = {"probes": probe_tfidf(arguments.data)}
    write(rows, arguments.out)
    print(table(rows))


def parse_arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="folder of the probes' data")
    parser.add_argument("--upstream", type=Path, required=True, help="folder of MiniLM in fp32")
    parser.add_argument("--encoder", type=Path, action="append", default=[])
    parser.add_argument("--only", action="append", default=[], metavar="NAME")
    parser.add_argument("--teasers", type=int, default=400)
    parser.add_argument("--speed-only", action="store_true")
    parser.add_argument("--out", type=Path, default=Path("build/encoders"))
    arguments = parser.parse_args()
    if arguments.speed_only:
        arguments.data = None
    return arguments


def sample(n_teasers: int) -> list[str]:
    """Teasers of labeled/, the same ones each time."""
    items = read_labelled_teasers(LABELED)
    chosen = np.random.default_rng(0).permutation(len(items))[:n_teasers]
    return [items[row].teaser.passage for row in chosen]


def speeds(
    loaded: dict[str, tuple[Peer, Encode]], texts: Sequence[str]
) -> dict[str, dict[str, Any]]:
    """Teasers per second; the encoders take turns, so that a drift of the machine meets all."""
    rates: dict[str, list[float]] = {name: [] for name in loaded}
    for _ in range(ROUNDS):
        for name, (_, encode) in loaded.items():
            # what is fast is given more to do, so that the clock has something to measure
            many = list(texts) * (50 if rates[name] and rates[name][0] > 3000 else 1)
            encode(texts[:8])
            start = time.perf_counter()
            encode(many)
            rates[name].append(len(many) / (time.perf_counter() - start))
    return {
        name: {
            "teasers_per_second": statistics.median(found[1:]),
            "slowest": min(found[1:]),
            "fastest": max(found[1:]),
        }
        for name, found in rates.items()
    }


def cold(peer: Peer, texts: Sequence[str]) -> dict[str, float]:
    """Seconds from the start of a process to ten vectors, and its largest memory in MB (Linux)."""
    code = (
        f"{peer.code}\n"
        f"encode({list(texts)!r})\n"
        "status = open('/proc/self/status').read()\n"  # a child's ru_maxrss counts its parent
        "print(int(status.split('VmHWM:')[1].split()[0]) / 1024)"
    )
    seconds, memory = [], []
    for _ in range(COLD_STARTS):
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        seconds.append(time.perf_counter() - start)
        memory.append(float(done.stdout.split()[-1]))
    return {"cold_seconds": statistics.median(seconds), "megabytes": statistics.median(memory)}


def batching(encode: Encode, texts: Sequence[str]) -> dict[str, float]:
    """Largest difference between a text's numbers alone, in company, and in another order."""
    together = np.asarray(encode(texts))
    alone = np.vstack([encode([text]) for text in texts])
    turned = np.asarray(encode(texts[::-1]))[::-1]
    largest = max(np.abs(together - alone).max(), np.abs(together - turned).max())
    return {"batch_difference": float(largest)}


def probe(encode: Encode, data: Path) -> list[probes.Figure]:
    """All probes of one encoder; every text is encoded once."""
    known: dict[tuple[str, ...], Any] = {}

    def once(texts: Sequence[str]) -> Any:
        key = tuple(texts)
        if key not in known:
            known[key] = encode(list(texts))
        return known[key]

    train, developments = probes.topics(LABELED, data)
    stories = {
        "labeled": corpus.own_stories(LABELED, "development"),
        "NeuS": corpus.neus_stories(data, "val"),
        "ECB+": corpus.ecbplus_stories(data, "dev"),
    }
    return [
        *probes.few_shot_accuracy(once, *probes.agnews(data)),
        probes.multi_label_f1(once, *probes.reuters(data)),
        *probes.topic_quality(once, train, developments),
        *(probes.story_pairs(once, name, found) for name, found in stories.items()),
    ]


def probe_tfidf(data: Path) -> list[probes.Figure]:
    """The same probes on tf-idf, whose words are learned from each probe's training texts."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    def fitted_on(texts: Sequence[str]) -> Encode:
        encode: Encode = TfidfVectorizer().fit(texts).transform
        return encode

    train, developments = probes.topics(LABELED, data)
    news, stories = probes.agnews(data), probes.reuters(data)
    return [
        *probes.few_shot_accuracy(fitted_on(news[0].texts), *news),
        probes.multi_label_f1(fitted_on(stories[0].texts), *stories),
        *probes.topic_quality(fitted_on(train.texts), train, developments),
    ]


def table(rows: dict[str, dict[str, Any]]) -> str:
    """Speed and probes as Markdown."""
    lines = [
        "| encoder | teasers/s (min to max) | cold start, s | memory, MB | alone vs in company |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {name} | {row['teasers_per_second']:,.0f} ({row['slowest']:,.0f} to "
        f"{row['fastest']:,.0f}) | {row['cold_seconds']:.2f} | {row['megabytes']:.0f} | "
        f"{row['batch_difference']:.0e} |"
        for name, row in rows.items()
        if "teasers_per_second" in row
    ]
    probed = {name: row["probes"] for name, row in rows.items() if "probes" in row}
    if probed:
        lines += ["", f"| probe | n | {' | '.join(probed)} |"]
        lines += ["| --- | ---: |" + " ---: |" * len(probed)]
        found = {
            (name, figure.probe): figure for name, figures in probed.items() for figure in figures
        }
        first = max(probed.values(), key=len)
        for figure in first:
            cells = [_cell(found.get((name, figure.probe))) for name in probed]
            lines.append(f"| {figure.probe} | {figure.n:,} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(figure: probes.Figure | None) -> str:
    if figure is None:
        return ""
    spread = "" if np.isnan(figure.spread) else f" ± {figure.spread:.3f}"
    return f"{figure.value:.3f}{spread}"


def write(rows: dict[str, dict[str, Any]], out: Path) -> None:
    """Write what was measured, for people and for programs, and the plot."""
    flat = [
        {"encoder": name, "measure": measure, "value": value, "spread": "", "n": ""}
        for name, row in rows.items()
        for measure, value in row.items()
        if measure != "probes"
    ] + [
        {
            "encoder": name,
            "measure": figure.probe,
            "value": figure.value,
            "spread": figure.spread,
            "n": figure.n,
        }
        for name, row in rows.items()
        for figure in row.get("probes", ())
    ]
    (out / "encoders.json").write_text(json.dumps(flat, indent=1) + "\n", encoding="utf-8")
    with (out / "encoders.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(flat[0]))
        writer.writeheader()
        writer.writerows(flat)
    quality = {
        name: (row["teasers_per_second"], figure.value)
        for name, row in rows.items()
        if "teasers_per_second" in row
        for figure in row.get("probes", ())
        if figure.probe == PLOTTED
    }
    if quality:
        plot(quality, out / "encoders.svg")


def plot(quality: dict[str, tuple[float, float]], path: Path) -> None:
    """Quality over speed, each encoder labelled where it stands."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams.update({"svg.hashsalt": "encoders", "font.size": 11})
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(8, 4.5))
    for name, (speed, value) in quality.items():
        ours = name.startswith("teaser")
        axes.plot(speed, value, "o", markersize=9, color="#0b6e4f" if ours else "#8a8f98")
        axes.annotate(
            name,
            (speed, value),
            xytext=(0, 11),
            textcoords="offset points",
            ha="center",
            fontweight="bold" if ours else "normal",
        )
    axes.set(xscale="log", xlabel="teasers per second, two cores (log scale)")
    axes.set_title("Macro-F1 of 21 topics on real news, linear head", loc="left", fontsize=12)
    axes.set_xlim(30, 40_000)
    axes.set_xticks(
        [50, 100, 500, 1000, 5000, 10_000], labels=["50", "100", "500", "1,000", "5,000", "10,000"]
    )
    axes.minorticks_off()
    axes.margins(y=0.18)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", alpha=0.3)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


if __name__ == "__main__":
    main()
