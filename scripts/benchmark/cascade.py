"""Draw the cascade's curve: macro-F1 over teasers per second, for each share that is sent on.

    python scripts/benchmark/cascade.py --data DIR [--model default] [--out build/cascade]

Quality is that of the development halves that the model was not calibrated on (see held_out.py): of
labeled/ and of real news. Speed is that of `pipeline.predict(fast=True, accurate_share=share)` on
teasers of labeled/, the shares taking turns, medians of several rounds; at the share None all go
through the transformer without a first look. Writes a table to standard output, cascade.csv and
cascade.svg.
"""

from __future__ import annotations

import argparse
import csv
import statistics
import time
from pathlib import Path
from typing import Any

import numpy as np

from classify import LabelledTeaser, TeaserPipeline
from classify.datasets import label_arrays, prediction_arrays, read_labelled_teasers
from scripts import LABELED
from scripts.benchmark.scores import counts
from scripts.held_out import development_halves

SHARES = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, None)
ROUNDS = 3


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", default="default")
    parser.add_argument("--teasers", type=int, default=400)
    parser.add_argument("--out", type=Path, default=Path("build/cascade"))
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    pipeline = TeaserPipeline.load(arguments.model)
    _, halves = development_halves(LABELED, arguments.data, pipeline.taxonomy)
    sets = {
        "labeled": halves.pop("labeled"),
        "real": [item for items in halves.values() for item in items],
    }
    speed = speeds(pipeline, arguments.teasers)
    rows = []
    for share in SHARES:
        row: dict[str, Any] = {"accurate_share": "no first look" if share is None else share}
        for name, items in sets.items():
            row[f"macro_f1_{name}"] = macro_f1(pipeline, items, share)
        rows.append(row | {"teasers_per_second": speed[share]})
    print(table(rows, {name: len(items) for name, items in sets.items()}))
    with (arguments.out / "cascade.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    plot(rows, arguments.out / "cascade.svg")


def predict(pipeline: TeaserPipeline, teasers: list[Any], share: float | None) -> list[Any]:
    """Predict with a share sent on, or without a first look."""
    return pipeline.predict(teasers, fast=share is not None, accurate_share=share)


def speeds(pipeline: TeaserPipeline, n_teasers: int) -> dict[float | None, float]:
    """Teasers per second at each share; the shares take turns."""
    items = read_labelled_teasers(LABELED)
    chosen = np.random.default_rng(0).permutation(len(items))[:n_teasers]
    teasers = [items[row].teaser for row in chosen]
    predict(pipeline, teasers[:10], 0.5)  # loads the fast encoder
    rates: dict[float | None, list[float]] = {share: [] for share in SHARES}
    for _ in range(ROUNDS):
        for share in SHARES:
            start = time.perf_counter()
            predict(pipeline, teasers, share)
            rates[share].append(len(teasers) / (time.perf_counter() - start))
    return {share: statistics.median(found) for share, found in rates.items()}


def macro_f1(pipeline: TeaserPipeline, items: list[LabelledTeaser], share: float | None) -> float:
    """Mean F1 of the topics that occur; cells in dispute are left out."""
    predictions = predict(pipeline, [item.teaser for item in items], share)
    _, assigned = prediction_arrays(predictions, pipeline.taxonomy)
    labels = label_arrays(items, pipeline.taxonomy)
    return float(counts(labels.truth, assigned, labels.counted).macro_f1[0])


def table(rows: list[dict[str, Any]], n: dict[str, int]) -> str:
    """The curve as Markdown."""
    lines = [
        f"| sent on | teasers/s | macro-F1, labeled ({n['labeled']}) | "
        f"macro-F1, real news ({n['real']}) |",
        "| --- | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {row['accurate_share']} | {row['teasers_per_second']:,.0f} | "
        f"{row['macro_f1_labeled']:.3f} | {row['macro_f1_real']:.3f} |"
        for row in rows
    ]
    return "\n".join(lines)


def plot(rows: list[dict[str, Any]], path: Path) -> None:
    """Draw macro-F1 over speed, each point labelled with its share."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 4.5), layout="constrained")
    axes = figure.subplots()
    for name, colour in (("real", "#1f4e79"), ("labeled", "#b5651d")):
        x = [row["teasers_per_second"] for row in rows]
        y = [row[f"macro_f1_{name}"] for row in rows]
        axes.plot(x, y, "o-", color=colour)
        axes.annotate(
            {"real": "real news", "labeled": "labeled/"}[name],
            (x[0], y[0]),
            xytext=(0, 10),
            textcoords="offset points",
            color=colour,
            ha="right",
        )
    for row in rows[:-1:2]:
        axes.annotate(
            f"{row['accurate_share']:.0%}",
            (row["teasers_per_second"], row["macro_f1_real"]),
            xytext=(0, -16),
            textcoords="offset points",
            ha="center",
            fontsize=9,
        )
    axes.set(xscale="log", xlabel="teasers per second, two cores (log scale)")
    ticks = [200, 500, 1000, 2000, 5000]
    axes.set_xticks(ticks, labels=[f"{tick:,}" for tick in ticks])
    axes.minorticks_off()
    axes.set_title("Macro-F1 by the share that is sent on", loc="left", fontsize=12)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", alpha=0.3)
    # letters stay letters, and the same figures give the same bytes
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "cascade"}):
        figure.savefig(path, metadata={"Date": None})


if __name__ == "__main__":
    main()
