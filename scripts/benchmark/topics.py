"""Score the topics of a model, on labeled/ and on real news events.

    python scripts/benchmark/topics.py [--model default] [--split development]
        [--data DIR] [--min-precision 0.9] [--plot FILE]

Of each development split the half is scored that the bundled model was not calibrated on; with
--data also those of labelled real news (see held_out.py). Prints macro-F1, micro-F1, mean average
precision and expected calibration error with 95 % bootstrap intervals, precision, and the share of
teasers by status; with --min-precision under thresholds of that precision. With --plot (and the
`plots` extra) F1 of every topic is drawn into FILE, an SVG or PNG.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from classify import LabelledTeaser, Taxonomy, TeaserPipeline
from classify.datasets import LabelledSet, label_arrays, prediction_arrays
from classify.records import TopicScores
from scripts import LABELED
from scripts.benchmark.scores import written
from scripts.held_out import components, development_halves


def main() -> None:
    """Print a row for each set."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", default="default")
    parser.add_argument("--split", default="development")
    parser.add_argument("--labeled", type=Path, default=LABELED)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--min-precision", type=float, help="see classify predict --help")
    arguments = parser.parse_args()
    pipeline = TeaserPipeline.load(arguments.model)
    if arguments.min_precision:
        pipeline = pipeline.with_min_precision(arguments.min_precision)
    print(f"model {pipeline.name} {pipeline.sha256[:12]}\n")
    print(
        "| set | n | macro-F1 | micro-F1 | mean AP | calibration error | "
        "micro-, macro-precision | assigned, none, abstained |"
    )
    print("| --- | ---: | --- | --- | --- | --- | --- | --- |")
    if arguments.split == "development":
        _, sets = development_halves(arguments.labeled, arguments.data, pipeline.taxonomy)
    else:
        own = LabelledSet.read(arguments.labeled, taxonomy=pipeline.taxonomy, split=arguments.split)
        sets = {"labeled": list(own.teasers)}
    for name, items in sets.items():
        scores = show(f"{name}, {arguments.split}", pipeline, items)
        if arguments.plot and name == "labeled":
            plot(scores, pipeline.taxonomy, arguments.plot)


def show(name: str, pipeline: TeaserPipeline, items: list[LabelledTeaser]) -> TopicScores:
    """Print one row; return its scores."""
    scores = pipeline.evaluate(items, groups=components(LABELED, items)).scores
    statuses = Counter(one.status for one in pipeline.predict([item.teaser for item in items]))
    figures = " | ".join(
        written(one)
        for one in (
            scores.macro_f1,
            scores.micro_f1,
            scores.mean_average_precision,
            scores.calibration_error,
        )
    )
    shares = ", ".join(
        f"{statuses[status] / len(items):.1%}" for status in ("assigned", "none", "abstained")
    )
    right = precisions(pipeline, items)
    print(f"| {name} | {len(items)} | {figures} | {right} | {shares} |", flush=True)
    return scores


def precisions(pipeline: TeaserPipeline, items: list[LabelledTeaser]) -> str:
    """Micro- and macro-precision; cells in dispute are left out, and topics never assigned."""
    found = pipeline.predict([item.teaser for item in items])
    _, assigned = prediction_arrays(found, pipeline.taxonomy)
    labels = label_arrays(items, pipeline.taxonomy)
    taken = (assigned & labels.counted).sum(axis=0)
    hits = (assigned & labels.counted & labels.truth).sum(axis=0)
    used = taken > 0
    return f"{hits.sum() / taken.sum():.3f}, {(hits[used] / taken[used]).mean():.3f}"


def plot(scores: TopicScores, taxonomy: Taxonomy, path: Path) -> None:
    """Draw F1 of every topic with its interval, the best on top."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    drawn = [(topic.f1, topic) for topic in scores.topics if topic.f1]
    drawn.sort(key=lambda pair: pair[0].value)
    figure = Figure(figsize=(7, 6), layout="constrained")
    axes = figure.subplots()
    for row, (f1, _) in enumerate(drawn):
        axes.plot([f1.low, f1.high], [row, row], color="#9db4cc", linewidth=4)
        axes.plot(f1.value, row, "o", color="#1f4e79")
    names = [f"{taxonomy.name(topic.topic)} ({topic.n_positive})" for _, topic in drawn]
    axes.set_yticks(range(len(drawn)), names)
    axes.set_xlim(0, 1)
    axes.set_xlabel("F1 with 95 % interval; number of examples in brackets")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    # letters stay letters, and the same scores give the same bytes
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "topics"}):
        figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)


if __name__ == "__main__":
    main()
